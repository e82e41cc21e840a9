import { describe, expect, it } from 'vitest';
import { countRuns } from './parquet-runs.ts';

/** A header of one byte: the count doubled for a repeated value, the number of eights doubled and one for packed ones. */
const repeated = (count: number, value: number): number[] => [count * 2, value];

describe('countRuns', () => {
  const count = (bytes: readonly number[], values: number, end = bytes.length): number | null =>
    countRuns(Uint8Array.from(bytes), 0, end, 1, values);

  it('counts repeated and packed values', () => {
    expect(count([...repeated(5, 1), ...repeated(3, 0)], 8)).toBe(8);
    expect(count([3, 0b1010_1010], 8)).toBe(8);
  });
  it('stops at the end of the runs, whatever the page goes on with', () => {
    // 2⁶ − 1 more values than there are would be read out of the bytes behind the levels.
    expect(count([...repeated(5, 1), ...repeated(63, 0)], 68, 2)).toBe(5);
  });
  it('finds a claim of more values than the page has', () => {
    expect(count(repeated(60, 1), 8)).toBeNull();
    // 268,435,455 values, in a header of four bytes.
    expect(count([0xfe, 0xff, 0xff, 0xff, 0x01, 1], 8)).toBeNull();
  });
});
