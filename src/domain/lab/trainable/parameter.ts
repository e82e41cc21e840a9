import type { Matrix } from '../../adapter/adapter.ts';
import type { LinearAlgebra } from '../linear-algebra.ts';
import type { Trainable } from '../trainable.ts';

/** A trained matrix, row-major. */
export interface Parameter extends Required<Trainable['parameters'][number]> {
  readonly rows: number;
  readonly columns: number;
}

/** @param fill writes the starting values over zeros */
export function createParameter(
  algebra: LinearAlgebra,
  name: string,
  [rows, columns]: readonly [number, number],
  fill: (value: Float32Array) => void,
): Parameter {
  const value = algebra.matrix(rows, columns);
  fill(value);
  return { name, rows, columns, value, gradient: algebra.matrix(rows, columns), start: value.slice() };
}

export function copyOf({ rows, columns, value }: Parameter): Matrix {
  return { rows, columns, data: value.slice() };
}

/**
 * Uniform with variance 1 ÷ columns: rows of expected length 1, whose inner products with unit vectors are as large as
 * cosines of random directions are.
 */
export function fillRandom(random: () => number, columns: number): (value: Float32Array) => void {
  const bound = Math.sqrt(3 / columns);
  return (value) => {
    for (let i = 0; i < value.length; i += 1) value[i] = (2 * random() - 1) * bound;
  };
}
