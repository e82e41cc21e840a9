import { describe, expect, it } from 'vitest';
import { sequenceSeed } from './sequence-seed.ts';

const KEY = { seed: 1, passage: 'p1', language: 'am', index: 0 };

describe('sequenceSeed', () => {
  it('stays what it is: results that were kept depend on it', () => {
    // Computed apart, over the bytes of the key in UTF-16LE.
    const seeds = [KEY, { ...KEY, index: 1 }, { ...KEY, passage: 'ከተማ' }].map(sequenceSeed);
    expect(seeds).toEqual([2652400711, 1555936277, 1032619228]);
  });

  it('differs in every part of the key, and does not run parts together', () => {
    const keys = [
      KEY,
      { ...KEY, seed: 2 },
      { ...KEY, passage: 'p2' },
      { ...KEY, language: 'km' },
      { ...KEY, index: 1 },
      { ...KEY, seed: 11, passage: 'p' },
      { ...KEY, passage: 'p', language: '1am' },
      { ...KEY, passage: 'p1a', language: 'm' },
    ];
    expect(new Set(keys.map(sequenceSeed)).size).toBe(keys.length);
  });

  it('spreads: of 20,000 neighbouring keys hardly any two meet, and every bit is set in half of them', () => {
    const seeds = Array.from({ length: 20_000 }, (_, i) =>
      sequenceSeed({ seed: 7, passage: `passage-${String(i >> 2)}`, language: 'en', index: i & 3 }),
    );
    // 0.05 meetings are to be expected.
    expect(new Set(seeds).size).toBeGreaterThan(19_997);
    for (let bit = 0; bit < 32; bit += 1) {
      const set = seeds.filter((seed) => (seed >>> bit) & 1).length;
      expect(Math.abs(set - 10_000)).toBeLessThan(400);
    }
  });
});
