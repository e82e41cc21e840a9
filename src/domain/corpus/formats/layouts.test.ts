import { describe, expect, it } from 'vitest';
import { jsonl, readFormat } from '../../../testing/read-format.ts';
import { mergeFiles } from '../merge-files.ts';
import { selectShard } from '../select-shard.ts';
import { createBeirPassages, createBeirQueries, createDocidPassages, createQueryPassages } from './beir.ts';
import { createBelebele } from './belebele.ts';
import { createDprReader } from './dpr.ts';
import { createMkqa } from './mkqa.ts';
import { createQrelsReader } from './qrels.ts';

const ALL = { queryLanguages: [], passageLanguages: [], rows: { mode: 'all' } } as const;

describe('BEIR', () => {
  const passages = readFormat(
    { format: 'beir-passages', rows: createBeirPassages },
    jsonl([
      { _id: 'd1', title: 'Tea', text: 'It is green.', metadata: { url: 'x' } },
      { _id: 'd2', title: 'A title alone', text: '' },
      { _id: 'd3', title: '', text: 'A text alone' },
      { _id: 'd4', title: '', text: '' },
    ]),
  );

  it('searches title and text, and takes a title alone for the text', () => {
    expect(passages.passages.map(({ record }) => record)).toEqual([
      { id: 'd1', lang: 'am', title: 'Tea', text: 'It is green.' },
      { id: 'd2', lang: 'am', text: 'A title alone' },
      { id: 'd3', lang: 'am', text: 'A text alone' },
    ]);
    expect(passages.skipped).toEqual([{ file: 'f', where: 'line 4', reason: '"text" is empty.' }]);
  });

  it('joins the judgements of several files; a query that none judges is counted and no fault', () => {
    const queries = readFormat(
      { format: 'beir-queries', rows: createBeirQueries },
      jsonl([
        { _id: 'q1', text: 'one?' },
        { _id: 'q2', text: 'two?' },
        { query_id: 3, query: 'three?' },
      ]),
    );
    const header = 'query-id\tcorpus-id\tscore\n';
    const train = readFormat(
      { format: 'qrels', lines: createQrelsReader },
      `${header}q1\td1\t1\nq1\td3\t0\n`,
    );
    const test = readFormat({ format: 'qrels', lines: createQrelsReader }, `${header}q2\td2\t2\nq1\td3\t1\n`);
    const merged = mergeFiles('beir', [passages, queries, train, test]);
    expect(merged.corpus.queries.map(({ id, relevant, rejected }) => [id, relevant, rejected])).toEqual([
      ['q1', ['d1', 'd3'], []],
      ['q2', ['d2'], []],
    ]);
    expect(merged.skipped).toEqual([]);
    expect(merged.notes[1]).toEqual([
      'Left out, since no file judges them and they cannot be scored: 1 query.',
    ]);
  });
});

describe('MIRACL, Mr.TyDi, MLDR and Pyserini', () => {
  it('reads docid, and contents with a title line', () => {
    const { passages } = readFormat(
      { format: 'docid-passages', rows: createDocidPassages },
      jsonl([
        { docid: '7#0', title: 'ሻይ', text: 'ሻይ መጠጥ ነው።' },
        { docid: '7#1', text: 'ያለ ርዕስ' },
        { id: 'p1', contents: 'Anarchism\n\nAnarchism is a philosophy.' },
        { id: 'p2', contents: '"Aaron"\nAaron is a prophet.' },
        { id: 'p3', contents: 'One line of a passage' },
      ]),
    );
    expect(passages.map(({ record: { id, title, text } }) => [id, title, text])).toEqual([
      ['7#0', 'ሻይ', 'ሻይ መጠጥ ነው።'],
      ['7#1', undefined, 'ያለ ርዕስ'],
      ['p1', 'Anarchism', 'Anarchism is a philosophy.'],
      ['p2', 'Aaron', 'Aaron is a prophet.'],
      ['p3', undefined, 'One line of a passage'],
    ]);
  });

  it('judges the passages that come with a query', () => {
    const parsed = readFormat(
      { format: 'query-passages', rows: createQueryPassages },
      jsonl([
        {
          query_id: 1,
          query: 'what is tea?',
          positive_passages: [{ docid: 'a', title: 'Tea', text: 'A drink.' }],
          negative_passages: [{ docid: 'b', text: 'A tree.' }, { docid: 'c' }],
        },
        { query_id: 2, query: 'what grows?', positive_passages: [{ docid: 'b', text: 'A tree.' }] },
      ]),
    );
    expect(parsed.passages.map(({ record }) => record.id)).toEqual(['a', 'b']);
    expect(parsed.queries.map(({ record: { id, relevant, rejected } }) => [id, relevant, rejected])).toEqual([
      ['1', ['a'], ['b']],
      ['2', ['b'], undefined],
    ]);
    expect(parsed.skipped).toEqual([
      { file: 'f', where: 'line 1, negative_passages[1]', reason: '"text" is missing.' },
    ]);
    expect(parsed.notes).toEqual(['Negative passages count as judged and not relevant.']);
  });
});

