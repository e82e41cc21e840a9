import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';
import { numbersOf } from './number-list.ts';

const read = (text: string): readonly number[] =>
  numbersOf(readArguments(['--alpha', text], 'lab sweep', ['alpha']), 'alpha');

describe('numbersOf', () => {
  it('reads lists and ranges, both ends included and without rounding errors', () => {
    expect(read('0,0.5,1')).toEqual([0, 0.5, 1]);
    expect(read('0:1:0.1')).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
    expect(read('0.4:0.6:0.15')).toEqual([0.4, 0.55]);
    expect(read('0.5')).toEqual([0.5]);
    expect(read('1,1')).toEqual([1]);
  });

  it.each(['', 'a', '0:1', '0:1:0', '1:0:0.1', '0:1:0.1:2', '0:1:0.00001', '0,x'])('refuses "%s"', (text) => {
    expect(() => read(text)).toThrow(/--alpha is a list/);
  });
});
