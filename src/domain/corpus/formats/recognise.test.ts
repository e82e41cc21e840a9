import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonl } from '../../../testing/read-format.ts';
import { recogniseJson } from './recognise-json.ts';
import { recogniseLines } from './recognise-lines.ts';
import { sampleRows } from './sample-rows.ts';

const json = (name: string, ...rows: readonly unknown[]) =>
  recogniseJson({ name, text: jsonl(rows), whole: true });
const lines = (name: string, ...rows: readonly string[]) =>
  recogniseLines({ name, text: rows.join('\n'), whole: true });
const LONG = 'A passage of some hundred characters, which no query is as long as. '.repeat(3);

describe('recogniseJson', () => {
  it.each([
    ['xquad', recogniseJson({ name: 'a', text: '{"data": [', whole: false })],
    ['xquad', recogniseJson({ name: 'a', text: '[{"title":"T","paragraphs":[{"context":"x', whole: false })],
    ['belebele', json('a', { link: 'l', question: 'q', flores_passage: 'x', dialect: 'amh_Ethi' })],
    ['mkqa', json('a', { query: 'q', answers: {}, queries: { am: 'x' }, example_id: 1 })],
    ['mkqa', json('mkqa-am.jsonl', { id: '1_am', lang: 'am', question: 'x', answers: [] })],
    [
      'query-passages',
      json('a', { query_id: '1', query: 'q', positive_passages: [], negative_passages: [] }),
    ],
    ['qrels', json('a', { 'query-id': '1', 'corpus-id': '2', score: 1 })],
    ['generated-queries', json('a', { docid: '1', title: 't', text: 'x', generated_queries: {} })],
    ['generated-queries', json('a', { docid: '1', lang: 'am', query: 'x' })],
    ['docid-passages', json('a', { docid: '1', title: 't', text: 'x' })],
    ['docid-passages', json('a', { id: '1', contents: 'x' })],
    ['jsonl', json('a', { id: '1', lang: 'am', text: 'x' })],
    ['jsonl', json('a', { id: '1', lang: 'am', text: 'x', relevant: [] })],
    ['docid-passages', recogniseJson({ name: 'a', text: '[{"docid":"1","text":"x"},\n{"doc', whole: false })],
  ] as const)('%s', (format, found) => {
    expect(found).toMatchObject({ format, sure: true });
  });

  it('tells BEIR’s passages from its queries by the title or the name, and asks otherwise', () => {
    expect(json('a', { _id: '1', title: '', text: 'x' })).toMatchObject({
      format: 'beir-passages',
      sure: true,
    });
    expect(json('corpus.jsonl', { _id: '1', text: 'x' })).toMatchObject({
      format: 'beir-passages',
      sure: true,
    });
    expect(json('queries.jsonl', { _id: '1', text: 'x' })).toMatchObject({
      format: 'beir-queries',
      sure: true,
    });
    expect(json('a.jsonl', { _id: '1', text: 'x' })).toMatchObject({
      format: 'beir-queries',
      sure: false,
      alternatives: ['beir-passages'],
    });
  });

  it('knows a row that is longer than the sample by its first keys', () => {
    const row = `{"query_id":"1","query":"\\"a\\": {","positive_passages":[{"docid":"d","text":"${'x'.repeat(500)}`;
    expect(recogniseJson({ name: 'a', text: row, whole: false })).toMatchObject({ format: 'query-passages' });
  });

  it.each(['', 'plain text\n{ with a brace\nin a line', '[a link](http://x)\n\ntext', '<tmx>', 'id\ttext'])(
    'leaves %j to others',
    (text) => {
      expect(recogniseJson({ name: 'a', text, whole: true })).toBeNull();
    },
  );

  it('takes any text without throwing', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json().map((value) => value.slice(0, 40)),
    );
    fc.assert(
      fc.property(text, fc.boolean(), (head, whole) => {
        recogniseJson({ name: 'a', text: head, whole });
        recogniseLines({ name: 'a', text: head, whole });
        sampleRows({ text: head, whole });
      }),
      { numRuns: 1000 },
    );
  });
});

describe('recogniseLines', () => {
  it.each([
    ['qrels', true, lines('a', 'query-id\tcorpus-id\tscore', 'q1\td1\t1')],
    ['qrels', true, lines('a', '1048585\t0\t7187158\t1', '2\t0\t3\t1')],
    ['qrels', true, lines('a', '3#1 Q0 am#7 0')],
    ['qrels', false, lines('a', 'q1\td1\t1', 'q2\td1\t0')],
    ['run', true, lines('a', 'q1 Q0 d1 1 12.5 bm25')],
    ['dpr', true, lines('a', 'id\ttext\ttitle', '1\t"x"\tX')],
    ['dpr', false, lines('a', `1\t${LONG}\tAaron`, `2\t${LONG}\tAaron`)],
    ['collection', true, lines('collection.tsv', `0\t${LONG}`)],
    ['topics', true, lines('queries.dev.tsv', '121352\tdefine extreme', '634306\twhat is tea')],
    ['topics', true, lines('topics.miracl-v1.0-am-dev.tsv', '3#0\tሻይ ምንድን ነው')],
    ['topics', false, lines('a.tsv', '1\twhat is tea', '2\twhat is coffee')],
    ['collection', false, lines('a.tsv', `1\t${LONG}`, `2\t${LONG}`)],
  ] as const)('%s, sure: %s', (format, sure, found) => {
    expect(found).toMatchObject({ format, sure });
  });

  it.each([
    ['a table with a header', lines('a.tsv', 'id\ttext', '1\tx')],
    ['MS MARCO’s triples of ids', lines('a.tsv', '1\t200\t30000', '2\t3000\t400')],
    ['parallel sentences', lines('a.tsv', 'Good day\tGuten Tag', 'Good night\tGute Nacht')],
    ['ids that come again', lines('a.tsv', 'a\tx', 'a\ty', 'a\tz')],
    ['prose', lines('a.txt', 'Some words.', 'More words.')],
    ['nothing', lines('a.txt', '')],
  ])('leaves %s to others', (_, found) => {
    expect(found).toBeNull();
  });
});
