import type { Adapter } from '../../domain/adapter/adapter.ts';
import type { FusionChoice } from '../../domain/augmentation/fusion-choice.ts';
import { planGenerated } from '../../domain/augmentation/plan-generated.ts';
import { compareDocnos } from '../../domain/corpus/compare-docnos.ts';
import type { Shard } from '../../domain/corpus/types.ts';
import type { LabData } from '../../domain/lab/lab-data.ts';
import { labFigures } from '../../domain/lab/lab-figures.ts';
import { liveSample } from '../../domain/lab/live-sample.ts';
import type { Recipe } from '../../domain/lab/recipe.ts';
import type { Split, SplitChoice } from '../../domain/lab/split.ts';
import { judgingQueries, splitKey, splitShard } from '../../domain/lab/split.ts';
import type { Report } from '../../domain/metrics/figures.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import type {
  LabOpenOutput,
  SweepInput,
  SweepOutput,
  SweepProgress,
  TrainProgress,
  TransportTexts,
} from '../../protocol/lab.ts';
import type { LabArm } from '../../protocol/lab-arm.ts';
import type { JobOptions } from '../arms/arm.ts';
import { createKernel } from '../ranking/simd-kernel.ts';
import type { Bench } from './bench.ts';
import { createHeldOut } from './held-out.ts';
import { textsOf } from './start-run.ts';
import { sweep } from './sweep.ts';
import type { TrainChoice, Trained } from './train.ts';
import { createTrainer } from './train.ts';

/** Groups of parallel questions behind a point of the live curve. */
const SAMPLE_GROUPS = 60;

export interface LabInput {
  readonly shard: Shard;
  readonly shardHash: string;
  readonly dimensions: number;
  /** Vectors of the arm that is trained on, after what `base` does to them. [passages × d] and [queries × d] */
  readonly passages: Float32Array;
  readonly queries: Float32Array;
  /** Of the texts of `planGenerated`, in their order; `null` where none are fused. [texts × d] */
  readonly generated: Float32Array | null;
  readonly encoder: LabArm['encoder'];
  readonly base: { readonly arm: LabArm; readonly adapter: Adapter } | null;
  readonly split: SplitChoice;
}

/**
 * The Lab over one shard, one arm and one split. One job at a time: jobs share a score kernel and must not overlap.
 * All figures are of the held-out questions, ranked against the whole pool.
 */
export interface Lab {
  readonly opened: LabOpenOutput;
  /** Figures of the vectors as they came. @throws CrosslensError `not-possible` without generated queries to fuse */
  before(fusion: FusionChoice | null, options?: JobOptions<unknown>): Promise<Report>;
  /** See `Trainer.train`. */
  train(choice: TrainChoice, options: JobOptions<TrainProgress>): Promise<Trained>;
  /** See `Trainer.snapshot`. */
  snapshot(name: string, options?: { readonly signal?: AbortSignal | undefined }): Promise<Trained>;
  sweep(input: SweepInput, options: JobOptions<SweepProgress>): Promise<SweepOutput>;
  /** Texts whose token vectors the transport recipe needs. @throws CrosslensError `not-possible` */
  transportTexts(recipe: Recipe, seed: number): TransportTexts;
  dispose(): void;
}

/**
 * Splits the shard and measures the vectors as they are.
 * @throws CrosslensError `not-possible` where nothing can be trained or judged, or where the base was trained on
 * what this split holds out; `aborted`, `out-of-memory`
 */
