import { describe, expect, it } from 'vitest';
import type { FamilyMember } from './family.ts';
import { groupFamily, regimePresets } from './family.ts';
import { measuredFigures } from './measured.ts';
import { readRegime, regimeLabel } from './regime.ts';

const encoder = (id: string, regime: string, architecture: string, dtype = 'int8'): FamilyMember => ({
  id,
  regime,
  architecture,
  dtype,
});
const BAGS = [
  encoder('bag-hybrid', 'hybrid', 'bag-of-subwords'),
  encoder('bag-mono', 'mono', 'bag-of-subwords'),
];
const SMALL = [
  encoder('small-hybrid', 'hybrid', 'transformer'),
  encoder('small-hybrid-q4', 'hybrid', 'transformer', 'q4'),
  encoder('small-zero-shot', 'zero-shot', 'transformer'),
  encoder('small-xy', 'x-y', 'transformer'),
  encoder('small-mono', 'x-x-mono', 'transformer'),
];

describe('readRegime', () => {
  it('takes the older word for monolingual batches, and knows no others', () => {
    expect(readRegime('mono')).toBe('x-x-mono');
    expect(readRegime('x-x-mono')).toBe('x-x-mono');
    expect(readRegime('curriculum')).toBeNull();
  });

  it('writes a word that it does not know as it stands', () => {
    expect(regimeLabel('hybrid')).toBe('hybrid batches');
    expect(regimeLabel('zero-shot')).toBe('English only');
    expect(regimeLabel('curriculum')).toBe('curriculum');
  });
});

describe('groupFamily', () => {
  it('groups by shape as the manifest first names them, and orders by regime with twins together', () => {
    const groups = groupFamily([...SMALL, ...BAGS, encoder('new', 'curriculum', 'transformer')]);
    expect(groups.map(({ encoders }) => encoders.map(({ id }) => id))).toEqual([
      ['small-zero-shot', 'small-mono', 'small-xy', 'small-hybrid', 'small-hybrid-q4', 'new'],
      ['bag-mono', 'bag-hybrid'],
    ]);
  });
});

describe('regimePresets', () => {
  const ids = (encoders: readonly FamilyMember[]): readonly (readonly string[])[] =>
    regimePresets(encoders).map((preset) => preset.encoders.map(({ id }) => id));
  const XY = encoder('bag-xy', 'x-y', 'bag-of-subwords');

  it('puts the shape that has most of the three regimes first', () => {
    expect(ids([...BAGS, ...SMALL])).toEqual([
      ['small-mono', 'small-xy', 'small-hybrid'],
      ['bag-mono', 'bag-hybrid'],
    ]);
    expect(regimePresets(BAGS).map(({ missing }) => missing)).toEqual([['x-y']]);
  });

  it('puts the bags first where both shapes have as many, wherever they stand in the manifest', () => {
    const both = [
      ['bag-mono', 'bag-xy', 'bag-hybrid'],
      ['small-mono', 'small-xy', 'small-hybrid'],
    ];
    expect(ids([...BAGS, XY, ...SMALL])).toEqual(both);
    expect(ids([...SMALL, XY, ...BAGS])).toEqual(both);
  });

  it('compares encoders of one dtype, wherever the twin stands in the manifest', () => {
    expect(ids([SMALL[1], SMALL[0], ...SMALL.slice(2)].filter((one) => one !== undefined))).toEqual([
      ['small-mono', 'small-xy', 'small-hybrid'],
    ]);
  });

  it('has nothing to compare with one regime', () => {
    expect(ids([BAGS[0], SMALL[1]].filter((one) => one !== undefined))).toEqual([]);
  });
});

describe('measuredFigures', () => {
  it('reads the four figures on XQuAD-R with sentences alone', () => {
    const row = (corpus: string, setting: string, measure: string, value: number) => ({
      corpus,
      setting,
      measure,
      value,
    });
    expect(
      measuredFigures({
        measured: [
          row('XQuAD-R with context', 'mono', 'mAP', 0.9),
          row('XQuAD-R', 'mono', 'R@10', 0.8),
          row('XQuAD-R', 'mono', 'mAP', 0.6),
          row('XQuAD-R', 'multi', 'RD', 6074),
        ],
      }),
    ).toEqual({ mono: 0.6, rankDistance: 6074 });
  });
});
