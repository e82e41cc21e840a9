import type { Side } from '../../domain/adapter/adapter.ts';
import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import type { EncoderEntry } from '../../protocol/manifest.ts';
import type { OpenProgress } from '../../protocol/arm.ts';
import type { ReadModelFile } from '../models/model-source.ts';
import { loadModelFiles } from '../models/model-source.ts';
import { openTokenModel } from '../ort/runtime.ts';
import type { Runtime } from '../ort/runtime.ts';
import { createQueue } from '../in-turn.ts';
import { yieldToEvents } from '../yield-to-events.ts';
import { batchByLength } from './batches.ts';
import { pool } from './pooling.ts';
import { createTokenizer } from './tokenizer.ts';

export interface Encoder {
  readonly dimensions: number;
  /**
   * Encodes texts in the order given.
   * @returns [texts × dimensions], unit length where the manifest says so
   * @throws CrosslensError `aborted`, `out-of-memory`, `device-lost`, `model-invalid`
   */
  encode(texts: readonly string[], side: Side, signal?: AbortSignal): Promise<Float32Array>;
  /**
   * One vector for each token, out of last_hidden_state: neither pooled nor scaled. The manifest's prefix is part of
   * what the model reads, as in `encode`, so that a contextual model sees it; its tokens and the special tokens are
   * left out of what is returned.
   * @throws CrosslensError as `encode` does
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
 * Padded tokens of one batch. One token vector takes 4 × dimensions bytes of output: 8,192 tokens at 384 dimensions
 * are 12.6 MB, which keeps a batch inside a few times the cache and a cancel within tens of milliseconds.
 */
const TOKENS_PER_BATCH = 8192;

export async function openEncoder(
  entry: EncoderEntry,
  runtime: Runtime,
  read: ReadModelFile,
  options: {
    readonly threads: number;
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: (progress: OpenProgress) => void;
  },
): Promise<Encoder> {
  const files = await loadModelFiles(entry, read, options);
  const tokenizer = createTokenizer(files.tokenizer, files.tokenizerConfig, entry.maxTokens, entry.id);
  options.onProgress?.({ step: 'session', file: entry.model, loaded: 0, total: 1 });
  const model = await openTokenModel(runtime, files.model, {
    name: entry.id,
    dimensions: entry.dimensions,
    threads: options.threads,
  });
  const { dimensions } = entry;

  // A session runs one batch at a time; a search that arrives while indexing waits for one batch, not for the job.
  const inTurn = createQueue();

  /** Runs the model over texts of any length, batch by batch; `use` gets last_hidden_state [texts × width × d]. */
  const runBatches = async (
    ids: readonly (readonly number[])[],
    signal: AbortSignal | undefined,
    use: (hidden: Float32Array, positions: readonly number[], width: number) => void,
  ): Promise<void> => {
    const lengths = ids.map((list) => list.length);
    for (const { positions, tokens } of batchByLength(lengths, TOKENS_PER_BATCH)) {
      throwIfAborted(signal);
      const batch = positions.map((position) => ids[position] ?? []);
      const { inputIds, attentionMask } = pad(batch, tokens, tokenizer.padId);
      use(await inTurn(() => model.run(inputIds, attentionMask, batch.length, tokens)), positions, tokens);
      await yieldToEvents();
    }
  };

  return {
    dimensions,
    async encode(texts, side, signal) {
      const prefix = entry.prefixes[side];
      const ids = texts.map((text) => tokenizer.encode(prefix + text));
      const vectors = new Float32Array(texts.length * dimensions);
      await runBatches(ids, signal, (hidden, positions, width) => {
        const lengths = positions.map((position) => ids[position]?.length ?? 0);
        const pooled = pool(hidden, lengths, width, dimensions, entry);
        positions.forEach((position, row) => {
          vectors.set(pooled.subarray(row * dimensions, (row + 1) * dimensions), position * dimensions);
        });
      });
      return vectors;
    },
    async encodeTokens(texts, side, signal) {
      const split = texts.map((text) => tokenizer.encodeTokens(text, entry.prefixes[side]));
      const lengths = split.map(({ tokens }) => tokens.length);
      const starts: number[] = [];
      let total = 0;
      for (const length of lengths) {
        starts.push(total);
        total += length;
      }
      const vectors = tokenMatrix(total, dimensions, texts.length);
      await runBatches(
        split.map(({ ids }) => ids),
        signal,
        (hidden, positions, width) => {
          positions.forEach((position, row) => {
            const from = row * width + (split[position]?.first ?? 0);
            const own = hidden.subarray(from * dimensions, (from + (lengths[position] ?? 0)) * dimensions);
            vectors.set(own, (starts[position] ?? 0) * dimensions);
          });
        },
      );
      return { tokens: split.map(({ tokens }) => tokens), lengths, vectors };
    },
    dispose: () => model.dispose(),
  };
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

function pad(
  batch: readonly (readonly number[])[],
  tokens: number,
  padId: number,
): { inputIds: BigInt64Array; attentionMask: BigInt64Array } {
  const inputIds = new BigInt64Array(batch.length * tokens).fill(BigInt(padId));
  const attentionMask = new BigInt64Array(batch.length * tokens);
  batch.forEach((ids, row) => {
    ids.forEach((id, column) => {
      inputIds[row * tokens + column] = BigInt(id);
      attentionMask[row * tokens + column] = 1n;
    });
  });
  return { inputIds, attentionMask };
}
