import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlainAlgebra } from '../lab/plain-algebra.ts';
import { seededRandom } from '../random.ts';
import type { Adapter, AdapterStep, Matrix, Side } from './adapter.ts';
import { applyAdapter, createApplier } from './apply-adapter.ts';
import { isFrozen } from './is-frozen.ts';

const matrix = (rows: number, ...data: number[]): Matrix => ({
  rows,
  columns: data.length / rows,
  data: Float32Array.from(data),
});
const run = (steps: readonly AdapterStep[], vectors: number[], side: Side, languages: (string | null)[]) => [
  ...applyAdapter(
    { dimensions: 2, steps },
    Float32Array.from(vectors),
    side,
    languages,
    createPlainAlgebra(),
  ),
];

describe('applyAdapter', () => {
  it('shifts by language; a language that is not known gets `otherwise`, or stays', () => {
    const languages = { am: Float32Array.of(1, 0), km: Float32Array.of(0, 2) };
    const vectors = [1, 1, 1, 1, 1, 1, 1, 1];
    const of = ['km', 'am', 'en', null];
    const some: AdapterStep = {
      kind: 'shift',
      to: 'both',
      offsets: { languages, otherwise: Float32Array.of(-1, -1) },
    };
    expect(run([some], vectors, 'query', of)).toEqual([1, -1, 0, 1, 2, 2, 2, 2]);
    const none: AdapterStep = { kind: 'shift', to: 'both', offsets: { languages, otherwise: null } };
    expect(run([none], vectors, 'query', of)).toEqual([1, -1, 0, 1, 1, 1, 1, 1]);
  });

  it('projects a direction out', () => {
    const step: AdapterStep = {
      kind: 'project-out',
      to: 'both',
      bases: { languages: { am: matrix(1, 0.6, 0.8) }, otherwise: null },
    };
    const [a, b, c, d] = run([step], [5, 0, 5, 0], 'passage', ['am', 'en']);
    // (5, 0) minus its part 3·(0.6, 0.8) along the direction.
    expect(a).toBeCloseTo(3.2, 5);
    expect(b).toBeCloseTo(-2.4, 5);
    expect([c, d]).toEqual([5, 0]);
  });

  it('multiplies by W and adds b', () => {
    const step: AdapterStep = {
      kind: 'linear',
      to: 'both',
      weight: matrix(2, 1, 2, 3, 4),
      bias: Float32Array.of(10, 20),
    };
    expect(run([step], [1, 1, 0, 1], 'query', [null, null])).toEqual([13, 27, 12, 24]);
  });

  it('adds U·(D·x)', () => {
    const step: AdapterStep = { kind: 'low-rank', to: 'both', down: matrix(1, 1, 2), up: matrix(2, 3, 4) };
    expect(run([step], [1, 1], 'query', [null])).toEqual([10, 13]);
  });

  it('adds O·tanh(I·x + b)', () => {
    const step: AdapterStep = {
      kind: 'hidden',
      to: 'both',
      inner: matrix(1, 1, 0),
      bias: Float32Array.of(0.5),
      outer: matrix(2, 2, -1),
    };
    const [x, y] = run([step], [1, 1], 'query', [null]);
    expect(x).toBeCloseTo(1 + 2 * Math.tanh(1.5), 5);
    expect(y).toBeCloseTo(1 - Math.tanh(1.5), 5);
  });

  it('goes through the steps in order, on the side that each is meant for', () => {
    const add: AdapterStep = {
      kind: 'shift',
      to: 'query',
      offsets: { languages: {}, otherwise: Float32Array.of(0, -4) },
    };
    const unit: AdapterStep = { kind: 'unit-length', to: 'query' };
    const [x, y] = run([add, unit], [3, 0], 'query', ['am']);
    expect([x, y]).toEqual([Math.fround(0.6), Math.fround(0.8)]);
    expect(run([unit, add], [3, 0], 'query', ['am'])).toEqual([1, 4]);
    expect(run([add, unit], [3, 0], 'passage', ['am'])).toEqual([3, 0]);
    const other: AdapterStep = { ...add, to: 'passage' };
    expect(run([add, other, add], [3, 0], 'query', ['am'])).toEqual([3, 8]);
    expect(run([add, other, add], [3, 0], 'passage', ['am'])).toEqual([3, 4]);
    expect(isFrozen({ dimensions: 2, steps: [add, unit] }, 'passage')).toBe(true);
    expect(isFrozen({ dimensions: 2, steps: [add, unit] }, 'query')).toBe(false);
  });

  it('leaves a vector of zeros, and its input', () => {
    const vectors = Float32Array.of(0, 0, 3, 4);
    const adapter: Adapter = { dimensions: 2, steps: [{ kind: 'unit-length', to: 'both' }] };
    const out = applyAdapter(adapter, vectors, 'query', [null, null], createPlainAlgebra());
    expect([...out]).toEqual([0, 0, Math.fround(0.6), Math.fround(0.8)]);
    expect([...vectors]).toEqual([0, 0, 3, 4]);
  });

  it('refuses vectors that do not fit the languages', () => {
    expect(() => run([], [1, 2, 3], 'query', ['am'])).toThrow(RangeError);
  });

  it('gives each row the same, whatever stands beside it and in which order', () => {
    const adapter = mixedAdapter(5);
    const applier = createApplier(adapter, createPlainAlgebra());
    fc.assert(
      fc.property(
        // Some lists are longer than a block.
        fc.array(fc.constantFrom('am', 'km', 'en', null), { minLength: 1, maxLength: 700, size: 'max' }),
        fc.integer({ min: 0, max: 1000 }),
        (languages, seed) => {
          const vectors = noise(languages.length * 5, seed);
          const all = applier.apply(vectors, 'query', languages);
          const row = seed % languages.length;
          const alone = applier.apply(vectors.slice(row * 5, row * 5 + 5), 'query', [languages[row]!]);
          expect(all.subarray(row * 5, row * 5 + 5)).toEqual(alone);
        },
      ),
      { numRuns: 30 },
    );
  });
});

function noise(count: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: count }, () => random() - 0.5);
}

function mixedAdapter(d: number): Adapter {
  const of = (rows: number, columns: number, seed: number): Matrix => ({
    rows,
    columns,
    data: noise(rows * columns, seed),
  });
  return {
    dimensions: d,
    steps: [
      { kind: 'shift', to: 'both', offsets: { languages: { am: noise(d, 1) }, otherwise: noise(d, 2) } },
      {
        kind: 'project-out',
        to: 'query',
        bases: { languages: { am: of(2, d, 3), km: of(1, d, 4) }, otherwise: null },
      },
      { kind: 'linear', to: 'both', weight: of(d, d, 5), bias: noise(d, 6) },
      { kind: 'low-rank', to: 'both', down: of(3, d, 7), up: of(d, 3, 8) },
      { kind: 'hidden', to: 'both', inner: of(4, d, 9), bias: noise(4, 10), outer: of(d, 4, 11) },
      { kind: 'unit-length', to: 'both' },
    ],
  };
}
