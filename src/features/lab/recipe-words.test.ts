import { describe, expect, it } from 'vitest';
import { defaultRecipe } from '../../domain/lab/default-recipes.ts';
import { fitRecipe, withoutAlignment } from './draft-recipes.ts';
import { fullWords, shortWords, suggestName } from './recipe-words.ts';

describe('recipes in words', () => {
  it('name what sets them apart', () => {
    expect(shortWords(defaultRecipe('hybrid'))).toBe('batches α 0.5');
    expect(shortWords({ ...defaultRecipe('hybrid'), alpha: 1, languages: ['am', 'en'] })).toBe(
      'batches α 1 in am, en',
    );
    expect(shortWords({ ...defaultRecipe('self-train'), label: 'answer', rounds: 1 })).toBe('mined, 1 round');
    expect(shortWords({ kind: 'subspace', components: 2 })).toBe('without 2 directions');
  });
  it('give every setting where there is room', () => {
    expect(fullWords({ kind: 'centre' })).toBe('Centring');
    expect(fullWords({ ...defaultRecipe('hybrid'), alpha: 0.3 })).toMatch(
      /^Batch strategies · α 0\.3 · all languages · full matrix · \d+ epochs · batch \d+/,
    );
  });
  it('a name fits into an arm’s file', () => {
    expect(suggestName('Bag hybrid', { kind: 'centre' })).toBe('Bag hybrid + centred');
    expect(suggestName('x'.repeat(200), { kind: 'centre' })).toHaveLength(120);
  });
});

describe('recipes and the shard', () => {
  const shard = { languages: ['am', 'km'], answers: false };
  it('languages that the shard lacks give way', () => {
    expect(fitRecipe(defaultRecipe('distil'), shard).teacher).toBe('am');
    expect(fitRecipe({ kind: 'shift', pivot: 'km' }, shard).pivot).toBe('km');
    expect(fitRecipe({ ...defaultRecipe('hybrid'), languages: ['en', 'km'] }, shard).languages).toEqual([
      'km',
    ]);
  });
  it('without answers there is nothing to mine', () => {
    const mining = { ...defaultRecipe('self-train'), label: 'answer' as const, depth: 20 };
    expect(fitRecipe(mining, shard).label).toBe('top');
    expect(fitRecipe(mining, { ...shard, answers: true })).toEqual(mining);
  });
  it('the comparison differs in the alignment alone', () => {
    const { alpha, languages, training } = defaultRecipe('align');
    expect(withoutAlignment(defaultRecipe('align'))).toEqual({ kind: 'hybrid', alpha, languages, training });
  });
});
