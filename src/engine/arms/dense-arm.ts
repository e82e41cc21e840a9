import { fuseInto, queryCountRange } from '../../domain/augmentation/fuse.ts';
import type { FusionChoice } from '../../domain/augmentation/fusion-choice.ts';
import { planGenerated } from '../../domain/augmentation/plan-generated.ts';
import type { PlannedQueries } from '../../domain/augmentation/plan-generated.ts';
import { searchedText } from '../../domain/corpus/searched-text.ts';
import type { Shard } from '../../domain/corpus/types.ts';
import type { RankTable } from '../../domain/metrics/rank-table.ts';
import type { IndexProgress } from '../../protocol/arm.ts';
import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import type { Encoder, Side } from '../encoder/encoder.ts';
import { createQueue } from '../in-turn.ts';
import { startPace } from '../rate.ts';
import { rankQueries } from '../ranking/rank-queries.ts';
import type { ScoreKernel } from '../ranking/simd-kernel.ts';
import { createKernel } from '../ranking/simd-kernel.ts';
import type { Arm, JobOptions } from './arm.ts';
import { createReports } from './reports.ts';
import { answerSearch } from './search-answer.ts';
import { spreadOrder } from './spread-order.ts';

/** Texts per step of indexing: enough to sort by length, little enough to lose when cancelled. */
const WINDOW = 256;

/** A part of the shard that is encoded, and how far that has come. Rows are done in `order`. */
interface Part {
  readonly texts: readonly string[];
  readonly side: Side;
  readonly order: readonly number[];
  readonly store: (row: number, vector: Float32Array) => void;
  done: number;
}

interface DenseIndex {
  readonly shard: Shard;
  readonly shardHash: string;
  readonly kernel: ScoreKernel;
  readonly encoded: Uint8Array;
  readonly queryVectors: Float32Array;
  readonly generatedVectors: Float32Array;
  readonly planned: PlannedQueries;
  readonly parts: readonly Part[];
  readonly reports: ReturnType<typeof createReports>;
  fused: { readonly key: string; readonly kernel: ScoreKernel } | null;
  seconds: number;
}

/** Ranks by the inner product of an encoder's vectors, exactly, over the whole shard. */
export function createDenseArm(encoder: Encoder): Arm {
  let index: DenseIndex | null = null;
  // A run that was cancelled still ends its last batch, and fused vectors share one kernel: neither may overlap.
  const indexInTurn = createQueue();
  const rankInTurn = createQueue();

  const release = (): void => {
    index?.kernel.dispose();
    index?.fused?.kernel.dispose();
    index = null;
  };
  const need = (): DenseIndex => {
    if (index === null) throw new CrosslensError('not-ready', 'Nothing is indexed yet.');
    return index;
  };

  return {
    index: (shard, shardHash, options) =>
      indexInTurn(async () => {
        throwIfAborted(options.signal);
        if (index?.shardHash !== shardHash) {
          release();
          index = prepare(shard, shardHash, encoder.dimensions);
        }
        await encodeParts(encoder, index, options);
        return {
          passages: shard.passages.length,
          queries: shard.queries.length,
          generated: index.planned.texts.length,
          seconds: index.seconds,
        };
      }),

    async search(input, signal) {
      const current = need();
      const started = performance.now();
      const vector = await encoder.encode([input.text], 'query', signal);
      const encoded = performance.now();
      const { fusion } = input;
      const scores =
        fusion === null
          ? current.kernel.score(vector, 1)
          : await rankInTurn(() =>
              Promise.resolve(fusedKernel(current, fusion, encoder.dimensions).score(vector, 1).slice()),
            );
      return answerSearch(current.shard, scores, input, {
        available: current.encoded,
        minimumScore: null,
        started,
        encoded,
      });
    },

    async evaluate(input, options) {
      const current = need();
      if (current.parts.some((part) => part.done < part.order.length)) {
        throw new CrosslensError(
          'not-ready',
          'The shard is indexed only in part. Let indexing finish first.',
        );
      }
      return current.reports(
        input,
        () => rankInTurn(() => rank(current, input.fusion, encoder.dimensions, options)),
        (fusion) => queryCountRange(current.planned.plan, fusion),
      );
    },

    async dispose() {
      release();
      await encoder.dispose();
    },
  };
}

