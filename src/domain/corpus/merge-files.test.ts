import { describe, expect, it } from 'vitest';
import { mergeFiles } from './merge-files.ts';
import { parseJsonl } from './parse-jsonl.ts';

const file = (name: string, ...rows: readonly object[]) =>
  parseJsonl(name, rows.map((row) => JSON.stringify(row)).join('\n'));
const passage = (id: string, text = 'x') => ({ id, lang: 'en', text });

describe('mergeFiles', () => {
  it('keeps the first of two rows with one id, and names both places', () => {
    const merged = mergeFiles('c', [
      file('a.jsonl', passage('1', 'first')),
      file('b.jsonl', passage('2'), passage('1', 'second')),
    ]);
    expect(merged.corpus.passages.map(({ id, text }) => [id, text])).toEqual([
      ['1', 'first'],
      ['2', 'x'],
    ]);
    expect(merged.skipped).toEqual([
      {
        file: 'b.jsonl',
        where: 'line 2',
        reason: 'The passage id “1” is taken already (a.jsonl, line 1); the first is kept.',
      },
    ]);
    expect(merged.kept.map(({ passages }) => passages)).toEqual([1, 1]);
  });

  it('lets a query have a passage’s id', () => {
    const merged = mergeFiles('c', [file('a', passage('1'), { ...passage('1'), relevant: ['1'] })]);
    expect(merged.corpus.queries).toHaveLength(1);
    expect(merged.skipped).toEqual([]);
  });

  it('drops judgements that name no passage, and queries that have no other', () => {
    const query = (id: string, relevant: readonly string[]) => ({ ...passage(id), relevant });
    const merged = mergeFiles('c', [
      file(
        'q',
        query('some', ['1', 'gone']),
        query('none', ['gone']),
        query('never', []),
        query('all', ['2']),
      ),
      file('p', passage('1'), passage('2')),
    ]);
    expect(merged.corpus.queries.map(({ id, relevant }) => [id, relevant])).toEqual([
      ['some', ['1']],
      ['all', ['2']],
    ]);
    expect(merged.skipped.map(({ file: name, where, reason }) => `${name}, ${where}: ${reason}`)).toEqual([
      'q, line 1: Query “some” is judged relevant to “gone”, not in the corpus; its other judgements were kept.',
      'q, line 2: Query “none” is judged relevant to “gone”, not in the corpus; it has no other judgement and was left out.',
      'q, line 3: Query “never” names no relevant passage, so it cannot be scored; it was left out.',
    ]);
    expect(merged.kept[0]?.queries).toBe(2);
  });

  it('joins generated queries of one passage from several files, without repeats', () => {
    const merged = mergeFiles('c', [
      file('p', passage('1'), { ...passage('2'), group: 'g' }),
      file('ar', { docid: '1', generated_queries: { ar: ['a', 'b'] } }),
      file(
        'ru',
        { docid: '1', generated_queries: { ru: ['r'], ar: ['b', 'c'] } },
        { group: 'g', generated_queries: { ru: ['s'] } },
      ),
      file(
        'lost',
        { docid: '9', generated_queries: { ru: ['r'] } },
        { group: 'h', generated_queries: { ru: ['r'] } },
      ),
    ]);
    expect(merged.corpus.generated).toEqual([
      { docid: '1', queries: { ar: ['a', 'b', 'c'], ru: ['r'] } },
      { group: 'g', queries: { ru: ['s'] } },
    ]);
    expect(merged.skipped.map(({ reason }) => reason)).toEqual([
      'Its queries belong to passage “9”, which is not in the corpus.',
      'Its queries belong to group “h”, which is not in the corpus.',
    ]);
  });
});
