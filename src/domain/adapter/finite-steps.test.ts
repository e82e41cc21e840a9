import { describe, expect, it } from 'vitest';
import type { AdapterStep, Matrix } from './adapter.ts';
import { finiteSteps } from './finite-steps.ts';

const vector = (...values: number[]): Float32Array => Float32Array.from(values);
const matrix = (value: number): Matrix => ({ rows: 1, columns: 1, data: vector(value) });

/** A step of every kind, with one number in each of its places. */
const stepsWith = (value: number): readonly AdapterStep[] => [
  { kind: 'shift', to: 'both', offsets: { languages: { en: vector(value) }, otherwise: null } },
  { kind: 'shift', to: 'both', offsets: { languages: {}, otherwise: vector(value) } },
  { kind: 'project-out', to: 'query', bases: { languages: { en: matrix(value) }, otherwise: null } },
  { kind: 'linear', to: 'both', weight: matrix(value), bias: null },
  { kind: 'linear', to: 'both', weight: matrix(1), bias: vector(value) },
  { kind: 'low-rank', to: 'both', down: matrix(1), up: matrix(value) },
  { kind: 'hidden', to: 'both', inner: matrix(1), bias: vector(value), outer: matrix(1) },
];

describe('finiteSteps', () => {
  it('takes finite numbers and steps without any', () => {
    expect(finiteSteps([...stepsWith(3), { kind: 'unit-length', to: 'both' }])).toBe(true);
  });

  it.each([NaN, Infinity, -Infinity])('finds %f wherever it stands', (value) => {
    expect(stepsWith(value).map((step) => finiteSteps([step]))).toEqual(Array(7).fill(false));
  });
});
