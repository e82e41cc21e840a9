import { expect, it } from 'vitest';
import { prefixIds } from './prefix-ids.ts';
import type { RowSink } from './row-sink.ts';

it('puts the prefix before every id, and before nothing else', () => {
  const given: unknown[] = [];
  const keep = (...args: readonly unknown[]): void => {
    given.push(args[0]);
  };
  const sink: RowSink = {
    passage: keep,
    query: keep,
    generated: keep,
    judgement: keep,
    run: keep,
    skip: keep,
    note: keep,
  };
  const prefixed = prefixIds('sw:', sink);
  prefixed.passage({ id: '7#0', lang: 'sw', text: '7#0', group: 'g' }, '');
  prefixed.query({ id: '1', lang: 'sw', text: '1', relevant: ['7#0'], rejected: ['7#1'] }, '');
  prefixed.query({ id: '2', lang: 'sw', text: '2', relevant: [] }, '');
  prefixed.generated({ docid: '7#0', queries: {} }, '');
  prefixed.generated({ group: 'g', queries: {} }, '');
  prefixed.judgement({ query: '1', docno: '7#0', level: 1 });
  prefixed.note('7#0');
  expect(given).toEqual([
    { id: 'sw:7#0', lang: 'sw', text: '7#0', group: 'g' },
    { id: 'sw:1', lang: 'sw', text: '1', relevant: ['sw:7#0'], rejected: ['sw:7#1'] },
    { id: 'sw:2', lang: 'sw', text: '2', relevant: [] },
    { docid: 'sw:7#0', queries: {} },
    { group: 'g', queries: {} },
    { query: 'sw:1', docno: 'sw:7#0', level: 1 },
    '7#0',
  ]);
});
