import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divergence, entropy } from './divergence.ts';

const shares = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 4, maxLength: 4 }).map((parts) => {
  const sum = parts.reduce((total, part) => total + part, 0);
  return parts.map((part) => part / sum);
});

describe('entropy', () => {
  it('is in bits, with 0 · log 0 = 0', () => {
    expect([entropy([1, 0]), entropy([0.5, 0.5]), entropy([0.25, 0.25, 0.25, 0.25])]).toEqual([0, 1, 2]);
  });
});

describe('divergence', () => {
  it('is 0 for the shares of the pool and 1 bit for half of it', () => {
    expect(divergence([0.5, 0.5], [0.5, 0.5])).toBe(0);
    expect(divergence([1, 0], [0.5, 0.5])).toBe(1);
  });

  it('is undefined where the pool lacks what the top holds', () => {
    expect(divergence([0.5, 0.5], [1, 0])).toBeNull();
    expect(divergence([1], [0.5, 0.5])).toBeNull();
  });

  it('is never negative', () => {
    fc.assert(
      fc.property(shares, shares, (top, pool) => {
        expect(divergence(top, pool)).toBeGreaterThanOrEqual(-1e-12);
      }),
    );
  });
});
