import { describe, expect, it } from 'vitest';
import { formatBytes, formatPercent, formatSeconds, ordinal, plural } from './format.ts';

describe('figures as the screen writes them', () => {
  it('counts places', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 102, 113, 1001].map(ordinal)).toEqual([
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '12th',
      '13th',
      '21st',
      '102nd',
      '113th',
      '1,001st',
    ]);
  });
  it('gives every figure its unit', () => {
    expect(plural(1, 'passage')).toBe('1 passage');
    expect(plural(13_014, 'passage')).toBe('13,014 passages');
    expect(formatBytes(14_893_210)).toBe('14.9\u00a0MB');
    expect(formatBytes(1234)).toBe('1.2\u00a0kB');
    expect(formatSeconds(0.4)).toBe('under 1\u00a0s');
    expect(formatSeconds(95)).toBe('2\u00a0min');
    expect(formatPercent(0.0042)).toBe('0.4\u00a0%');
    expect(formatPercent(0.62)).toBe('62\u00a0%');
  });
});
