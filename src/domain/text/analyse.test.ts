import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from './analyse.ts';

const words = (text: string): string[] => analyse(text).map(({ term }) => term);

describe('analyse', () => {
  it('finds words between spaces and marks', () => {
    expect(words("It's 3,5 km – Größe!")).toEqual(['it', 's', '3', '5', 'km', 'grosse']);
  });

  it('finds words that are written without spaces', () => {
    expect(words('กรุงเทพมหานครเป็นเมืองหลวง')).toEqual(['กรุงเทพมหานคร', 'เป็น', 'เมือง', 'หลวง']);
    expect(words('ទឹកស្អាត')).toEqual(['ទឹក', 'ស្អាត']);
  });

  it('cuts Khmer alike with and without zero-width spaces', () => {
    const plain = 'ប្រាសាទអង្គរវត្តស្ថិតនៅខេត្តសៀមរាប';
    const spaced = 'ប្រាសាទ\u200bអង្គរវត្ត\u200bស្ថិត\u200bនៅ\u200bខេត្ត\u200bសៀមរាប';
    expect(words(spaced)).toEqual(words(plain));
  });

  it('gives Chinese words and their characters', () => {
    expect(words('首都')).toEqual(['首都', '首', '都']);
    expect(words('的')).toEqual(['的']);
  });

  it('takes off what Amharic and Arabic write onto a word', () => {
    expect(words('የኢትዮጵያ፡ዋና')).toEqual([...words('ኢትዮጵያ'), ...words('ዋና')]);
    expect(words('المدينة')).toEqual(words('مدينة'));
  });

  it('cuts where the script changes', () => {
    expect(words('iPhoneភាសា2026')).toEqual(['iphone', 'ភាសា', '2026']);
    expect(words('COVID19')).toEqual(['covid19']);
  });

  it('gives offsets into the text as it was given', () => {
    const text = 'ទឹក\u200bស្អាត, Größe';
    expect(analyse(text).map(({ start, end }) => text.slice(start, end))).toEqual(['ទឹក', 'ស្អាត', 'Größe']);
  });

  it('keeps offsets in range and in order for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        let start = 0;
        for (const term of analyse(text)) {
          expect(term.start).toBeGreaterThanOrEqual(start);
          expect(term.end).toBeGreaterThan(term.start);
          expect(term.end).toBeLessThanOrEqual(text.length);
          start = term.start;
        }
      }),
    );
  });

  it('does not cut words at the seams of a long run', () => {
    const sentence = 'ប្រាសាទអង្គរវត្តស្ថិតនៅខេត្តសៀមរាប';
    expect(new Set(words(sentence.repeat(100)))).toEqual(new Set(words(sentence)));
  });
});
