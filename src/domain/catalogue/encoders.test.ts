import { describe, expect, it } from 'vitest';
import { ENCODER_CATALOGUE, NOT_TRIED } from './encoders.ts';
import type { Sourced } from './types.ts';

describe('ENCODER_CATALOGUE', () => {
  it('names every entry once, and no repository twice', () => {
    for (const key of ['id', 'name', 'repo'] as const) {
      const values = ENCODER_CATALOGUE.map((entry) => entry[key]);
      expect(new Set(values).size, key).toBe(values.length);
    }
  });

  it.each(ENCODER_CATALOGUE)('says where every fact of $id was read, and leaves nothing empty', (entry) => {
    const { parameters, dimensions, maxTokens, languages, licence, sizes, prefixes, accept } = entry;
    expect(entry.id).toMatch(/^[a-z0-9-]+$/);
    for (const repo of [entry.repo, entry.queryRepo ?? entry.repo])
      expect(repo).toMatch(/^[\w.-]+\/[\w.-]+$/);
    for (const text of [entry.name, entry.summary, ...entry.notes]) expect(text.trim()).not.toBe('');
    const facts: readonly (Sourced<unknown> | null)[] = [
      parameters,
      dimensions,
      maxTokens,
      languages,
      licence,
      sizes,
      prefixes,
      accept,
    ];
    for (const fact of facts) {
      if (fact === null) continue;
      expect(new URL(fact.source).protocol).toBe('https:');
      expect(fact.read).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
    for (const number of [parameters, dimensions, maxTokens, ...Object.values(sizes?.value ?? {})]) {
      const value = typeof number === 'number' ? number : (number?.value ?? 1);
      expect(Number.isInteger(value)).toBe(true);
      expect(value).toBeGreaterThan(0);
    }
    for (const text of [languages, licence, accept])
      if (text !== null) expect(text.value.trim()).not.toBe('');
    if (sizes !== null) expect(Object.keys(sizes.value).length).toBeGreaterThan(0);
  });

  it('marks what was not tried', () => {
    for (const { notes } of ENCODER_CATALOGUE) expect(notes).toContain(NOT_TRIED);
  });

  it('holds the pair of separate encoders as a pair', () => {
    expect(ENCODER_CATALOGUE.filter(({ queryRepo }) => queryRepo !== null).map(({ id }) => id)).toEqual([
      'mdpr-nq',
    ]);
  });
});
