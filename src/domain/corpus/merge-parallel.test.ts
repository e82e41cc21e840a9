import { describe, expect, it } from 'vitest';
import { mergeFiles } from './merge-files.ts';
import { parseJsonl } from './parse-jsonl.ts';

const file = (name: string, ...rows: readonly object[]) =>
  parseJsonl(name, rows.map((row) => JSON.stringify(row)).join('\n'));
const passage = (id: string, text = 'x') => ({ id, lang: 'en', text });
const query = (id: string, relevant: readonly string[], group?: string) => ({
  ...passage(id, `${id}?`),
  relevant,
  ...(group === undefined ? {} : { group }),
});

describe('mergeFiles', () => {
  it('counts passages that come again word for word in one row of the report', () => {
    const merged = mergeFiles('c', [
      file('a', passage('1'), passage('2'), passage('3')),
      file('b', passage('1'), passage('2'), passage('3', 'another'), passage('4')),
    ]);
    expect(merged.corpus.passages.map(({ id }) => id)).toEqual(['1', '2', '3', '4']);
    expect(merged.skipped).toEqual([
      {
        file: 'b',
        where: 'line 3',
        reason: 'The passage id “3” is taken already (a, line 3); the first is kept.',
      },
      {
        file: 'b',
        where: 'line 1',
        reason:
          '2 passages repeat an earlier one of the same id and text (the first is named here); each is kept once.',
      },
    ]);
  });

  it('joins the judgements of a question that another file asks of other passages', () => {
    const merged = mergeFiles('c', [
      file('a', passage('1'), passage('2'), query('q', ['1'], 'g')),
      file('b', query('q', ['2'], 'g')),
    ]);
    expect(merged.corpus.queries).toMatchObject([{ id: 'q', relevant: ['1', '2'] }]);
    expect(merged.skipped).toEqual([]);
  });

  it('does not join questions of one file, of no group, or with other words', () => {
    const merged = mergeFiles('c', [
      file(
        'a',
        passage('1'),
        passage('2'),
        query('q', ['1'], 'g'),
        query('q', ['2'], 'g'),
        query('r', ['1']),
      ),
      file('b', query('r', ['2']), { ...query('q', ['2'], 'g'), text: 'other words' }),
    ]);
    expect(merged.corpus.queries.map(({ relevant }) => relevant)).toEqual([['1'], ['1']]);
    expect(merged.skipped.map(({ file: name, where }) => [name, where])).toEqual([
      ['a', 'line 4'],
      ['b', 'line 1'],
      ['b', 'line 2'],
    ]);
  });

  it('counts what belongs to passages that were not chosen, and lists what belongs to none', () => {
    const merged = mergeFiles(
      'c',
      [
        file(
          'a',
          passage('1'),
          query('some', ['1', 'left']),
          query('none', ['left']),
          query('lost', ['gone', 'left']),
          { docid: 'left', generated_queries: { am: ['?'] } },
          { group: 'left', generated_queries: { am: ['?'] } },
          { docid: 'gone', generated_queries: { am: ['?'] } },
        ),
      ],
      { ids: new Set(['left']), groups: new Set(['left']) },
    );
    expect(merged.corpus.queries).toMatchObject([{ id: 'some', relevant: ['1'] }]);
    expect(merged.notes).toEqual([
      [
        'Left out, since no passage that is relevant to them is among those chosen: 1 query.',
        'Left out, since their passages are not among those chosen: 2 rows of generated queries.',
      ],
    ]);
    expect(merged.skipped.map(({ where, reason }) => `${where}: ${reason}`)).toEqual([
      'line 4: Query “lost” is judged relevant to “gone”, not in the corpus; it has no other judgement and was left out.',
      'line 7: Its queries belong to passage “gone”, which is not in the corpus.',
    ]);
  });
});
