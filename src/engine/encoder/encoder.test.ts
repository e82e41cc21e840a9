import { describe, expect, it } from 'vitest';
import { findEncoder, openFromFolder, readManifest } from '../../cli/model-folder.ts';
import { dot } from '../../domain/vectors/matrix.ts';

const encoder = await openFromFolder(findEncoder(await readManifest(), 'bag-hybrid'), 1);
const d = encoder.dimensions;

describe('encodeTokens', () => {
  const texts = ['Where does coffee come from?', '', 'ቡና ከየት መጣ?', 'coffee', '咖啡来自哪里？'];

  it('gives a vector for each token that it names, whatever is encoded beside it', async () => {
    const together = await encoder.encodeTokens(texts, 'query');
    expect(together.lengths).toEqual([6, 0, 4, 2, 3]);
    expect(together.tokens.map((list) => list.length)).toEqual(together.lengths);
    expect(together.vectors).toHaveLength(15 * d);
    let start = 0;
    for (const [position, text] of texts.entries()) {
      const alone = await encoder.encodeTokens([text], 'query');
      const own = together.vectors.subarray(start * d, (start += together.lengths[position]!) * d);
      expect(own).toEqual(alone.vectors);
    }
  });

  it('pools to the sentence vector', async () => {
    const [first, , second] = texts as [string, string, string];
    const end = await encoder.encode([''], 'query');
    const parts: number[] = [];
    for (const text of [first, second]) {
      const { vectors } = await encoder.encodeTokens([text], 'query');
      const sum = new Float32Array(d);
      vectors.forEach((value, i) => (sum[i % d]! += value));
      // The sum of a text's tokens lacks the end token, whose vector has the direction of an empty text's: how much of
      // it is missing must be the same for both texts, and nothing else may be missing.
      const sentence = await encoder.encode([text], 'query');
      const [restOfSum, restOfEnd] = [without(sum, sentence), without(end, sentence)];
      const part = -dot(restOfSum, restOfEnd) / dot(restOfEnd, restOfEnd);
      parts.push(part);
      restOfSum.forEach((value, i) => {
        expect(value + part * restOfEnd[i]!).toBeCloseTo(0, 3);
      });
    }
    expect(parts[0]).toBeCloseTo(parts[1]!, 2);
  });
});

/** a less its part along b, a unit vector. */
function without(a: Float32Array, b: Float32Array): Float32Array {
  const along = dot(a, b);
  return a.map((value, i) => value - along * b[i]!);
}
