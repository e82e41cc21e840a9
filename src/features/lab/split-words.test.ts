import { describe, expect, it } from 'vitest';
import type { LabOpenOutput } from '../../protocol/lab.ts';
import { halfWords, missingHalf, sameSplit, splitWords } from './split-words.ts';

const split = (by: LabOpenOutput['split']['by'], training: number, heldOut: number) => ({
  split: { choice: { seed: 1, heldOut: 0.3 }, by, units: { training, heldOut } },
});
const half = (queries: number) => ({ queries, passages: 10 });

describe('the split in words', () => {
  it('names its units', () => {
    expect(splitWords(split('article', 31, 17))[0]).toBe(
      'Split by article, the same in every language: 31 articles to train on, 17 held out.',
    );
    expect(splitWords(split('group', 1, 1))[0]).toContain('1 group of parallel passages to train on');
    expect(halfWords({ queries: 1, passages: 1240 })).toBe('1 query, 1,240 passages');
  });
  it('says when a half is of no use', () => {
    expect(missingHalf({ training: half(4), heldOut: half(2) })).toBeNull();
    expect(missingHalf({ training: half(0), heldOut: half(2) })).toMatch(/^The training half/);
    expect(missingHalf({ training: half(4), heldOut: half(0) })).toMatch(/^The held-out half/);
  });
  it('knows the same split again', () => {
    expect(sameSplit({ seed: 1, heldOut: 0.3 }, { seed: 1, heldOut: 0.3 })).toBe(true);
    expect(sameSplit({ seed: 1, heldOut: 0.3 }, { seed: 2, heldOut: 0.3 })).toBe(false);
  });
});
