import { fuseInto, queryCountRange } from '../../domain/augmentation/fuse.ts';
import type { FusionChoice } from '../../domain/augmentation/fusion-choice.ts';
import { generatedLanguages } from '../../domain/augmentation/generated-languages.ts';
import { planGenerated } from '../../domain/augmentation/plan-generated.ts';
import type { PlannedQueries } from '../../domain/augmentation/plan-generated.ts';
import { searchedText } from '../../domain/corpus/searched-text.ts';
import type { LanguageCode, Shard } from '../../domain/corpus/types.ts';
import { createIdentifier } from '../../domain/generation/identify-language.ts';
import type { RankTable } from '../../domain/metrics/rank-table.ts';
import type { EvaluateProgress, FrozenVectors, IndexProgress, KeepOutput } from '../../protocol/arm.ts';
import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import { createQueue } from '../in-turn.ts';
import { startPace } from '../rate.ts';
import type { BlockScorer } from '../ranking/rank-queries.ts';
import { rankQueries } from '../ranking/rank-queries.ts';
import type { ScoreKernel } from '../ranking/simd-kernel.ts';
import { createKernel } from '../ranking/simd-kernel.ts';
import { findAnswers } from '../ranking/find-answers.ts';
import { topRows } from '../ranking/top-rows.ts';
import { writeRun } from '../ranking/write-run.ts';
import type { Encoder } from '../encoder/encoder.ts';
import type { Arm, JobOptions } from './arm.ts';
import { findMovers } from './find-movers.ts';
import type { IndexPart } from './index-part.ts';
import { markDone } from './index-part.ts';
import type { LabParts } from './lab-parts.ts';
import { AS_IT_IS } from './lab-parts.ts';
import type { Rankings } from './reports.ts';
import { keepRankings, reportOf, valuesOf } from './reports.ts';
import { rescored } from './rescored.ts';
import { sameTexts } from './same-texts.ts';
import type { Rescorer } from './rescorer.ts';
import { answerSearch } from './search-answer.ts';
import type { ShardEncoder } from './shard-encoder.ts';
import { createShardEncoder } from './shard-encoder.ts';
import { spreadOrder } from './spread-order.ts';
import type { KeptPart, VectorStore } from './vector-store.ts';

/** Texts per step of indexing: enough to sort by length, little enough to lose when cancelled. */
const WINDOW = 256;

interface DenseIndex {
  readonly shard: Shard;
  readonly shardHash: string;
  readonly kernel: ScoreKernel;
  readonly encoded: Uint8Array;
  readonly queryVectors: Float32Array;
  readonly generatedVectors: Float32Array;
  readonly planned: PlannedQueries;
  readonly parts: readonly IndexPart[];
  readonly rankings: Rankings;
  /** Tells the language of a text that is typed; made when first asked for. */
  readonly languageOf: (text: string) => LanguageCode | null;
  fused: { readonly key: string; readonly kernel: ScoreKernel } | null;
  /** The rescorer has what it needs. */
  rescorable: boolean;
  seconds: number;
  /** Vectors that were kept from an earlier time. */
  taken: number;
  /** How the parts of the last run are kept. */
  keeping: ReadonlyMap<IndexPart, KeptPart>;
}

/** Vectors of a shard's texts by the bare encoder, in the order of `FrozenVectors`. */
export interface Frozen {
  readonly passages: Float32Array;
  readonly queries: Float32Array;
  readonly generated: Float32Array;
}

/** An arm that has vectors. */
export interface DenseArm extends Arm {
  index(
    shard: Shard,
    shardHash: string,
    options: JobOptions<IndexProgress>,
    frozen?: Frozen | null,
  ): ReturnType<Arm['index']>;
  /**
   * Keeps what is done, although it may have taken less time than is worth keeping unasked: who pauses means to go on,
   * perhaps after a reload. Waits for the run that was cancelled.
   */
  keep(): Promise<KeepOutput>;
  /** @throws CrosslensError `not-ready` unless all of the shard is indexed */
  frozen(): FrozenVectors;
  /** The shard and its passages' vectors. @throws CrosslensError `not-ready` unless all of it is indexed */
  passageVectors(): { readonly shard: Shard; readonly shardHash: string; readonly vectors: Float32Array };
  /**
   * Takes vectors of passages instead of encoding them; `index` then does what is missing.
   * @param vectors by the row of the passage; the others are left as they are
   * @returns passages that have a vector then
   */
  takePassages(shard: Shard, shardHash: string, vectors: ReadonlyMap<number, Float32Array>): Promise<number>;
}

