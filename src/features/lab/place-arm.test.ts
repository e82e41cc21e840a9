import { describe, expect, it } from 'vitest';
import { putBeside, standing } from './place-arm.ts';

const arms = (...ids: string[]) => ids.map((id) => ({ id, device: 'auto' as const }));

describe('an arm beside the others', () => {
  it('comes last where there is room', () => {
    expect(putBeside(arms('a'), 'lab:1', null)).toEqual(arms('a', 'lab:1'));
  });
  it('a fifth asks for a place', () => {
    const four = arms('a', 'b', 'c', 'd');
    expect(standing(four, 'lab:1')).toEqual({ kind: 'full' });
    expect(putBeside(four, 'lab:1', null)).toBe(four);
    expect(putBeside(four, 'lab:1', 1)).toEqual(arms('a', 'lab:1', 'c', 'd'));
  });
  it('does not stand twice', () => {
    const both = arms('a', 'lab:1');
    expect(standing(both, 'lab:1')).toEqual({ kind: 'stands', place: 1 });
    expect(putBeside(both, 'lab:1', 0)).toBe(both);
  });
});
