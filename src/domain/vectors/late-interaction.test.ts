import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lateInteraction, quantiseTokens } from './late-interaction.ts';
import { dot, normaliseRows } from './matrix.ts';

const d = 3;
const tokens = (...rows: readonly (readonly number[])[]) => quantiseTokens(Float32Array.from(rows.flat()), d);

describe('lateInteraction', () => {
  it('is the mean of each query token’s best cosine', () => {
    const passage = tokens([1, 0, 0], [0, 5, 0]);
    expect(lateInteraction(tokens([2, 0, 0]), passage, d)).toBeCloseTo(1, 5);
    expect(lateInteraction(tokens([2, 0, 0], [0, 0, 1]), passage, d)).toBeCloseTo(0.5, 5);
    expect(lateInteraction(tokens([3, 4, 0]), passage, d)).toBeCloseTo(0.8, 2);
    expect(lateInteraction(tokens([-1, -1, 0]), passage, d)).toBeCloseTo(-Math.SQRT1_2, 5);
  });

  it('is 0 where there is nothing to compare', () => {
    expect(lateInteraction(tokens(), tokens([1, 0, 0]), d)).toBe(0);
    expect(lateInteraction(tokens([1, 0, 0]), tokens(), d)).toBe(0);
    expect(lateInteraction(tokens([0, 0, 0]), tokens([1, 0, 0]), d)).toBe(0);
  });

  it('never leaves −1 to 1, and is close to what exact vectors give', () => {
    const number = fc.float({ min: -1, max: 1, noNaN: true });
    const rows = fc.array(fc.array(number, { minLength: 16, maxLength: 16 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        const [query, passage] = [unit(a), unit(b)];
        const late = lateInteraction(quantiseTokens(query, 16), quantiseTokens(passage, 16), 16);
        expect(Math.abs(late)).toBeLessThanOrEqual(1);
        let exact = 0;
        for (let q = 0; q < a.length; q += 1) {
          exact +=
            Math.max(
              ...b.map((_, p) =>
                dot(query.subarray(q * 16, (q + 1) * 16), passage.subarray(p * 16, (p + 1) * 16)),
              ),
            ) / a.length;
        }
        expect(Math.abs(late - exact)).toBeLessThan(0.03);
      }),
    );
  });
});

function unit(rows: readonly (readonly number[])[]): Float32Array {
  const vectors = Float32Array.from(rows.flat());
  normaliseRows(vectors, 16);
  return vectors;
}
