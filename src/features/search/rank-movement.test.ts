import { describe, expect, it } from 'vitest';
import type { SearchOutput } from '../../protocol/arm.ts';
import { movementWords, placesOf } from './rank-movement.ts';

function output(
  hits: readonly string[],
  missed: readonly (readonly [id: string, rank: number | null])[] = [],
): SearchOutput {
  const passage = (id: string) => ({ id, lang: 'am', text: '' });
  return {
    hits: hits.map((id, index) => ({
      rank: index + 1,
      score: 1,
      passage: passage(id),
      gold: false,
      rejected: false,
      marks: [],
    })),
    missed: missed.map(([id, rank]) => ({ rank, passage: passage(id) })),
    shares: [],
    searched: 0,
    pending: 0,
    milliseconds: { encode: 0, search: 0 },
  };
}

describe('how a passage moves from arm to arm', () => {
  const answers = [
    { letter: 'A' as const, output: output(['x', 'y', 'p']) },
    { letter: 'B' as const, output: output(['p']) },
    {
      letter: 'C' as const,
      output: output(
        ['x'],
        [
          ['p', 34],
          ['z', null],
        ],
      ),
    },
    { letter: 'D' as const, output: null },
  ];
  it('says the place in each arm that has answered', () => {
    expect(movementWords(placesOf('p', answers), 10)).toBe('A 3rd → B 1st → C 34th');
  });
  it('says where a passage is not, and whether that is known', () => {
    expect(movementWords(placesOf('y', answers), 10)).toBe('A 2nd → B, C not in the top 10');
    const still = [{ letter: 'A' as const, output: { ...output([], [['z', null]]), pending: 7 } }];
    expect(movementWords(placesOf('z', still), 3)).toBe('A not indexed yet');
    expect(movementWords(placesOf('z', answers), 3)).toBe('A, B not in the top 3 → C not retrieved');
  });
});
