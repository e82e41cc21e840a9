import { expect, describe, it } from 'vitest';
import { smallMemory } from '../../testing/small-memory.ts';
import { describeZoo, zooGolden, zooProfile } from '../../testing/zoo.ts';
import { nodeRuntime } from '../ort/node.ts';
import { openEncoder } from './encoder.ts';

const { profile, read } = await zooProfile('bert-mean', await describeZoo('bert-mean'));
const texts = zooGolden('bert-mean').texts.passage;
const plain = await openEncoder(profile, nodeRuntime, read, { threads: 1 });
const expected = await plain.encode(texts, 'passage');

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)), 0);
}

describe('an encoder that runs out of memory', () => {
  it('goes on with batches of half the size, which stay so', async () => {
    const limit = { tokens: 200 };
    const { runtime, batches } = smallMemory(limit);
    const encoder = await openEncoder(profile, runtime, read, { threads: 1 });
    const found = await encoder.encode(texts, 'passage');
    expect(largestDifference(found, expected)).toBeLessThan(1e-6);
    const sizes = batches.map(([count, width]) => count * width);
    const failed = sizes.filter((size) => size > limit.tokens);
    expect(failed.length).toBeGreaterThan(0);
    failed.slice(1).forEach((size, i) => {
      expect(size).toBeLessThanOrEqual(failed[i]! / 2);
    });
    // Once it fits, it always does: in this list of texts and in the next one.
    expect(sizes.slice(sizes.findLastIndex((size) => size > limit.tokens) + 1).length).toBeGreaterThan(2);
    batches.length = 0;
    await encoder.encode(texts, 'passage');
    expect(batches.every(([count, width]) => count * width <= limit.tokens)).toBe(true);
    await encoder.dispose();
  });

  it('goes down to single texts, token vectors too, and no batch is encoded twice', async () => {
    const longest = profile.maxTokens;
    const { runtime, batches } = smallMemory({ tokens: longest });
    const encoder = await openEncoder(profile, runtime, read, { threads: 1 });
    const { vectors } = await encoder.encodeTokens(texts, 'passage');
    const whole = await plain.encodeTokens(texts, 'passage');
    expect(largestDifference(vectors, whole.vectors)).toBeLessThan(1e-5);
    const done = batches.filter(([count, width]) => count * width <= longest);
    expect(done.reduce((sum, [count]) => sum + count, 0)).toBe(texts.length);
    await encoder.dispose();
  });

  it('says so where a single text is too much, and what can be done', async () => {
    const { runtime } = smallMemory({ tokens: 10 });
    const encoder = await openEncoder(profile, runtime, read, { threads: 1 });
    await expect(encoder.encode(texts, 'passage')).rejects.toMatchObject({
      code: 'out-of-memory',
      message: expect.stringMatching(/for a single text of \d+ tokens\. Lower the maximum length/) as string,
    });
    // Short texts still go through.
    expect(await encoder.encode(['a'], 'passage')).toHaveLength(profile.dimensions);
    await encoder.dispose();
  });
});
