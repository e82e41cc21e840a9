import type { LanguageCode } from '../corpus/types.ts';
import type { LinearAlgebra } from '../lab/linear-algebra.ts';
import { normaliseRows } from '../vectors/matrix.ts';
import type { Adapter, AdapterStep, ByLanguage, Matrix, Side } from './adapter.ts';
import { isFrozen, touches } from './is-frozen.ts';

/** An adapter made ready: its tensors lie in the algebra's memory, with scratch for one block of rows. */
export interface Applier {
  readonly adapter: Adapter;
  /**
   * @param vectors [n × d], left as they are
   * @param languages `null` (not known) and languages that a step does not know get the step's `otherwise`. [n]
   * @returns a new array [n × d]
   */
  apply(
    vectors: Float32Array,
    side: Side,
    languages: readonly (LanguageCode | null)[],
  ): Float32Array<ArrayBuffer>;
}

/** Rows that are changed together: 256 × 384 floats are 0.4 MB, which stay in the cache from step to step. */
const BLOCK = 256;

/** What a step does to the first rows of a block, all of one language. */
type BlockStep = (block: Float32Array, rows: number, language: LanguageCode | null) => void;

/**
 * Memory is taken from `algebra` here and never later, and given back with `algebra.dispose`.
 * Precondition: the steps' tensors have the shapes that `AdapterStep` states (`openLabArm` checks those of files).
 */
export function createApplier(adapter: Adapter, algebra: LinearAlgebra): Applier {
  const { dimensions: d } = adapter;
  const block = algebra.matrix(BLOCK, d);
  const scratch = createScratch(algebra, adapter);
  const prepared = adapter.steps.map((step) => ({ step, run: prepareStep(step, algebra, d, scratch) }));

  return {
    adapter,
    apply(vectors, side, languages) {
      if (vectors.length !== languages.length * d) {
        throw new RangeError(`${vectors.length} numbers are not ${languages.length} vectors of ${d}.`);
      }
      const out = Float32Array.from(vectors);
      if (isFrozen(adapter, side)) return out;
      const steps = prepared.filter(({ step }) => touches(step, side));
      for (const { language, rows } of blocksByLanguage(languages)) {
        rows.forEach((row, place) => {
          block.set(vectors.subarray(row * d, (row + 1) * d), place * d);
        });
        for (const { run } of steps) run(block, rows.length, language);
        rows.forEach((row, place) => {
          out.set(block.subarray(place * d, (place + 1) * d), row * d);
        });
      }
      return out;
    },
  };
}

/** For one use; whoever applies an adapter again and again keeps an applier. See `Applier.apply`. */
export function applyAdapter(
  adapter: Adapter,
  vectors: Float32Array,
  side: Side,
  languages: readonly (LanguageCode | null)[],
  algebra: LinearAlgebra,
): Float32Array<ArrayBuffer> {
  return createApplier(adapter, algebra).apply(vectors, side, languages);
}

/** Rows of one language in blocks of at most `BLOCK`, so that a step treats a block as one matrix. */
function* blocksByLanguage(
  languages: readonly (LanguageCode | null)[],
): Generator<{ readonly language: LanguageCode | null; readonly rows: readonly number[] }> {
  const rowsOf = new Map<LanguageCode | null, number[]>();
  languages.forEach((language, row) => {
    const rows = rowsOf.get(language);
    if (rows === undefined) rowsOf.set(language, [row]);
    else rows.push(row);
  });
  for (const [language, rows] of rowsOf) {
    for (let start = 0; start < rows.length; start += BLOCK) {
      yield { language, rows: rows.slice(start, start + BLOCK) };
    }
  }
}

interface Scratch {
  /** [block × d], for a step that cannot work in place */
  readonly wide: Float32Array;
  /** [block × the widest inner layer] */
  readonly narrow: Float32Array;
}

function createScratch(algebra: LinearAlgebra, { dimensions, steps }: Adapter): Scratch {
  const inner = Math.max(0, ...steps.map(innerWidth));
  const needsWide = steps.some(({ kind }) => kind === 'linear');
  return {
    wide: needsWide ? algebra.matrix(BLOCK, dimensions) : new Float32Array(0),
    narrow: inner > 0 ? algebra.matrix(BLOCK, inner) : new Float32Array(0),
  };
}

