import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markedSegments, SHOWN_CHARACTERS, shownLength } from './marked-segments.ts';

describe('markedSegments', () => {
  it('cuts a text at its marks', () => {
    expect(markedSegments('the blue Nile', [[4, 8]], 99)).toEqual([
      { text: 'the ', marked: false },
      { text: 'blue', marked: true },
      { text: ' Nile', marked: false },
    ]);
  });
  it('loses no character, whatever the marks', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(fc.tuple(fc.nat(30), fc.nat(30))),
        fc.nat(40),
        (text, marks, limit) => {
          const joined = markedSegments(text, marks, limit)
            .map((segment) => segment.text)
            .join('');
          expect(joined).toBe(text.slice(0, limit));
        },
      ),
    );
  });
  it('marks the same characters for overlapping and unsorted ranges', () => {
    expect(
      markedSegments(
        'abcdef',
        [
          [3, 5],
          [1, 4],
        ],
        99,
      ),
    ).toEqual([
      { text: 'a', marked: false },
      { text: 'bcd', marked: true },
      { text: 'e', marked: true },
      { text: 'f', marked: false },
    ]);
  });
});

describe('shownLength', () => {
  it('cuts long texts, at a space where there is one', () => {
    expect(shownLength('x'.repeat(5000), false)).toBe(SHOWN_CHARACTERS);
    const spaced = `${'x'.repeat(SHOWN_CHARACTERS - 10)} ${'y'.repeat(500)}`;
    expect(shownLength(spaced, false)).toBe(SHOWN_CHARACTERS - 10);
    expect(shownLength(spaced, true)).toBe(spaced.length);
    expect(shownLength('short', false)).toBe(5);
  });
});
