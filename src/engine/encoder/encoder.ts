import type { Side } from '../../domain/adapter/adapter.ts';
import { normaliseRows } from '../../domain/vectors/matrix.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import type { EncoderProfile } from '../../protocol/encoder.ts';
import type { OpenProgress } from '../../protocol/arm.ts';
import type { ReadModelFile } from '../models/model-source.ts';
import { loadModelFiles } from '../models/model-source.ts';
import type { Runtime } from '../ort/runtime.ts';
import { createQueue } from '../in-turn.ts';
import type { Finish } from './finish-vectors.ts';
import { applyLayers, refuseInfinite } from './finish-vectors.ts';
import { pool } from './pooling.ts';
import { readDenseLayer } from './read-dense-layer.ts';
import type { SideEncoder } from './side-encoder.ts';
import { openSide } from './side-encoder.ts';

export interface Encoder {
  readonly dimensions: number;
  /**
   * Encodes texts in the order given.
   * @returns [texts × dimensions], unit length where the profile says so
   * @throws CrosslensError `aborted`, `out-of-memory`, `device-lost`, `model-invalid`, `device-mismatch` (numbers that
   * are not finite)
   */
  encode(texts: readonly string[], side: Side, signal?: AbortSignal): Promise<Float32Array>;
  /**
   * One vector for each token, out of last_hidden_state: neither pooled nor scaled, but through the Dense modules and
   * cut as a pooled vector is, so that it is of the same length. The profile's prefix is part of what the model reads,
   * as in `encode`, so that a contextual model sees it; its tokens and the special tokens are left out of what is
   * returned.
   * @throws CrosslensError as `encode` does; `not-possible` where the graph gives no vectors of tokens
   */
  encodeTokens(texts: readonly string[], side: Side, signal?: AbortSignal): Promise<EncodedTokens>;
  dispose(): Promise<void>;
}

export interface EncodedTokens {
  /** As the vocabulary has them; a text without a word that it knows has none. [texts][tokens] */
  readonly tokens: readonly (readonly string[])[];
  /** Tokens of each text. [texts] */
  readonly lengths: readonly number[];
  /** All texts one after the other. [all tokens × dimensions] */
  readonly vectors: Float32Array<ArrayBuffer>;
}

/**
 * Opens what a profile describes.
 * @throws CrosslensError what `loadModelFiles` throws; `tokenizer-invalid`, `device-unavailable`, `out-of-memory`
 */
export async function openEncoder(
  entry: EncoderProfile,
  runtime: Runtime,
  read: ReadModelFile,
  options: {
    readonly threads: number;
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: (progress: OpenProgress) => void;
  },
): Promise<Encoder> {
  const files = await loadModelFiles(entry, read, options);
  const { dimensions } = entry;
  const full = entry.fullDimensions ?? dimensions;
  const layers = files.dense.map((dense) => readDenseLayer(dense, entry.id));
  const finish: Finish = { layers, full, dimensions };
  checkChain(finish, entry);
  /** Numbers of each vector that the graph gives. */
  const width = layers[0]?.inputs ?? full;
  options.onProgress?.({ step: 'session', file: entry.model, loaded: 0, total: 1 });
  const sideOptions = { threads: options.threads, width, inTurn: createQueue() };
  const passage = await openSide(files, entry, runtime, sideOptions);
  let query = passage;
  if (files.query !== null) {
    try {
      query = await openSide(files.query, entry, runtime, sideOptions);
    } catch (error) {
      await passage.dispose();
      throw error;
    }
  }
  const sides: Readonly<Record<Side, SideEncoder>> = { query, passage };
  /** Scaling belongs to pooling where nothing comes between the two. */
  const plain = layers.length === 0 && full === dimensions;

  const vectorsOf = (output: Float32Array, lengths: readonly number[], tokens: number): Float32Array => {
    const pooled =
      entry.pooling === 'output'
        ? output
        : pool(output, lengths, tokens, width, { ...entry, normalize: plain && entry.normalize });
    if (plain && entry.pooling !== 'output') return pooled;
    const vectors = applyLayers(finish, pooled);
    if (entry.normalize) normaliseRows(vectors, dimensions);
    return vectors;
  };

  return {
    dimensions,
    async encode(texts, side, signal) {
      const encoder = sides[side];
      const prefix = entry.prefixes[side];
      const ids = texts.map((text) => encoder.tokenizer.encode(prefix + text));
      const out = new Float32Array(texts.length * dimensions);
      await encoder.run(ids, 'pooled', signal, (output, positions, tokens) => {
        const lengths = positions.map((position) => ids[position]?.length ?? 0);
        const vectors = vectorsOf(output, lengths, tokens);
        refuseInfinite(vectors, entry, runtime.device);
        positions.forEach((position, row) => {
          out.set(vectors.subarray(row * dimensions, (row + 1) * dimensions), position * dimensions);
        });
      });
      return out;
    },
    async encodeTokens(texts, side, signal) {
      const encoder = sides[side];
      const split = texts.map((text) => encoder.tokenizer.encodeTokens(text, entry.prefixes[side]));
      const lengths = split.map(({ tokens }) => tokens.length);
      const starts: number[] = [];
      let total = 0;
      for (const length of lengths) {
        starts.push(total);
        total += length;
      }
      const out = tokenMatrix(total, dimensions, texts.length);
      const ids = split.map((text) => text.ids);
      await encoder.run(ids, 'tokens', signal, (hidden, positions, tokens) => {
        positions.forEach((position, row) => {
          const from = row * tokens + (split[position]?.first ?? 0);
          const own = hidden.subarray(from * width, (from + (lengths[position] ?? 0)) * width);
          const vectors = applyLayers(finish, own);
          refuseInfinite(vectors, entry, runtime.device);
          out.set(vectors, (starts[position] ?? 0) * dimensions);
        });
      });
      return { tokens: split.map(({ tokens }) => tokens), lengths, vectors: out };
    },
    async dispose() {
      await passage.dispose();
      if (query !== passage) await query.dispose();
    },
  };
}

/** Every step must take what the one before it gives. */
function checkChain({ layers, full, dimensions }: Finish, { id, dense }: EncoderProfile): void {
  layers.forEach((layer, place) => {
    const next = layers[place + 1]?.inputs ?? full;
    if (layer.outputs === next) return;
    throw new CrosslensError(
      'model-invalid',
      `The Dense module ${dense[place] ?? ''} of ${id} gives ${layer.outputs} numbers, and what follows takes ${next}. Look at the model again, so that its settings are read anew.`,
    );
  });
  if (dimensions > full)
    throw new CrosslensError(
      'model-invalid',
      `${id} is to keep ${dimensions} numbers of vectors that have ${full}. Choose ${full} or fewer.`,
    );
}

function tokenMatrix(tokens: number, dimensions: number, texts: number): Float32Array<ArrayBuffer> {
  try {
    return new Float32Array(tokens * dimensions);
  } catch (error) {
    const megabytes = Math.ceil((tokens * dimensions * 4) / 1e6);
    throw new CrosslensError(
      'out-of-memory',
      `No memory for the ${tokens} token vectors of ${texts} texts (${megabytes} MB). Choose fewer pairs or rows.`,
      { cause: error },
    );
  }
}