describe('DPR', () => {
  it('takes texts out of their quotes, with a header or without', () => {
    const line = '1\t"Aaron ( or ; ""the messenger"") is a prophet."\tAaron';
    for (const text of [`id\ttext\ttitle\n${line}\n`, `${line}\r\n`]) {
      const { passages } = readFormat({ format: 'dpr', lines: createDprReader }, text.replace('\r', ''));
      expect(passages.map(({ record }) => record)).toEqual([
        { id: '1', lang: 'am', title: 'Aaron', text: 'Aaron ( or ; "the messenger") is a prophet.' },
      ]);
    }
  });
});

describe('Belebele', () => {
  const row = (dialect: string, link: string, number: number, passage: string) => ({
    link,
    question_number: number,
    flores_passage: passage,
    question: `${String(number)}?`,
    mc_answer1: 'one',
    mc_answer2: 'two',
    mc_answer3: 'three',
    mc_answer4: 'four',
    correct_answer_num: '2',
    dialect,
    ds: '2023-05-03',
  });
  const read = (...rows: readonly unknown[]) =>
    readFormat({ format: 'belebele', rows: createBelebele }, jsonl(rows));

  it('gives a passage once, and joins passages and questions over languages', () => {
    const am = read(row('amh_Ethi', 'w/1', 1, 'ሀ'), row('amh_Ethi', 'w/1', 2, 'ሀ'));
    const zh = read(row('zho_Hans', 'w/1', 1, '一'), row('zho_Hant', 'w/1', 1, '壹'));
    const { corpus } = mergeFiles('b', [am, zh]);
    expect(corpus.passages.map(({ id, lang, group }) => [id, lang, group])).toEqual([
      ['amh_Ethi:w/1', 'am', 'w/1'],
      ['zho_Hans:w/1', 'zh', 'w/1'],
      ['zho_Hant:w/1', 'zh', 'w/1'],
    ]);
    expect(corpus.queries.map(({ id, answers }) => [id, answers])).toEqual([
      ['amh_Ethi:w/1#1', ['two']],
      ['amh_Ethi:w/1#2', ['two']],
      ['zho_Hans:w/1#1', ['two']],
      ['zho_Hant:w/1#1', ['two']],
    ]);
    const shard = selectShard(corpus, ALL);
    expect(shard.queries.map(({ relevantRows }) => relevantRows.length)).toEqual([3, 1, 3, 3]);
  });

  it('tells passages of one page apart by their order, and keeps a code that has no name here', () => {
    const { passages, skipped } = read(
      row('kac_Latn', 'w/1', 1, 'first'),
      row('kac_Latn', 'w/1', 1, 'second'),
      row('Jingpho', 'w/2', 1, 'x'),
    );
    expect(passages.map(({ record: { id, lang } }) => [id, lang])).toEqual([
      ['kac_Latn:w/1', 'kac'],
      ['kac_Latn:w/1~2', 'kac'],
    ]);
    expect(skipped.map(({ reason }) => reason)).toEqual([
      'The dialect “Jingpho” is not a code such as amh_Ethi.',
    ]);
  });
});

describe('MKQA', () => {
  const rows = { format: 'mkqa', rows: createMkqa } as const;

  it('makes translations relevant to each other, and a question not to itself', () => {
    const parsed = readFormat(
      rows,
      '{"query":"who?","answers":{"en":[{"type":"entity","text":"Bo","aliases":["Bob"]}],"am":[{"text":null}]},' +
        '"queries":{"am":"ማን?","zh_cn":"谁?","zh_tw":"誰?","da":null,"tlh":"nuq"},"example_id":563260143484355911}',
    );
    expect(parsed.queries.map(({ record: { id, lang, answers } }) => [id, lang, answers])).toEqual([
      ['en:563260143484355911', 'en', ['Bo', 'Bob']],
      ['am:563260143484355911', 'am', undefined],
      ['zh_cn:563260143484355911', 'zh', undefined],
      ['zh_tw:563260143484355911', 'zh', undefined],
    ]);
    expect(parsed.skipped.map(({ reason }) => reason)).toEqual([
      '“tlh” is not a language code that Crosslens knows.',
    ]);
    const shard = selectShard(mergeFiles('m', [parsed]).corpus, ALL);
    for (const query of shard.queries) {
      const relevant = query.relevantRows.map((row) => shard.passages[row]?.id);
      expect(relevant).toHaveLength(3);
      expect(relevant).not.toContain(query.id);
    }
  });

  it('joins files of one language each', () => {
    const of = (lang: string, question: string) =>
      readFormat(rows, jsonl([{ id: `12_${lang}`, lang, question, answers: ['Bo'] }]));
    const { corpus } = mergeFiles('m', [of('am', 'ማን?'), of('km', 'អ្នកណា?')]);
    const shard = selectShard(corpus, ALL);
    expect(
      shard.queries.map(({ id, relevantRows }) => [id, relevantRows.map((row) => shard.passages[row]?.id)]),
    ).toEqual([
      ['am:12', ['km:12']],
      ['km:12', ['am:12']],
    ]);
  });
});
