import { describe, expect, it } from 'vitest';
import { createPlainAlgebra } from '../plain-algebra.ts';
import type { InfoNceInput, InfoNceResult } from './info-nce.ts';
import { createInfoNce } from './info-nce.ts';

/** Two queries that equal their passages and are at right angles to the other one's. */
const apart: InfoNceInput = {
  queries: Float32Array.of(2, 0, 0, 3),
  passages: Float32Array.of(1, 0, 0, 1),
  queryCount: 2,
  passageCount: 2,
  positive: Uint32Array.of(0, 1),
  excluded: null,
  temperature: 0.5,
};

describe('InfoNCE', () => {
  it('is what one works out by hand', () => {
    expect(lossOf(apart).loss).toBeCloseTo(Math.log(1 + Math.exp(-2)), 6);
    expect(lossOf({ ...apart, positive: Uint32Array.of(1, 0) }).loss).toBeCloseTo(
      2 + Math.log(1 + Math.exp(-2)),
      6,
    );
  });

  it('has nothing to tell apart where all else is excluded', () => {
    const { loss, dQueries, dPassages } = lossOf({ ...apart, excluded: Uint8Array.of(0, 1, 1, 0) });
    expect(loss).toBe(0);
    expect([...dQueries, ...dPassages].map(Math.abs)).toEqual(new Array(8).fill(0));
  });

  it('never excludes the positive', () => {
    expect(lossOf({ ...apart, excluded: Uint8Array.of(1, 0, 0, 1) }).loss).toBe(lossOf(apart).loss);
  });

  it('stays finite at very low temperatures', () => {
    const { loss, dQueries } = lossOf({ ...apart, positive: Uint32Array.of(1, 0), temperature: 1e-4 });
    expect(loss).toBeCloseTo(10_000, 0);
    expect(dQueries.every(Number.isFinite)).toBe(true);
  });

  it('gives a vector without direction no gradient', () => {
    const { loss, dQueries } = lossOf({ ...apart, queries: Float32Array.of(0, 0, 0, 3) });
    expect(loss).toBeCloseTo((Math.log(2) + Math.log(1 + Math.exp(-2))) / 2, 6);
    expect([...dQueries.subarray(0, 2)].map(Math.abs)).toEqual([0, 0]);
  });

  it('lets a number that is not finite through, for the caller to see', () => {
    expect(lossOf({ ...apart, queries: Float32Array.of(NaN, 0, 0, 3) }).loss).toBeNaN();
  });

  it('says nothing of earlier, larger batches', () => {
    const loss = createInfoNce(createPlainAlgebra(), { queries: 2, passages: 2, dimensions: 2 });
    loss(apart);
    const one = { ...apart, queries: Float32Array.of(0, 1), queryCount: 1, positive: Uint32Array.of(1) };
    const { dQueries, dPassages } = loss(one);
    const fresh = lossOf(one);
    expect(dQueries).toEqual(fresh.dQueries);
    expect(dPassages).toEqual(fresh.dPassages);
  });

  it('refuses batches that are empty, too large, or without the positive', () => {
    expect(() => lossOf({ ...apart, queryCount: 0 })).toThrow(RangeError);
    expect(() => lossOf({ ...apart, passageCount: 3 })).toThrow(RangeError);
    expect(() => lossOf({ ...apart, positive: Uint32Array.of(0, 2) })).toThrow(/Positive 2 of 2/);
  });
});

function lossOf(input: InfoNceInput): InfoNceResult {
  return createInfoNce(createPlainAlgebra(), { queries: 2, passages: 2, dimensions: 2 })(input);
}