export async function createLab(
  input: LabInput,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<Lab> {
  const { shard, shardHash, dimensions, passages, queries, encoder, base } = input;
  checkSizes(input);
  const split = splitOf(shard, input.split);
  if (base !== null) checkBase(shard, split, base.arm);
  const judging = judgingQueries(shard, split.trainingKeys);
  if (count(judging) === 0) {
    throw new CrosslensError(
      'not-possible',
      'No query asks for a held-out passage, so nothing can be measured. Choose another seed, or hold out more.',
    );
  }
  const generated =
    input.generated === null ? null : { planned: planGenerated(shard), vectors: input.generated };
  const frozen = { shard, dimensions, passages, queries, generated };
  const kernel = createKernel(shard.passages.length, dimensions);
  const data: LabData = { shard, dimensions, passages, queries, split };
  const bench: Bench = {
    ...{ data, shardHash, encoder, base },
    heldOut: createHeldOut(frozen, judging, kernel),
    sample: createHeldOut(
      frozen,
      liveSample(shard.queries, judging, SAMPLE_GROUPS, input.split.seed),
      kernel,
    ),
  };
  const trainer = createTrainer(bench);
  const checkFusion = (fusion: FusionChoice | null): void => {
    if (fusion !== null && (generated === null || generated.vectors.length === 0)) {
      throw new CrosslensError(
        'not-possible',
        'There are no generated queries for these passages, so nothing can be fused. Open a file of generated queries, or generate some.',
      );
    }
  };
  const before = async (fusion: FusionChoice | null, job?: JobOptions<unknown>): Promise<Report> => {
    checkFusion(fusion);
    return bench.heldOut.measure({ dimensions, steps: [] }, fusion, job);
  };
  const frozenReport = await before(null, options);

  return {
    opened: { ...describe(data, judging), before: frozenReport },
    before: (fusion, job) => (fusion === null ? Promise.resolve(frozenReport) : before(fusion, job)),
    async train(choice, job) {
      checkFusion(choice.fusion);
      return trainer.train(choice, job);
    },
    snapshot: trainer.snapshot.bind(trainer),
    async sweep(choice, job) {
      const started = performance.now();
      const points = await sweep(bench, choice, job);
      return {
        points,
        before: labFigures(frozenReport),
        seconds: (performance.now() - started) / 1000,
      };
    },
    transportTexts: (recipe, seed) => textsOf(recipe, data, seed),
    dispose() {
      trainer.dispose();
      kernel.dispose();
    },
  };
}

function checkSizes({ shard, dimensions, passages, queries }: LabInput): void {
  for (const [what, rows, vectors] of [
    ['passages', shard.passages.length, passages],
    ['queries', shard.queries.length, queries],
  ] as const) {
    if (vectors.length !== rows * dimensions) {
      throw new CrosslensError(
        'internal',
        `The Lab was given ${vectors.length} numbers for ${rows} ${what} of ${dimensions} dimensions.`,
      );
    }
  }
}

function splitOf(shard: Shard, choice: SplitChoice): Split {
  if (!shard.queries.some(({ relevantRows }) => relevantRows.length > 0)) {
    throw new CrosslensError(
      'not-possible',
      'The shard has no query with a relevant passage, so that nothing can be judged. Open a corpus with queries and judgements.',
    );
  }
  const split = splitShard(shard, choice);
  if (split.units.training === 0 || split.units.heldOut === 0) {
    throw new CrosslensError(
      'not-possible',
      `The shard cannot be split: all of its passages belong to one ${split.by}, or are joined by their questions. Choose more rows.`,
    );
  }
  return split;
}

/** Keys that this shard does not have cannot leak into its held-out half. */
function checkBase(shard: Shard, split: Split, { name, training, scoring }: LabArm): void {
  if (scoring !== null) {
    throw new CrosslensError(
      'not-possible',
      `The arm "${name}" ranks by more than its vectors, and the Lab trains vectors alone. Choose the arm that it was made from.`,
    );
  }
  const heldOut = new Set(
    shard.passages.filter((_, row) => split.trainingPassages[row] !== 1).map((passage) => splitKey(passage)),
  );
  const leaking = training.find(({ keys }) => keys.some((key) => heldOut.has(key)));
  if (leaking !== undefined) {
    const { seed, heldOut: share } = leaking.split;
    throw new CrosslensError(
      'not-possible',
      `The arm "${name}" was trained on questions that this split holds out. Choose the split that it was made with (seed ${String(seed)}, ${String(Math.round(share * 100))} % held out), or another arm.`,
    );
  }
}

function describe({ shard, split }: LabData, judging: Uint8Array): Omit<LabOpenOutput, 'before'> {
  const trainingPassages = count(split.trainingPassages);
  const judged = shard.queries.filter(({ relevantRows }) => relevantRows.length > 0);
  return {
    split: { choice: split.choice, by: split.by, units: split.units },
    training: { passages: trainingPassages, queries: count(split.trainingQueries) },
    heldOut: { passages: shard.passages.length - trainingPassages, queries: count(judging) },
    languages: [...new Set(judged.map(({ lang }) => lang))].sort(compareDocnos),
    answers: shard.queries.some(
      ({ answers }, query) => split.trainingQueries[query] === 1 && (answers?.length ?? 0) > 0,
    ),
  };
}

function count(marks: Uint8Array): number {
  return marks.reduce((sum, mark) => sum + mark, 0);
}
