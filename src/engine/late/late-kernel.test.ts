import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../domain/random.ts';
import type { TokenRows } from '../../domain/vectors/late-interaction.ts';
import { lateInteraction, quantiseTokens } from '../../domain/vectors/late-interaction.ts';
import { createLateKernel, tokenBytes } from './late-kernel.ts';

describe.each([{ simd: true }, { simd: false }])('late kernel with %o', (options) => {
  it('gives what the definition gives, bit for bit, at any size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 9 }),
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 5 }),
        fc.nat(),
        (d, queryTokens, lengths, seed) => {
          const kernel = createLateKernel(d, options);
          const passages = lengths.map((length, at) => randomTokens(length, d, seed + at + 1));
          for (const passage of passages) kernel.add(passage);
          const query = randomTokens(queryTokens, d, seed);
          const numbers = passages.map((_, at) => at).reverse();
          const scores = new Float32Array(numbers.length);
          kernel.score(query, numbers, scores);
          const expected = numbers.map((at) => lateInteraction(query, passages[at]!, d));
          expect(scores).toEqual(Float32Array.from(expected));
        },
      ),
    );
  });

  it('takes long queries, passages beyond its first memory, and the largest numbers', () => {
    const d = 1024;
    const kernel = createLateKernel(d, options);
    const passages = Array.from({ length: 8 }, (_, at) => randomTokens(100, d, at));
    const extreme = quantiseTokens(
      Float32Array.from({ length: d }, (_, i) => (i % 2 === 0 ? 1 : -1)),
      d,
    );
    for (const passage of [...passages, extreme]) kernel.add(passage);
    expect(kernel.bytes).toBe(801 * tokenBytes(d));
    const query = randomTokens(70, d, 99);
    const scores = new Float32Array(2);
    kernel.score(query, [7, 0], scores);
    const expected = [passages[7]!, passages[0]!].map((passage) => lateInteraction(query, passage, d));
    expect(scores).toEqual(Float32Array.from(expected));
    kernel.score(extreme, [8], scores);
    expect(scores[0]).toBeCloseTo(1, 5);
  });
});

function randomTokens(tokens: number, d: number, seed: number): TokenRows {
  const random = seededRandom(seed);
  return quantiseTokens(
    Float32Array.from({ length: tokens * d }, () => random() - 0.5),
    d,
  );
}
