import { describe, expect, it } from 'vitest';
import { extendSequence, startSequence } from './decode-rules.ts';

const RULES = { start: 9, ends: new Set([1, 2]), pad: 0, maxNewTokens: 3 };
const write = (...ids: number[]) =>
  ids.reduce((sequence, id) => extendSequence(sequence, id, RULES), startSequence(RULES));

describe('a sequence', () => {
  it('begins with the start token, which is not text', () => {
    expect(startSequence(RULES)).toEqual({ tokens: [], state: 'open', next: 9 });
  });

  it('goes on with what was drawn', () => {
    expect(write(5, 6)).toEqual({ tokens: [5, 6], state: 'open', next: 6 });
  });

  it('ends at any end token, which is not text, and takes padding from there on', () => {
    expect(write(5, 2)).toEqual({ tokens: [5], state: 'ended', next: 0 });
    expect(write(5, 1, 7, 7)).toEqual({ tokens: [5], state: 'ended', next: 0 });
    expect(write(1).tokens).toEqual([]);
  });

  it('is cut at the longest length', () => {
    expect(write(5, 6, 7)).toEqual({ tokens: [5, 6, 7], state: 'cut', next: 0 });
    expect(write(5, 6, 7, 8).tokens).toEqual([5, 6, 7]);
    expect(write(5, 6, 1).state).toBe('ended');
  });
});