/**
 * Ranks by the inner product of an encoder's vectors, exactly, over the whole shard.
 * @param kept where vectors outlive the page; only for an encoder as it is
 */
export function createDenseArm(
  encoder: Encoder,
  lab: LabParts = AS_IT_IS,
  kept: VectorStore | null = null,
): DenseArm {
  const { dimensions } = encoder;
  const { rescorer } = lab;
  const shardEncoder = createShardEncoder(encoder, lab);
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

  /** Makes the index of a shard the one that is worked on. */
  const enter = (
    shard: Shard,
    shardHash: string,
  ): { readonly index: DenseIndex; readonly isNew: boolean } => {
    if (index?.shardHash === shardHash) return { index, isNew: false };
    const reused = index !== null && sameTexts(index.shard, shard) ? index : null;
    if (reused === null) release();
    else reused.fused?.kernel.dispose();
    index = prepare(shard, shardHash, dimensions, reused);
    return { index, isNew: true };
  };
  const needWhole = (): DenseIndex => {
    const current = need();
    if (current.parts.some((part) => part.done < part.order.length)) {
      throw new CrosslensError('not-ready', 'The shard is indexed only in part. Let indexing finish first.');
    }
    return current;
  };
  const scorerFor = (whole: DenseIndex, fusion: FusionChoice | null): BlockScorer => {
    const scorer = scorerOf(whole, fusion, dimensions);
    return rescorer === null ? scorer : rescored(scorer, rescorer, whole.shard.passages.length);
  };
  const ranked = (fusion: FusionChoice | null, options: JobOptions<EvaluateProgress>): Promise<RankTable> => {
    const whole = needWhole();
    return whole.rankings(fusion, () =>
      rankInTurn(() => rankQueries(whole.shard, scorerFor(whole, fusion), options)),
    );
  };

  return {
    index: (shard, shardHash, options, frozen = null) =>
      indexInTurn(async () => {
        throwIfAborted(options.signal);
        const { index: current, isNew } = enter(shard, shardHash);
        if (isNew && frozen !== null) takeFrozen(shardEncoder, current, frozen);
        const keeping = await resumeParts(kept, current);
        current.keeping = keeping;
        try {
          await encodeParts(shardEncoder, rescorer, current, keeping, options);
        } finally {
          for (const part of keeping.values()) await part.close();
        }
        return {
          passages: shard.passages.length,
          queries: shard.queries.length,
          generated: current.planned.texts.length,
          seconds: current.seconds,
          taken: current.taken,
          notice: noticeOf(keeping),
        };
      }),

    keep: () =>
      indexInTurn(async () => {
        const keeping = index?.keeping ?? new Map<IndexPart, KeptPart>();
        for (const part of keeping.values()) {
          await part.advance(true);
          await part.close();
        }
        return { notice: noticeOf(keeping) };
      }),

    async search(input, signal) {
      const current = need();
      const started = performance.now();
      const known = current.shard.queries.findIndex(({ id }) => id === input.queryId);
      // Telling languages apart is learnt from the shard, which an encoder as it is need not wait for.
      const lang =
        current.shard.queries[known]?.lang ?? (lab === AS_IT_IS ? null : current.languageOf(input.text));
      const query = { id: input.queryId, text: input.text, lang };
      const vector = await shardEncoder.encode([query], 'query', signal);
      const encoded = performance.now();
      const { fusion } = input;
      let scores =
        fusion === null
          ? current.kernel.score(vector, 1)
          : await rankInTurn(() =>
              Promise.resolve(fusedKernel(current, fusion, dimensions).score(vector, 1).slice()),
            );
      // Until all is indexed, a search ranks what there is by inner products alone.
      if (rescorer !== null && current.rescorable) {
        // A search may come between: the kernel's view is not kept over an await.
        const changed = scores.slice();
        if (known >= 0) rescorer.rescore(known, changed);
        else await rescorer.rescoreText(input.text, lang, changed);
        scores = changed;
      }
      return answerSearch(current.shard, scores, input, {
        available: current.encoded,
        minimumScore: null,
        started,
        encoded,
      });
    },

    async evaluate(input, options) {
      const { shard, planned } = needWhole();
      return reportOf(shard, await ranked(input.fusion, options), input, {
        fused: input.fusion === null ? null : queryCountRange(planned.plan, input.fusion),
        noResults: 0,
      });
    },

    async values(input, options) {
      return valuesOf(needWhole().shard, await ranked(input.fusion, options), input);
    },

    answers(input, options) {
      const whole = needWhole();
      return rankInTurn(() =>
        findAnswers(whole.shard, topRows(whole.shard, scorerFor(whole, input.fusion)), input, options),
      );
    },

    exportRun(input, options) {
      const whole = needWhole();
      return rankInTurn(() => writeRun(whole.shard, scorerFor(whole, input.fusion), input, options));
    },

    async movers(input, options) {
      const whole = needWhole();
      const before = await ranked(null, options);
      const after = await ranked(input.fusion, options);
      return findMovers(whole, dimensions, before, after, input);
    },

    frozen() {
      const { kernel, queryVectors, generatedVectors } = needWhole();
      return {
        dimensions,
        passages: new Blob([Float32Array.from(kernel.read(0, kernel.rows))]),
        queries: new Blob([Float32Array.from(queryVectors)]),
        generated: new Blob([Float32Array.from(generatedVectors)]),
      };
    },

    passageVectors() {
      const { shard, shardHash, kernel } = needWhole();
      return { shard, shardHash, vectors: kernel.read(0, kernel.rows) };
    },

    takePassages: (shard, shardHash, vectors) =>
      indexInTurn(async () => {
        const { index: current } = enter(shard, shardHash);
        const [passages] = current.parts;
        if (passages === undefined) return 0;
        const done = new Set(passages.order.slice(0, passages.done));
        for (const [row, vector] of vectors) if (!done.has(row)) passages.store(row, vector);
        markDone(passages, new Set(vectors.keys()));
        const keeping = await kept?.resume(passages, shard.name);
        await keeping?.advance(true);
        await keeping?.close();
        return passages.done;
      }),

    async dispose() {
      release();
      rescorer?.dispose();
      await encoder.dispose();
    },
  };
}

