import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanQueries } from './clean-queries.ts';

describe('cleanQueries', () => {
  it('trims, and keeps each query once, in order', () => {
    expect(cleanQueries([' Who? ', 'Where?', 'Who?', '', '  ', 'Wh\no?'])).toEqual({
      queries: ['Who?', 'Where?', 'Wh o?'],
      empty: 2,
      duplicates: 1,
    });
  });

  it('takes composed and decomposed text for the same', () => {
    expect(cleanQueries(['où?', 'où?'])).toEqual({ queries: ['où?'], empty: 0, duplicates: 1 });
  });

  it('keeps zero-width spaces inside Khmer and takes them off its ends', () => {
    expect(cleanQueries(['\u200bតើ\u200bអ្វី\u200b', '\u200b'])).toEqual({
      queries: ['តើ\u200bអ្វី'],
      empty: 1,
      duplicates: 0,
    });
  });

  it('loses no text uncounted, and changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('a', ' a', ''))), (texts) => {
        const { queries, empty, duplicates } = cleanQueries(texts);
        expect(queries.length + empty + duplicates).toBe(texts.length);
        expect(cleanQueries(queries)).toEqual({ queries, empty: 0, duplicates: 0 });
      }),
    );
  });
});
