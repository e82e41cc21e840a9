import { throwIfAborted } from '../../protocol/errors.ts';
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

/** Which side of retrieval a text stands on: the manifest may give each its own prefix. */
export type Side = 'query' | 'passage';

export interface Encoder {
  readonly dimensions: number;
  /**
   * Encodes texts in the order given.
   * @returns [texts × dimensions], unit length where the manifest says so
   * @throws CrosslensError `aborted`, `out-of-memory`, `device-lost`, `model-invalid`
   */
  encode(texts: readonly string[], side: Side, signal?: AbortSignal): Promise<Float32Array>;
  dispose(): Promise<void>;
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

  return {
    dimensions,
    async encode(texts, side, signal) {
      const prefix = entry.prefixes[side];
      const ids = texts.map((text) => tokenizer.encode(prefix + text));
      const vectors = new Float32Array(texts.length * dimensions);
      for (const { positions, tokens } of batchByLength(
        ids.map((list) => list.length),
        TOKENS_PER_BATCH,
      )) {
        throwIfAborted(signal);
        const batch = positions.map((position) => ids[position] ?? []);
        const { inputIds, attentionMask } = pad(batch, tokens, tokenizer.padId);
        const hidden = await inTurn(() => model.run(inputIds, attentionMask, batch.length, tokens));
        const pooled = pool(
          hidden,
          batch.map((list) => list.length),
          tokens,
          dimensions,
          entry,
        );
        positions.forEach((position, row) => {
          vectors.set(pooled.subarray(row * dimensions, (row + 1) * dimensions), position * dimensions);
        });
        await yieldToEvents();
      }
      return vectors;
    },
    dispose: () => model.dispose(),
  };
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