/**
 * @param reused an index of the same passages and queries, whose vectors are taken over: only generated queries that
 * it lacks are encoded
 */
function prepare(shard: Shard, shardHash: string, dimensions: number, reused: DenseIndex | null): DenseIndex {
  const planned = planGenerated(shard);
  const languagesOfTexts = generatedLanguages(planned);
  const kernel = reused?.kernel ?? createKernel(shard.passages.length, dimensions);
  const encoded = reused?.encoded ?? new Uint8Array(shard.passages.length);
  const queryVectors = reused?.queryVectors ?? new Float32Array(shard.queries.length * dimensions);
  const generatedVectors = new Float32Array(planned.texts.length * dimensions);
  const missing = takeOver(generatedVectors, planned.texts, dimensions, reused);
  const isMissing = new Set(missing);
  const inOrder = (count: number): number[] => Array.from({ length: count }, (_, row) => row);
  const [passagesBefore, queriesBefore] = reused?.parts ?? [];
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
        name: 'passages',
        texts: shard.passages.map((passage) => ({
          id: null,
          text: searchedText(passage),
          lang: passage.lang,
        })),
        side: 'passage',
        order: passagesBefore?.order ?? spreadOrder(shard.passages.length),
        store: (row, vector) => {
          kernel.write(row, vector);
          encoded[row] = 1;
        },
        load: (row) => kernel.read(row, 1),
        done: passagesBefore?.done ?? 0,
      },
      {
        name: 'queries',
        texts: shard.queries.map(({ id, text, lang }) => ({ id, text, lang })),
        side: 'query',
        order: queriesBefore?.order ?? inOrder(shard.queries.length),
        store: (row, vector) => {
          queryVectors.set(vector, row * dimensions);
        },
        load: (row) => queryVectors.subarray(row * dimensions, (row + 1) * dimensions),
        done: queriesBefore?.done ?? 0,
      },
      {
        name: 'generated queries',
        // Generated queries go through the passage branch, as the xQG code has it.
        texts: planned.texts.map((text, row) => ({ id: null, text, lang: languagesOfTexts[row] ?? null })),
        side: 'passage',
        order: [...inOrder(planned.texts.length).filter((row) => !isMissing.has(row)), ...missing],
        store: (row, vector) => {
          generatedVectors.set(vector, row * dimensions);
        },
        load: (row) => generatedVectors.subarray(row * dimensions, (row + 1) * dimensions),
        done: planned.texts.length - missing.length,
      },
    ],
    rankings: keepRankings(),
    languageOf: lazyIdentifier(shard),
    fused: null,
    rescorable: false,
    seconds: reused?.seconds ?? 0,
    taken: reused?.taken ?? 0,
    keeping: new Map(),
  };
}

