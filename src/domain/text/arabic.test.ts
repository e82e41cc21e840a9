import { describe, expect, it } from 'vitest';
import { stemArabic } from './arabic.ts';

describe('stemArabic', () => {
  it.each(['الكتاب', 'والكتاب', 'بالكتاب', 'للكتاب', 'كتاب'])('finds كتاب in %s', (word) => {
    expect(stemArabic(word)).toBe('كتاب');
  });

  it('takes off one ending, and leaves short words alone', () => {
    expect(stemArabic('مهندسون')).toBe(stemArabic('مهندسين'));
    expect(stemArabic('الي')).toBe('الي');
    expect(stemArabic('هي')).toBe('هي');
  });
});
