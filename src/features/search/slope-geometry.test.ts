import { describe, expect, it } from 'vitest';
import type { Anchor } from './slope-geometry.ts';
import { slopes } from './slope-geometry.ts';

const anchor = (passageId: string, left: number, y: number, more: Partial<Anchor> = {}): Anchor => ({
  passageId,
  left,
  right: left + 100,
  y,
  gold: false,
  missed: false,
  ...more,
});

describe('slope lines', () => {
  it('join the same passage in neighbouring columns, edge to edge', () => {
    const lines = slopes([[anchor('p', 0, 10), anchor('q', 0, 50)], [anchor('p', 140, 90)]]);
    expect(lines).toEqual([
      { key: '0 p', passageId: 'p', path: 'M100 10C120 10 120 90 140 90', gold: false, missed: false },
    ]);
  });
  it('leave out columns that are not neighbours', () => {
    expect(slopes([[anchor('p', 0, 10)], [], [anchor('p', 280, 10)]])).toEqual([]);
  });
  it('know gold, and which end is at the foot', () => {
    const [line] = slopes([
      [anchor('p', 0, 10, { gold: true })],
      [anchor('p', 140, 900, { gold: true, missed: true })],
    ]);
    expect(line).toMatchObject({ gold: true, missed: true });
  });
  it('draw nothing for a single column', () => {
    expect(slopes([[anchor('p', 0, 10)]])).toEqual([]);
  });
});
