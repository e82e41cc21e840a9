import { describe, expect, it } from 'vitest';
import { foldHomophones, stemAmharic } from './amharic.ts';

describe('foldHomophones', () => {
  it.each([
    ['ሠላም', 'ሰላም'],
    ['ዓለም', 'አለም'],
    ['ፀሐይ', 'ጸሀይ'],
    ['ኃይል', 'ሀይል'],
    ['ሥራ', 'ስራ'],
    ['ዒላማ', 'ኢላማ'],
    ['ሑሴን', 'ሁሴን'],
  ])('%s → %s', (word, folded) => {
    expect(foldHomophones(word)).toBe(folded);
  });
});

describe('stemAmharic', () => {
  it.each(['የኢትዮጵያ', 'በኢትዮጵያ', 'ከኢትዮጵያ', 'ለኢትዮጵያ', 'ስለኢትዮጵያ', 'እንደኢትዮጵያ', 'ወደኢትዮጵያ', 'ኢትዮጵያን', 'የኢትዮጵያን'])(
    'finds ኢትዮጵያ in %s',
    (word) => {
      expect(stemAmharic(word)).toBe(stemAmharic('ኢትዮጵያ'));
    },
  );

  it('leaves two letters at least', () => {
    expect(stemAmharic('በግ')).toBe('በግ');
    expect(stemAmharic('ለሚ')).toBe('ለሚ');
  });
});
