import { describe, expect, it } from 'vitest';
import { matchingRanges } from './matching-ranges.ts';

function marked(query: string, passage: string): string[] {
  return matchingRanges(query, passage).map(([start, end]) => passage.slice(start, end));
}

describe('matchingRanges', () => {
  it('marks words whatever their case and accents', () => {
    expect(marked('grosse stadt', 'Die GRÖSSE der Stadt')).toEqual(['GRÖSSE', 'Stadt']);
  });

  it('marks a whole Amharic word by its stem', () => {
    expect(marked('ኢትዮጵያ', 'የኢትዮጵያ ዋና ከተማ')).toEqual(['የኢትዮጵያ']);
  });

  it('joins characters that touch', () => {
    expect(marked('北京', '中国的首都是北京市')).toEqual(['北京']);
  });

  it('marks nothing without a common word, or for one letter', () => {
    expect(marked('a km', 'A b')).toEqual([]);
  });
});

describe('matchingRanges and short words', () => {
  it('passes over articles and prepositions, and keeps what is written in capitals', () => {
    expect(marked('what is the DNA of der', 'The DNA is the molecule, der')).toEqual(['DNA']);
  });
});