function innerWidth(step: AdapterStep): number {
  if (step.kind === 'low-rank') return step.down.rows;
  if (step.kind === 'hidden') return step.inner.rows;
  if (step.kind !== 'project-out') return 0;
  const bases = [...Object.values(step.bases.languages), step.bases.otherwise];
  return Math.max(0, ...bases.map((basis) => basis?.rows ?? 0));
}

function prepareStep(
  step: AdapterStep,
  algebra: LinearAlgebra,
  d: number,
  { wide, narrow }: Scratch,
): BlockStep {
  switch (step.kind) {
    case 'unit-length':
      return (block, rows) => {
        normaliseRows(block.subarray(0, rows * d), d);
      };
    case 'shift': {
      const offsetOf = pickByLanguage(step.offsets);
      return (block, rows, language) => {
        const offset = offsetOf(language);
        if (offset !== null) addToRows(block, rows, offset, -1);
      };
    }
    case 'project-out': {
      const basisOf = pickByLanguage(mapByLanguage(step.bases, (basis) => load(algebra, basis)));
      return (block, rows, language) => {
        const basis = basisOf(language);
        if (basis === null) return;
        const { rows: rank, data } = basis;
        algebra.multiply(narrow, block, data, { m: rows, n: rank, k: d }, { transposed: 'b' });
        for (let i = 0; i < rows * rank; i += 1) narrow[i] = -(narrow[i] ?? 0);
        algebra.multiply(block, narrow, data, { m: rows, n: d, k: rank }, { accumulate: true });
      };
    }
    case 'linear': {
      const weight = load(algebra, step.weight).data;
      const { bias } = step;
      return (block, rows) => {
        algebra.multiply(wide, block, weight, { m: rows, n: d, k: d }, { transposed: 'b' });
        if (bias !== null) addToRows(wide, rows, bias, 1);
        block.set(wide.subarray(0, rows * d));
      };
    }
    case 'low-rank': {
      const rank = step.down.rows;
      const down = load(algebra, step.down).data;
      const up = load(algebra, step.up).data;
      return (block, rows) => {
        algebra.multiply(narrow, block, down, { m: rows, n: rank, k: d }, { transposed: 'b' });
        algebra.multiply(
          block,
          narrow,
          up,
          { m: rows, n: d, k: rank },
          { transposed: 'b', accumulate: true },
        );
      };
    }
    case 'hidden': {
      const width = step.inner.rows;
      const inner = load(algebra, step.inner).data;
      const outer = load(algebra, step.outer).data;
      const { bias } = step;
      return (block, rows) => {
        algebra.multiply(narrow, block, inner, { m: rows, n: width, k: d }, { transposed: 'b' });
        addToRows(narrow, rows, bias, 1);
        for (let i = 0; i < rows * width; i += 1) narrow[i] = Math.tanh(narrow[i] ?? 0);
        algebra.multiply(
          block,
          narrow,
          outer,
          { m: rows, n: d, k: width },
          { transposed: 'b', accumulate: true },
        );
      };
    }
  }
}

/** Copies a matrix to where the algebra can work on it. */
function load(algebra: LinearAlgebra, { rows, columns, data }: Matrix): Matrix {
  const copy = algebra.matrix(rows, columns);
  copy.set(data);
  return { rows, columns, data: copy };
}

/** Adds factor · row to each of the first rows. */
function addToRows(block: Float32Array, rows: number, row: Float32Array, factor: number): void {
  const width = row.length;
  for (let start = 0; start < rows * width; start += width) {
    for (let i = 0; i < width; i += 1) {
      block[start + i] = (block[start + i] ?? 0) + factor * (row[i] ?? 0);
    }
  }
}

function mapByLanguage<T, U>({ languages, otherwise }: ByLanguage<T>, map: (value: T) => U): ByLanguage<U> {
  return {
    languages: Object.fromEntries(Object.entries(languages).map(([lang, value]) => [lang, map(value)])),
    otherwise: otherwise === null ? null : map(otherwise),
  };
}

function pickByLanguage<T>({
  languages,
  otherwise,
}: ByLanguage<T>): (language: LanguageCode | null) => T | null {
  const known = new Map(Object.entries(languages));
  return (language) => (language === null ? undefined : known.get(language)) ?? otherwise;
}
