import { describe, expect, it } from 'vitest';
import { agreements } from './agreement.ts';
import type { ArmAnswer } from './rank-movement.ts';

const answer = (letter: string, ids: readonly string[] | null): ArmAnswer =>
  ({
    letter,
    output: ids === null ? null : { hits: ids.map((id, i) => ({ passage: { id }, rank: i + 1 })) },
  }) as unknown as ArmAnswer;

describe('agreements', () => {
  it('counts what two arms share, and which way it moved', () => {
    const [pair] = agreements([answer('A', ['a', 'b', 'c', 'd']), answer('B', ['b', 'a', 'x', 'd'])]);
    expect(pair).toEqual({ first: 'A', second: 'B', shared: 3, of: 4, higher: 1, lower: 1, alike: 1 });
  });

  it('leaves out an arm without an answer', () => {
    expect(agreements([answer('A', ['a']), answer('B', null), answer('C', [])])).toEqual([
      { first: 'A', second: 'C', shared: 0, of: 1, higher: 0, lower: 0, alike: 0 },
    ]);
  });
});
