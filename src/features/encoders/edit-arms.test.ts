import { describe, expect, it } from 'vitest';
import type { ArmSpec } from '../../client/view-state.ts';
import { addArm, moveArm, placeArm, removeArm } from './edit-arms.ts';

const arms = (...ids: string[]): ArmSpec[] => ids.map((id) => ({ id, device: 'auto' }));

describe('the list of arms', () => {
  it('takes four, the same encoder twice if need be', () => {
    expect(addArm(arms('a', 'b'), 'a')).toEqual(arms('a', 'b', 'a'));
    const full = arms('a', 'b', 'c', 'd');
    expect(addArm(full, 'e')).toBe(full);
  });
  it('keeps its last one', () => {
    const last = arms('a');
    expect(removeArm(last, 0)).toBe(last);
    expect(removeArm(arms('a', 'b', 'c'), 1)).toEqual(arms('a', 'c'));
  });
  it('swaps neighbours and stops at the ends', () => {
    const three = arms('a', 'b', 'c');
    expect(moveArm(three, 1, 1)).toEqual(arms('a', 'c', 'b'));
    expect(moveArm(three, 1, -1)).toEqual(arms('b', 'a', 'c'));
    expect(moveArm(three, 0, -1)).toBe(three);
    expect(moveArm(three, 2, 1)).toBe(three);
  });
  it('changes the device of one place only', () => {
    expect(placeArm(arms('a', 'a'), 1, 'webgpu')).toEqual([
      { id: 'a', device: 'auto' },
      { id: 'a', device: 'webgpu' },
    ]);
  });
});
