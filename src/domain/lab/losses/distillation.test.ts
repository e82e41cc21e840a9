import { describe, expect, it } from 'vitest';
import { createPlainAlgebra } from '../plain-algebra.ts';
import type { DistillationInput, DistillationResult } from './distillation.ts';
import { createDistillation } from './distillation.ts';

/** The teacher lies on the first passage, the student on the second. */
const apart: DistillationInput = {
  students: Float32Array.of(0, 5),
  teachers: Float32Array.of(1, 0),
  passages: Float32Array.of(3, 0, 0, 1),
  queryCount: 1,
  passageCount: 2,
  scale: 4,
  softening: 2,
  squaredWeight: 0,
};

describe('distillation', () => {
  it('is what one works out by hand', () => {
    // Shares e²/(e² + 1) and 1/(e² + 1), the other way round for the student: KL = 2 · tanh(1), times T² = 4.
    expect(lossOf(apart).loss).toBeCloseTo(4 * 2 * Math.tanh(1), 5);
    // |ŝ − t̂|² of vectors at right angles is 2.
    expect(lossOf({ ...apart, scale: 0, squaredWeight: 0.5 }).loss).toBeCloseTo(1, 6);
  });

  it('has nothing to teach to the teacher itself', () => {
    const { loss, dStudents } = lossOf({ ...apart, students: apart.teachers, squaredWeight: 1 });
    expect(loss).toBe(0);
    expect([...dStudents].map(Math.abs)).toEqual([0, 0]);
  });

  it('keeps its gradient of one size when softened: that is what the factor T² is for', () => {
    const gradient = (softening: number): number =>
      Math.hypot(...lossOf({ ...apart, students: Float32Array.of(1, 1.2), scale: 1, softening }).dStudents);
    expect(gradient(8) / gradient(4)).toBeCloseTo(1, 1);
  });

  it('takes the mean over rows', () => {
    const twice = (rows: Float32Array): Float32Array => Float32Array.of(...rows, ...rows);
    const two = { ...apart, students: twice(apart.students), teachers: twice(apart.teachers), queryCount: 2 };
    expect(lossOf(two).loss).toBeCloseTo(lossOf(apart).loss, 6);
  });

  it('stays finite where the distributions are as sharp as can be', () => {
    expect(lossOf({ ...apart, scale: 1e4, softening: 1 }).loss).toBeCloseTo(1e4, 0);
  });

  it('refuses batches that are empty or too large', () => {
    expect(() => lossOf({ ...apart, queryCount: 0 })).toThrow(RangeError);
    expect(() => lossOf({ ...apart, passageCount: 0 })).toThrow(RangeError);
    expect(() => lossOf({ ...apart, queryCount: 3 })).toThrow(RangeError);
  });
});

function lossOf(input: DistillationInput): DistillationResult {
  return createDistillation(createPlainAlgebra(), { queries: 2, passages: 2, dimensions: 2 })(input);
}
