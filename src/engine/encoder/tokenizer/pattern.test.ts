import { describe, expect, it } from 'vitest';
import { createPattern, regexMatches } from './pattern.ts';

const parts = (source: string, text: string): string[] =>
  regexMatches(source)(text).map(([start, end]) => text.slice(start, end));

describe('regexMatches', () => {
  it('reads \\G as the end of the match before', () => {
    expect(parts(String.raw`\G[ab]`, 'aab cab')).toEqual(['a', 'a', 'b']);
    expect(parts(String.raw`\Gc`, 'abc')).toEqual([]);
    expect(() => regexMatches(String.raw`a\Gb`)).toThrow(/uses \\G elsewhere/);
    // An escaped backslash and a G.
    expect(parts(String.raw`\\G`, String.raw`a\Gb`)).toEqual([String.raw`\G`]);
  });

  it('folds case as Unicode does: ſ is an s, and the Kelvin sign a k', () => {
    expect(parts(String.raw`(?i:'s|k)`, "'ſ 'S \u212A K")).toEqual(["'ſ", "'S", '\u212A', 'K']);
  });

  it('counts as a space what Unicode does, and steps over matches of nothing', () => {
    expect(parts(String.raw`\s`, 'a\u0085b\uFEFFc\u3000')).toEqual(['\u0085', '\u3000']);
    expect(regexMatches('x*')('𠀀x')).toEqual([
      [0, 0],
      [2, 3],
      [3, 3],
    ]);
  });

  it('names a pattern that JavaScript cannot hold', () => {
    expect(() => regexMatches('(?i)a')).toThrow(/\(\?i\)a cannot be put into JavaScript/);
    expect(() => createPattern({})).toThrow(/pattern/);
  });
});