/** Copies the vectors of texts that were encoded before; returns the rows that remain. */
function takeOver(
  vectors: Float32Array,
  texts: readonly string[],
  dimensions: number,
  reused: DenseIndex | null,
): number[] {
  const part = reused?.parts[2];
  const pending = new Set(part?.order.slice(part.done));
  const known = new Map<string, number>();
  part?.texts.forEach(({ text }, row) => {
    if (!pending.has(row)) known.set(text, row);
  });
  return texts.flatMap((text, row) => {
    const from = known.get(text);
    if (from === undefined || reused === null) return [row];
    vectors.set(
      reused.generatedVectors.subarray(from * dimensions, (from + 1) * dimensions),
      row * dimensions,
    );
    return [];
  });
}

function lazyIdentifier(shard: Shard): (text: string) => LanguageCode | null {
  let identify: ((text: string) => LanguageCode | null) | null = null;
  return (text) => (identify ??= createIdentifier([...shard.passages, ...shard.queries]))(text);
}

/** Marks as done whatever follows from vectors that are known already. */
function takeFrozen(encoder: ShardEncoder, index: DenseIndex, frozen: Frozen): void {
  const { dimensions } = encoder;
  const given = [frozen.passages, frozen.queries, frozen.generated];
  index.parts.forEach((part, place) => {
    const vectors = given[place];
    if (vectors?.length !== part.texts.length * dimensions) return;
    const adapted = encoder.adapt(vectors, part.texts, part.side);
    if (adapted === null) return;
    for (const row of part.order) part.store(row, adapted.subarray(row * dimensions, (row + 1) * dimensions));
    part.done = part.order.length;
  });
}

/** Takes what is kept of each part that is not done. */
async function resumeParts(
  kept: VectorStore | null,
  index: DenseIndex,
): Promise<ReadonlyMap<IndexPart, KeptPart>> {
  const keeping = new Map<IndexPart, KeptPart>();
  for (const part of index.parts) {
    if (kept === null || part.done === part.order.length) continue;
    const resumed = await kept.resume(part, index.shard.name);
    index.taken += resumed.taken;
    keeping.set(part, resumed);
  }
  return keeping;
}

function noticeOf(keeping: ReadonlyMap<IndexPart, KeptPart>): string | null {
  return [...keeping.values()].map(({ notice }) => notice).find((notice) => notice !== null) ?? null;
}

async function encodeParts(
  encoder: ShardEncoder,
  rescorer: Rescorer | null,
  index: DenseIndex,
  keeping: ReadonlyMap<IndexPart, KeptPart>,
  options: JobOptions<IndexProgress>,
): Promise<void> {
  const encoded = index.parts.reduce((sum, part) => sum + part.order.length, 0);
  const total = encoded + (rescorer?.work(index.shard) ?? 0);
  const doneSoFar = (): number => index.parts.reduce((sum, part) => sum + part.done, 0);
  const pace = startPace(total, doneSoFar());
  const started = performance.now();
  try {
    for (const part of index.parts) {
      while (part.done < part.order.length) {
        throwIfAborted(options.signal);
        const rows = part.order.slice(part.done, part.done + WINDOW);
        const vectors = await encoder.encode(
          rows.flatMap((row) => part.texts[row] ?? []),
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
        await keeping.get(part)?.advance();
        options.onProgress?.(pace(doneSoFar()));
      }
    }
    await rescorer?.index(index.shard, {
      signal: options.signal,
      onProgress: (done) => options.onProgress?.(pace(encoded + done)),
    });
    index.rescorable = true;
  } finally {
    index.seconds += (performance.now() - started) / 1000;
  }
}

function scorerOf(index: DenseIndex, fusion: FusionChoice | null, dimensions: number): BlockScorer {
  const kernel = fusion === null ? index.kernel : fusedKernel(index, fusion, dimensions);
  return {
    minimumScore: null,
    score: (first, count) =>
      kernel.score(index.queryVectors.subarray(first * dimensions, (first + count) * dimensions), count),
    countGreater: kernel.countGreater.bind(kernel),
    countEqual: kernel.countEqual.bind(kernel),
  };
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
