import { checkVectors } from './check-vectors.ts';
import { orOutOfMemory, outOfMemory } from './out-of-memory.ts';
import { createPlainKernel } from './plain-kernel.ts';
import type { ScoreKernel } from './score-kernel.ts';
import type { ScoreProgram } from './score-program.ts';
import { encodeScoreProgram, PASSAGE_TILE, QUERY_TILE } from './score-program.ts';

export type { ScoreKernel } from './score-kernel.ts';

const LANES = 4;
const FLOAT_BYTES = 4;
const PAGE_BYTES = 65_536;
/** Passages, queries and scores together: 1 GiB. Small devices refuse to set aside more address space. */
const MAXIMUM_PAGES = 16_384;

/**
 * A kernel in WebAssembly SIMD, or in plain loops where there is none (or `simd` is false).
 * @throws CrosslensError `out-of-memory`
 */
export function createKernel(
  rows: number,
  dimensions: number,
  options: { readonly simd?: boolean } = {},
): ScoreKernel {
  const simd = options.simd ?? hasSimd();
  return simd && rows > 0 && dimensions > 0
    ? createSimdKernel(rows, dimensions)
    : createPlainKernel(rows, dimensions);
}

/** Whether the engine takes the program at all: it is its own test. */
function hasSimd(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(encodeScoreProgram(1, LANES * FLOAT_BYTES));
}

/**
 * Memory, in order: the passages in whole tiles, the block of queries in whole tiles, their scores. Rows of
 * passages and queries are filled up with zeros to whole vectors, which adds nothing to an inner product.
 */
function createSimdKernel(rows: number, dimensions: number): ScoreKernel {
  const size = { rows, dimensions };
  const stride = roundUp(dimensions, LANES);
  const passageFloats = roundUp(rows, PASSAGE_TILE) * stride;
  let capacity = 1;
  if (pagesFor(capacity) > MAXIMUM_PAGES) throw outOfMemory(size);
  const memory = orOutOfMemory(size, () => {
    return new WebAssembly.Memory({ initial: pagesFor(capacity), maximum: MAXIMUM_PAGES });
  });
  // The program refers to the memory too, so that both must go for the memory to be freed.
  let parts: { readonly memory: WebAssembly.Memory; readonly program: ScoreProgram } | null = {
    memory,
    program: instantiate(memory, rows, stride * FLOAT_BYTES),
  };

  function pagesFor(queries: number): number {
    // A padded tile of passages writes up to three floats past the last row of scores.
    const block = roundUp(queries, QUERY_TILE) * (stride + rows) + LANES;
    return Math.ceil(((passageFloats + block) * FLOAT_BYTES) / PAGE_BYTES);
  }
  function live(): NonNullable<typeof parts> {
    if (parts === null) throw new Error('The kernel was disposed of.');
    return parts;
  }
  /** Growing the memory detaches every view of it, so views are made when they are needed. */
  function floats(at: number, count: number): Float32Array {
    return new Float32Array(live().memory.buffer, at * FLOAT_BYTES, count);
  }
  function makeRoom(count: number): void {
    const missing = pagesFor(count) - pagesFor(capacity);
    if (missing > 0)
      orOutOfMemory({ rows, dimensions: dimensions + count }, () => live().memory.grow(missing));
    capacity = Math.max(capacity, count);
  }
  /** Where the scores of the block start, in floats. */
  const scoresAt = (): number => passageFloats + roundUp(capacity, QUERY_TILE) * stride;
  const scoreAddress = (blockRow: number, row: number): number =>
    (scoresAt() + blockRow * rows + row) * FLOAT_BYTES;

  return {
    ...size,
    write(firstRow, vectors) {
      const count = Math.floor(vectors.length / dimensions);
      checkVectors(`Passages from row ${firstRow}`, vectors, count * dimensions);
      if (firstRow + count > rows)
        throw new RangeError(`Rows ${firstRow} to ${firstRow + count} of ${rows}.`);
      copyRows(vectors, dimensions, floats(firstRow * stride, count * stride), stride, count);
    },
    read(firstRow, count) {
      const vectors = new Float32Array(count * dimensions);
      copyRows(floats(firstRow * stride, count * stride), stride, vectors, dimensions, count);
      return vectors;
    },
    score(queries, count) {
      checkVectors('Queries', queries, count * dimensions);
      makeRoom(count);
      copyRows(queries, dimensions, floats(passageFloats, count * stride), stride, count);
      const [queryAddress, out] = [passageFloats * FLOAT_BYTES, scoreAddress(0, 0)];
      if (count === 1) live().program.scoreSingles(queryAddress, 1, out);
      else if (count > 1) live().program.scoreTiles(queryAddress, Math.ceil(count / QUERY_TILE), out);
      return floats(scoresAt(), count * rows);
    },
    countGreater: (blockRow, from, to, threshold) =>
      live().program.countGreater(scoreAddress(blockRow, from), to - from, threshold),
    countEqual: (blockRow, from, to, value) =>
      live().program.countEqual(scoreAddress(blockRow, from), to - from, value),
    dispose() {
      parts = null;
    },
  };
}

function instantiate(memory: WebAssembly.Memory, rows: number, rowBytes: number): ScoreProgram {
  const module = new WebAssembly.Module(encodeScoreProgram(rows, rowBytes));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  // The exports are those that encodeScoreProgram defines.
  return exports as unknown as ScoreProgram;
}

function roundUp(count: number, unit: number): number {
  return Math.ceil(count / unit) * unit;
}

/** Copies `count` rows between matrices whose rows are `fromStride` and `toStride` floats apart. */
function copyRows(
  from: Float32Array,
  fromStride: number,
  to: Float32Array,
  toStride: number,
  count: number,
): void {
  if (fromStride === toStride) {
    to.set(from.subarray(0, count * fromStride));
    return;
  }
  const width = Math.min(fromStride, toStride);
  for (let row = 0; row < count; row += 1) {
    to.set(from.subarray(row * fromStride, row * fromStride + width), row * toStride);
  }
}
