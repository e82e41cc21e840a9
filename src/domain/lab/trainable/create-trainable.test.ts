import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlainAlgebra } from '../plain-algebra.ts';
import type { Shape } from '../recipe.ts';
import type { Trainable } from '../trainable.ts';
import { createTrainable } from './create-trainable.ts';

const shapes: readonly Shape[] = [
  { kind: 'full' },
  { kind: 'low-rank', rank: 2 },
  { kind: 'hidden', width: 3 },
];
const x = Float32Array.of(1, -2, 3, 4, 0.5, -6);

describe.each(shapes)('trainable of %o', (shape) => {
  it('starts as the identity exactly, whatever the seed', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        expect(create(shape, seed).forward(0, x, 2)).toEqual(x);
      }),
    );
  });

  it('depends on the seed alone', () => {
    const values = (seed: number): Float32Array[] =>
      create(shape, seed).parameters.map(({ value }) => value.slice());
    expect(values(5)).toEqual(values(5));
    if (shape.kind !== 'full') expect(values(5)).not.toEqual(values(6));
  });

  it('adds up gradients of all slots until they are set to zero', () => {
    const trainable = create(shape, 1);
    const gradients = (): number[] => trainable.parameters.flatMap(({ gradient }) => [...gradient]);
    trainable.forward(0, x, 2);
    trainable.forward(1, x.subarray(3), 1);
    trainable.backward(0, x);
    const first = gradients();
    expect(first.some((number) => number !== 0)).toBe(true);
    trainable.backward(1, x.subarray(0, 3));
    const both = gradients();
    trainable.zeroGradients();
    expect(gradients().every((number) => number === 0)).toBe(true);
    trainable.backward(1, x.subarray(0, 3));
    gradients().forEach((second, i) => {
      expect(both[i]).toBeCloseTo(first[i]! + second, 5);
    });
  });

  it('gives steps that later training does not change', () => {
    const trainable = create(shape, 1);
    const before = trainable.steps();
    const snapshot = structuredClone(before);
    for (const { value } of trainable.parameters) value.fill(9);
    expect(before).toEqual(snapshot);
    expect(trainable.steps()).not.toEqual(snapshot);
    expect(before.map(({ to }) => to)).toEqual(['both']);
  });

  it('refuses slots and rows that it has no room for', () => {
    const trainable = create(shape, 1);
    expect(() => trainable.forward(2, x, 2)).toThrow(/Slot 2 of 2/);
    expect(() => trainable.forward(0, new Float32Array(9), 3)).toThrow(/a slot holds 2/);
    expect(() => trainable.forward(0, x.subarray(0, 3), 2)).toThrow(RangeError);
    trainable.forward(0, x, 2);
    expect(() => {
      trainable.backward(0, x.subarray(0, 3));
    }).toThrow(RangeError);
  });
});

describe('steps', () => {
  it('hold the parameters in the places that an adapter looks for them', () => {
    const full = create({ kind: 'full' }, 1).steps()[0];
    expect(full).toMatchObject({ kind: 'linear', weight: { rows: 3, columns: 3 }, bias: null });
    const lowRank = create({ kind: 'low-rank', rank: 2 }, 1).steps()[0];
    expect(lowRank).toMatchObject({ down: { rows: 2, columns: 3 }, up: { rows: 3, columns: 2 } });
    const hidden = create({ kind: 'hidden', width: 4 }, 1).steps()[0];
    expect(hidden).toMatchObject({ inner: { rows: 4, columns: 3 }, outer: { rows: 3, columns: 4 } });
    expect(hidden).toHaveProperty('bias', new Float32Array(4));
  });
});

function create(shape: Shape, seed: number): Trainable {
  return createTrainable(shape, 3, createPlainAlgebra(), { slots: 2, rows: 2, seed });
}
