import { describe, expect, it } from 'vitest';
import type { QueryForm } from './query-form.ts';
import { formQuery } from './query-form.ts';

const NILE = { id: 'q1', text: 'Where is the Nile?', lang: 'en' };
const expand = (mode: 'document' | 'mean' | 'concatenate', texts: Record<string, string[]>): QueryForm => ({
  kind: 'expand',
  mode,
  texts,
});

describe('the language tag', () => {
  it('stands behind the query, with a space', () => {
    expect(formQuery({ kind: 'tag', language: 'am' }, NILE)).toEqual([
      { text: 'Where is the Nile? [am]', side: 'query' },
    ]);
    expect(formQuery({ kind: 'tag', language: 'own' }, NILE)).toEqual([
      { text: 'Where is the Nile? [en]', side: 'query' },
    ]);
  });

  it('is left out where the query’s own language is unknown, and kept where one is chosen', () => {
    const free = { id: null, text: 'Nile', lang: null };
    expect(formQuery({ kind: 'tag', language: 'own' }, free)).toEqual([{ text: 'Nile', side: 'query' }]);
    expect(formQuery({ kind: 'tag', language: 'km' }, free)).toEqual([{ text: 'Nile [km]', side: 'query' }]);
  });
});

describe('expansions', () => {
  const texts = { q1: ['The Nile flows north.', 'It ends in Egypt.'], q2: ['', ' '] };

  it('take the query’s place, stand beside it, or become one text with it', () => {
    const documents = [
      { text: 'The Nile flows north.', side: 'passage' },
      { text: 'It ends in Egypt.', side: 'passage' },
    ];
    expect(formQuery(expand('document', texts), NILE)).toEqual(documents);
    expect(formQuery(expand('mean', texts), NILE)).toEqual([
      { text: NILE.text, side: 'query' },
      ...documents,
    ]);
    expect(formQuery(expand('concatenate', texts), NILE)).toEqual([
      { text: 'Where is the Nile? The Nile flows north. It ends in Egypt.', side: 'query' },
    ]);
  });

  it.each(['document', 'mean', 'concatenate'] as const)(
    'leave queries alone that have none (%s): unknown, blank, without an id, or named like a method',
    (mode) => {
      for (const id of ['q2', 'q9', null, 'constructor', '__proto__']) {
        expect(formQuery(expand(mode, texts), { ...NILE, id })).toEqual([{ text: NILE.text, side: 'query' }]);
      }
    },
  );
});
