import { seededRandom } from '../../random.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/** Vectors that are looked for beyond those that are wanted: what is close behind the last one does no harm then. */
const BESIDE = 8;
/** Blocks of one Krylov space. */
const BLOCKS = 6;
const MAX_RESTARTS = 12;
/** Of the largest eigenvalue. */
const TOLERANCE = 1e-9;
/** A vector of which less than this is left beside the others adds no direction. */
const NO_DIRECTION = 1e-10;

/**
 * Unit eigenvectors of a symmetric positive semi-definite matrix [d × d] with the largest eigenvalues, largest first;
 * fewer than `count` where the others are zero. Found in a block Krylov space that is started again from its best
 * vectors until they hold (Golub and Van Loan, Matrix Computations, 10.3.6); where few would be saved, or it does not
 * converge, all eigenvectors are computed.
 * @returns orthonormal rows [count or fewer × d]
 */
export function topEigenvectors(matrix: Float64Array, d: number, count: number): Float64Array[] {
  const block = count + BESIDE;
  const found = 2 * block * BLOCKS >= d ? null : searchKrylov(matrix, d, count, block);
  if (found !== null) return found;
  const { values, vectors } = symmetricEigen(matrix, d);
  const floor = Number.EPSILON * d * (values[0] ?? 0);
  return Array.from({ length: Math.min(count, d) }, (_, i) => i)
    .filter((i) => (values[i] ?? 0) > floor)
    .map((i) => vectors.slice(i * d, (i + 1) * d));
}

/** `null` when it does not converge. */
function searchKrylov(matrix: Float64Array, d: number, count: number, block: number): Float64Array[] | null {
  const random = seededRandom(1);
  let start: readonly Float64Array[] = Array.from({ length: block }, () =>
    Float64Array.from({ length: d }, () => random() - 0.5),
  );
  for (let restart = 0; restart <= MAX_RESTARTS; restart += 1) {
    const { basis, images } = krylovSpace(matrix, d, start);
    const size = basis.length;
    const small = new Float64Array(size * size);
    images.forEach((image, j) => {
      basis.forEach((vector, i) => {
        if (i <= j) small[i * size + j] = small[j * size + i] = dot(vector, image);
      });
    });
    const { values, vectors } = symmetricEigen(small, size);
    const combine = (of: readonly Float64Array[], row: number): Float64Array =>
      of.reduce((sum, vector, i) => addTo(sum, vector, vectors[row * size + i] ?? 0), new Float64Array(d));

    const largest = values[0] ?? 0;
    const floor = Number.EPSILON * d * largest;
    const wanted = values.subarray(0, count).filter((value) => value > floor).length;
    const rows = Array.from({ length: Math.min(block, size) }, (_, row) => combine(basis, row));
    const holds = rows
      .slice(0, wanted)
      .every(
        (vector, row) =>
          norm(addTo(combine(images, row), vector, -(values[row] ?? 0))) <= TOLERANCE * largest,
      );
    if (holds) return rows.slice(0, wanted);
    start = rows;
  }
  return null;
}

/** An orthonormal basis of start, A·start, …, A⁵·start, and what A makes of each vector of it. */
function krylovSpace(
  matrix: Float64Array,
  d: number,
  start: readonly Float64Array[],
): { basis: Float64Array[]; images: Float64Array[] } {
  const basis: Float64Array[] = [];
  const images: Float64Array[] = [];
  let next = start;
  for (let step = 0; step < BLOCKS; step += 1) {
    const added = next.flatMap((vector) => {
      const direction = newDirection(vector, basis);
      if (direction === null) return [];
      basis.push(direction);
      return [direction];
    });
    next = added.map((vector) => multiply(matrix, d, vector));
    images.push(...next);
  }
  return { basis, images };
}

/** What is left of a vector beside an orthonormal basis, as a unit vector; `null` when nothing is. */
function newDirection(vector: Float64Array, basis: readonly Float64Array[]): Float64Array | null {
  const first = besides(vector, basis);
  // Twice (Gram and Schmidt): what a first pass leaves may be little, and its rounding is not.
  return first === null ? null : besides(first, basis);
}

function besides(vector: Float64Array, basis: readonly Float64Array[]): Float64Array | null {
  const left = scaled(vector);
  if (left === null) return null;
  for (const other of basis) addTo(left, other, -dot(left, other));
  return norm(left) < NO_DIRECTION ? null : scaled(left);
}

function scaled(vector: Float64Array): Float64Array | null {
  const length = norm(vector);
  return length === 0 ? null : vector.map((value) => value / length);
}

function multiply(matrix: Float64Array, d: number, vector: Float64Array): Float64Array {
  return Float64Array.from({ length: d }, (_, i) => dot(matrix.subarray(i * d, (i + 1) * d), vector));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}

function addTo(target: Float64Array, vector: Float64Array, factor: number): Float64Array {
  for (let i = 0; i < target.length; i += 1) target[i] = (target[i] ?? 0) + factor * (vector[i] ?? 0);
  return target;
}
