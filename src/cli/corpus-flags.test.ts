import { describe, expect, it } from 'vitest';
import type { FilePlan } from '../domain/corpus/read-plan.ts';
import type { CorpusFormat } from '../domain/corpus/types.ts';
import { readArguments } from './arguments.ts';
import { CORPUS_FLAGS, intakeOf, planChanges } from './corpus-flags.ts';

const args = (...given: readonly string[]) => readArguments(given, 'test', CORPUS_FLAGS);
const plan = (format: CorpusFormat, mode: 'given' | 'detect' = 'given'): FilePlan => ({
  format,
  language: { mode },
  columns: null,
  splitting: null,
});
const changed = (flags: readonly string[], file: string, from: FilePlan, passages = true): FilePlan =>
  planChanges(args(...flags))({ name: file, take: { passages, queries: true, generated: true } }, from);

describe('intakeOf', () => {
  it.each([
    [[], { mode: 'all' }],
    [['--first', '50'], { mode: 'first', n: 50 }],
    [['--range', '3:10'], { mode: 'range', from: 3, to: 10 }],
    [['--sample', '7'], { mode: 'sample', n: 7, seed: 1, perLanguage: false }],
    [
      ['--sample', '7', '--sample-seed', '9', '--sample-per-language'],
      { mode: 'sample', n: 7, seed: 9, perLanguage: true },
    ],
  ])('%j', (flags, passages) => {
    expect(intakeOf(args(...flags))).toEqual({ passages, keepRelevant: true });
  });

  it('does without relevant passages when told to', () => {
    expect(intakeOf(args('--first', '5', '--no-keep-relevant')).keepRelevant).toBe(false);
  });

  it.each([
    [['--first', '0'], /--first must be a whole number from 1/],
    [['--first', '3', '--sample', '3'], /exclude each other/],
    [['--range', '0:3'], /--range is A:B/],
    [['--range', '5:3'], /--range is A:B/],
    [['--range', '5'], /--range is A:B/],
    [['--sample-seed', '3'], /go with --sample/],
    [['--no-keep-relevant'], /goes with --first/],
  ])('refuses %j', (flags, message) => {
    expect(() => intakeOf(args(...flags))).toThrow(message);
  });
});

describe('planChanges', () => {
  it('changes the format of every file of passages, or of one', () => {
    expect(changed(['--format', 'collection'], 'a.tsv', plan('topics')).format).toBe('collection');
    expect(changed(['--format', 'collection'], 'a.qrels', plan('qrels'), false).format).toBe('qrels');
    const one = ['--format', 'b.tsv=collection'];
    expect(changed(one, 'a.tsv', plan('topics')).format).toBe('topics');
    expect(changed(one, 'folder/b.tsv', plan('topics')).format).toBe('collection');
  });

  it('declares a language where rows do not name one, or detects it', () => {
    const am = ['--language', 'amh'];
    const declared = { mode: 'declared', lang: 'am' };
    expect(changed(am, 'a', plan('docid-passages')).language).toEqual(declared);
    expect(changed(am, 'a', plan('jsonl', 'detect')).language).toEqual(declared);
    expect(changed(am, 'a', plan('jsonl')).language).toEqual({ mode: 'given' });
    expect(changed(am, 'a', plan('mkqa')).language).toEqual({ mode: 'given' });
    expect(changed(['--language', 'detect'], 'a', plan('xquad')).language).toEqual({ mode: 'detect' });
  });

  it('chooses columns of tables, and splits text', () => {
    const columns = ['--columns', 'id=doc id,text=body,query=question'];
    expect(changed(columns, 'a', plan('table')).columns).toMatchObject({
      id: 'doc id',
      text: 'body',
      query: 'question',
      title: null,
    });
    expect(changed(columns, 'a', plan('qrels')).columns).toBeNull();
    expect(changed(['--passage-characters', '400'], 'a', plan('text')).splitting).toEqual({
      characters: 400,
    });
  });

  it.each([
    [['--format', 'pdf'], /--format "pdf" is none of xquad, jsonl/],
    [['--language', 'tlh'], /no language code, nor "detect"/],
    [['--columns', 'body'], /--columns is ROLE=NAME/],
    [['--columns', 'body=text'], /--columns is ROLE=NAME/],
    [['--passage-characters', '3'], /--passage-characters/],
  ])('refuses %j', (flags, message) => {
    expect(() => planChanges(args(...flags))).toThrow(message);
  });
});
