import type { Device } from '../../protocol/arm.ts';
import type { EncoderProfile } from '../../protocol/encoder.ts';
import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import type { SideFiles } from '../models/model-source.ts';
import { planGraph, widthOf } from '../models/plan-graph.ts';
import type { Runtime } from '../ort/runtime.ts';
import { openTokenModel } from '../ort/runtime.ts';
import { yieldToEvents } from '../yield-to-events.ts';
import type { Batch } from './batches.ts';
import { batchByLength } from './batches.ts';
import type { BatchBudget } from './batch-budget.ts';
import { chooseBudget, halve } from './batch-budget.ts';
import type { TextTokenizer } from './tokenizer.ts';
import { createTokenizer } from './tokenizer.ts';

/** What encodes the texts of one side, or of both: a tokenizer and a graph. */
export interface SideEncoder {
  readonly tokenizer: TextTokenizer;
  /**
   * Runs the graph over texts of any length, batch by batch. Where memory runs out, the batches become half as large,
   * stay so, and the work goes on with what is left.
   * @param use gets what the graph gave for the texts at these positions, padded to `width` tokens
   * @throws CrosslensError `aborted`, `out-of-memory` (one text alone is too much), `device-lost`, `model-invalid`
   */
  run(
    ids: readonly (readonly number[])[],
    what: 'pooled' | 'tokens',
    signal: AbortSignal | undefined,
    use: (output: Float32Array, positions: readonly number[], width: number) => void,
  ): Promise<void>;
  dispose(): Promise<void>;
}

/**
 * @param inTurn a session runs one batch at a time; a search that arrives while indexing waits for one batch, not for
 * the job
 */
export async function openSide(
  files: SideFiles,
  entry: EncoderProfile,
  runtime: Runtime,
  options: {
    readonly threads: number;
    /** Numbers of each vector that the graph gives. */
    readonly width: number;
    readonly inTurn: <T>(job: () => Promise<T>) => Promise<T>;
  },
): Promise<SideEncoder> {
  const name = files.path === entry.model ? entry.id : `${entry.id} (${files.path})`;
  const tokenizer = createTokenizer(files.tokenizer, files.tokenizerConfig, entry.maxTokens, name);
  const model = await openTokenModel(runtime, files.model, {
    name,
    dimensions: options.width,
    threads: options.threads,
    pooling: entry.pooling,
    file: files.graph,
    external: files.external,
  });
  const { tokens } = planGraph(files.graph, entry.pooling, name);
  let budget = chooseBudget(files.graph, widthOf(tokens) ?? options.width, runtime.device);

  return {
    tokenizer,
    async run(ids, what, signal, use) {
      const runOne = async ({ positions, tokens: width }: Batch): Promise<boolean> => {
        const texts = positions.map((position) => ids[position] ?? []);
        const { inputIds, attentionMask } = pad(texts, width, tokenizer.padId);
        try {
          const output = await options.inTurn(() =>
            model.run(inputIds, attentionMask, texts.length, width, what),
          );
          use(output, positions, width);
          return true;
        } catch (error) {
          if (!(error instanceof CrosslensError) || error.code !== 'out-of-memory') throw error;
          budget = halve(budget, { positions, tokens: width }) ?? tooLong(error, width, name, runtime.device);
          return false;
        }
      };

      let left: readonly number[] = ids.map((_, position) => position);
      while (left.length > 0) {
        const batches = batchesOf(left, ids, budget);
        let done = 0;
        for (const batch of batches) {
          throwIfAborted(signal);
          if (!(await runOne(batch))) break;
          done += 1;
          await yieldToEvents();
        }
        left = batches.slice(done).flatMap(({ positions }) => positions);
      }
    },
    dispose: () => model.dispose(),
  };
}

/** Batches of the texts at these positions. */
function batchesOf(
  positions: readonly number[],
  ids: readonly (readonly number[])[],
  budget: BatchBudget,
): Batch[] {
  const lengths = positions.map((position) => ids[position]?.length ?? 0);
  return batchByLength(lengths, budget.tokens, budget.pairs).map((batch) => ({
    positions: batch.positions.map((place) => positions[place] ?? 0),
    tokens: batch.tokens,
  }));
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

function tooLong(cause: CrosslensError, tokens: number, name: string, device: Device): never {
  throw new CrosslensError(
    'out-of-memory',
    `${name} has no memory on ${device} for a single text of ${tokens} tokens. Lower the maximum length, choose a smaller file (q8 or q4), or close other tabs. (${cause.message})`,
    { cause },
  );
}