function prepare(shard: Shard, shardHash: string, dimensions: number): DenseIndex {
  const planned = planGenerated(shard);
  const kernel = createKernel(shard.passages.length, dimensions);
  const encoded = new Uint8Array(shard.passages.length);
  const queryVectors = new Float32Array(shard.queries.length * dimensions);
  const generatedVectors = new Float32Array(planned.texts.length * dimensions);
  const inOrder = (count: number): number[] => Array.from({ length: count }, (_, row) => row);
  return {
    shard,
    shardHash,
    kernel,
    encoded,
    queryVectors,
    generatedVectors,
    planned,
    parts: [
      {
        texts: shard.passages.map(searchedText),
        side: 'passage',
        order: spreadOrder(shard.passages.length),
        store: (row, vector) => {
          kernel.write(row, vector);
          encoded[row] = 1;
        },
        done: 0,
      },
      {
        texts: shard.queries.map((query) => query.text),
        side: 'query',
        order: inOrder(shard.queries.length),
        store: (row, vector) => {
          queryVectors.set(vector, row * dimensions);
        },
        done: 0,
      },
      {
        // Generated queries go through the passage branch, as the xQG code has it.
        texts: planned.texts,
        side: 'passage',
        order: inOrder(planned.texts.length),
        store: (row, vector) => {
          generatedVectors.set(vector, row * dimensions);
        },
        done: 0,
      },
    ],
    reports: createReports(),
    fused: null,
    seconds: 0,
  };
}

async function encodeParts(
  encoder: Encoder,
  index: DenseIndex,
  options: JobOptions<IndexProgress>,
): Promise<void> {
  const total = index.parts.reduce((sum, part) => sum + part.order.length, 0);
  const doneSoFar = (): number => index.parts.reduce((sum, part) => sum + part.done, 0);
  const pace = startPace(total, doneSoFar());
  const started = performance.now();
  try {
    for (const part of index.parts) {
      while (part.done < part.order.length) {
        throwIfAborted(options.signal);
        const rows = part.order.slice(part.done, part.done + WINDOW);
        const vectors = await encoder.encode(
          rows.map((row) => part.texts[row] ?? ''),
          part.side,
          options.signal,
        );
        rows.forEach((row, position) => {
          part.store(
            row,
            vectors.subarray(position * encoder.dimensions, (position + 1) * encoder.dimensions),
          );
        });
        part.done += rows.length;
        options.onProgress?.(pace(doneSoFar()));
      }
    }
  } finally {
    index.seconds += (performance.now() - started) / 1000;
  }
}

async function rank(
  index: DenseIndex,
  fusion: FusionChoice | null,
  dimensions: number,
  options: JobOptions<IndexProgress>,
): Promise<RankTable> {
  const kernel = fusion === null ? index.kernel : fusedKernel(index, fusion, dimensions);
  return rankQueries(
    index.shard,
    {
      minimumScore: null,
      score: (first, count) =>
        kernel.score(index.queryVectors.subarray(first * dimensions, (first + count) * dimensions), count),
      countGreater: kernel.countGreater.bind(kernel),
      countEqual: kernel.countEqual.bind(kernel),
    },
    options,
  );
}

/** Fusion is linear, so the slider costs one pass over the vectors and no encoding. The last choice is kept. */
function fusedKernel(index: DenseIndex, choice: FusionChoice, dimensions: number): ScoreKernel {
  const key = JSON.stringify(choice);
  if (index.fused?.key === key) return index.fused.kernel;
  const rows = index.shard.passages.length;
  const kernel = index.fused?.kernel ?? createKernel(rows, dimensions);
  const vectors = new Float32Array(rows * dimensions);
  fuseInto(
    vectors,
    index.kernel.read(0, rows),
    dimensions,
    index.planned.plan,
    index.generatedVectors,
    choice,
  );
  kernel.write(0, vectors);
  index.fused = { key, kernel };
  return kernel;
}
