import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { FilePlan, ReadPlan } from '../../domain/corpus/read-plan.ts';
import { EVERYTHING } from '../../domain/corpus/read-plan.ts';
import { selectShard } from '../../domain/corpus/select-shard.ts';
import type { CorpusFormat } from '../../domain/corpus/types.ts';
import { jsonl } from '../../testing/read-format.ts';
import { sourceFromBytes } from './blob-source.ts';
import { readCorpus } from './read-files.ts';
import type { SourceFile } from './source-file.ts';

const file = (name: string, content: string): SourceFile =>
  sourceFromBytes(name, name.endsWith('.gz') ? gzipSync(content) : new TextEncoder().encode(content));
const plain = (format: CorpusFormat): FilePlan => ({
  format,
  language: { mode: 'given' },
  columns: null,
  splitting: null,
});
const planned = (files: Readonly<Record<string, FilePlan>>): ReadPlan => ({
  files,
  without: [],
  intake: EVERYTHING,
});
const LONG = 'ሻይ በብዙ አገሮች የሚጠጣ መጠጥ ነው። '.repeat(8);

describe('readCorpus, a folder as it is published', () => {
  it('BEIR, packed, with judgements for training and testing', async () => {
    const { corpus, report } = await readCorpus('beir', [
      file('nq/corpus.jsonl.gz', jsonl([{ _id: 'd1', title: 'Tea', text: 'A drink.' }])),
      file('nq/queries.jsonl.gz', jsonl([{ _id: 'q1', text: 'what is tea', metadata: {} }])),
      file('nq/qrels/train.tsv', 'query-id\tcorpus-id\tscore\nq1\td1\t1\n'),
      file('nq/qrels/test.tsv', 'query-id\tcorpus-id\tscore\nq1\td1\t1\n'),
    ]);
    expect(report.files.map(({ format }) => format)).toEqual([
      'beir-passages',
      'qrels',
      'qrels',
      'beir-queries',
    ]);
    expect(corpus?.queries).toMatchObject([{ id: 'q1', lang: 'und', relevant: ['d1'] }]);
    expect(report.skipped).toEqual([]);
  });

  it('MIRACL, whose folders and files name the language', async () => {
    const { corpus, report } = await readCorpus('miracl', [
      file('miracl-corpus-v1.0-am/docs-0.jsonl.gz', jsonl([{ docid: '1#0', title: 'ሻይ', text: 'መጠጥ' }])),
      file('miracl-v1.0-am/topics/topics.miracl-v1.0-am-dev.tsv', '7\tሻይ ምንድን ነው?\n'),
      file('miracl-v1.0-am/qrels/qrels.miracl-v1.0-am-dev.tsv', '7\tQ0\t1#0\t1\n'),
    ]);
    expect(corpus?.passages).toMatchObject([{ id: '1#0', lang: 'am' }]);
    expect(corpus?.queries).toMatchObject([{ id: '7', lang: 'am', relevant: ['1#0'] }]);
    expect(report.files[0]?.notes).toEqual(['Language taken from the file’s name: Amharic.']);
    expect(report.files.flatMap(({ skipped }) => skipped)).toEqual([]);
  });

  it('Mr.TyDi, which spells its languages out, in Pyserini’s layout', async () => {
    const { corpus } = await readCorpus('mrtydi', [
      file('mrtydi-v1.1-arabic/collection/docs.jsonl', jsonl([{ id: '1#0', contents: 'شاي\n\nمشروب' }])),
      file('mrtydi-v1.1-arabic/topic.test.tsv', '0\tما هو الشاي؟\n'),
      file('mrtydi-v1.1-arabic/qrels.test.txt', '0 Q0 1#0 1\n'),
    ]);
    expect(corpus?.passages).toMatchObject([{ lang: 'ar', title: 'شاي', text: 'مشروب' }]);
    expect(corpus?.queries).toMatchObject([{ lang: 'ar', relevant: ['1#0'] }]);
  });

  it('MS MARCO, its files of two columns settled by their names or by each other', async () => {
    for (const [passages, queries] of [
      ['collection.tsv', 'queries.dev.tsv'],
      ['a.tsv', 'b.tsv'],
    ] as const) {
      const { corpus } = await readCorpus('msmarco', [
        file(passages, `0\t${LONG}\n1\t${LONG}\n`),
        file(queries, '9\twhat is tea\n'),
        file('qrels.dev.tsv', '9\t0\t1\t1\n'),
      ]);
      expect(corpus?.passages).toHaveLength(2);
      expect(corpus?.queries).toMatchObject([{ id: '9', relevant: ['1'] }]);
    }
  });

  it('TyDi QA, whose one file names each question’s language in its id', async () => {
    const paragraph = (context: string, id: string) => ({
      paragraphs: [{ context, qas: [{ id, question: '?', answers: [{ text: context, answer_start: 0 }] }] }],
    });
    const data = [
      paragraph('Chai.', 'swahili-1-0'),
      paragraph('شاي.', 'arabic--2387335860751143628-1'),
      paragraph('Kahawa.', 'swahili-2-0'),
    ];
    const { corpus, report } = await readCorpus('tydi', [
      file('tydiqa-goldp-v1.1-dev.json', JSON.stringify({ version: '1', data })),
    ]);
    expect(corpus?.passages.map(({ id, lang }) => [id, lang])).toEqual([
      ['sw_0', 'sw'],
      ['ar_0', 'ar'],
      ['sw_1', 'sw'],
    ]);
    expect(corpus?.queries.map(({ id, relevant }) => [id, relevant])).toEqual([
      ['sw:swahili-1-0', ['sw_0']],
      ['ar:arabic--2387335860751143628-1', ['ar_0']],
      ['sw:swahili-2-0', ['sw_1']],
    ]);
    expect(report.files[0]?.notes).toEqual(['Languages taken from the questions’ ids: ar, sw.']);
  });

  it('MLQA, whose files repeat contexts and questions of each other', async () => {
    const mlqa = (context: string, question: string): string =>
      JSON.stringify({
        data: [
          {
            paragraphs: [
              { context, qas: [{ id: 'x1', question, answers: [{ text: context, answer_start: 0 }] }] },
            ],
          },
        ],
      });
    const { corpus, report } = await readCorpus('mlqa', [
      file('test-context-ar-question-ar.json', mlqa('شاي', 'ما؟')),
      file('test-context-ar-question-en.json', mlqa('شاي', 'what?')),
      file('test-context-en-question-ar.json', mlqa('Tea', 'ما؟')),
    ]);
    expect(report.files.flatMap(({ skipped }) => skipped)).toEqual([]);
    expect(report.skipped).toEqual([]);
    expect(corpus?.passages.map(({ id }) => id)).toEqual(['ar_0', 'en_0']);
    expect(corpus?.queries.map(({ id, relevant }) => [id, relevant])).toEqual([
      ['ar:x1', ['ar_0', 'en_0']],
      ['en:x1', ['ar_0']],
    ]);
    if (corpus === null) throw new Error('nothing was read');
    const shard = selectShard(corpus, { queryLanguages: [], passageLanguages: [], rows: { mode: 'all' } });
    expect(shard.queries.map(({ relevantRows }) => relevantRows)).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });
});

describe('readCorpus, by a plan', () => {
  it('reads a file as it is told to', async () => {
    const two = file('a.tsv', '1\twhat is tea\n2\twhat is coffee\n');
    const collection = await readCorpus('c', [two], { plan: planned({ 'a.tsv': plain('collection') }) });
    expect(collection.corpus?.passages).toHaveLength(2);
    const topics = await readCorpus('c', [two], { plan: planned({ 'a.tsv': plain('topics') }) });
    expect(topics.corpus).toBeNull();
    expect(topics.parsed[0]?.queries).toHaveLength(2);
  });

  it('leaves files out', async () => {
    const files = [
      file('a.jsonl', '{"id":"1","lang":"en","text":"x"}'),
      file('b.jsonl', '{"id":"2","lang":"en","text":"x"}'),
    ];
    const { corpus, report } = await readCorpus('c', files, {
      plan: { ...planned({}), without: ['b.jsonl'] },
    });
    expect(corpus?.passages.map(({ id }) => id)).toEqual(['1']);
    expect(report.files.map(({ file: name }) => name)).toEqual(['a.jsonl']);
  });

  it('takes a declared language, or detects it text by text, and says so', async () => {
    const docs = file(
      'docs.jsonl',
      jsonl([
        { docid: '1', text: 'ሻይ' },
        { docid: '2', text: 'tea' },
      ]),
    );
    const how = (language: FilePlan['language']): ReadPlan =>
      planned({ 'docs.jsonl': { ...plain('docid-passages'), language } });
    const declared = await readCorpus('c', [docs], { plan: how({ mode: 'declared', lang: 'ti' }) });
    expect(declared.corpus?.passages.map(({ lang }) => lang)).toEqual(['ti', 'ti']);
    expect(declared.report.files[0]?.notes).toEqual(['Declared to be Tigrinya.']);
    const detect = (text: string): string => (/\p{Script=Ethiopic}/u.test(text) ? 'am' : 'en');
    for (const plan of [how({ mode: 'detect' }), null]) {
      const detected = await readCorpus('c', [docs], { plan, detect });
      expect(detected.corpus?.passages.map(({ lang }) => lang)).toEqual(['am', 'en']);
      expect(detected.report.files[0]?.notes).toEqual(['Languages were detected text by text.']);
    }
  });

  it('reads rows of our own without a language where it is told one', async () => {
    const rows = file('a.jsonl', '{"id":"1","text":"x"}');
    const language = { mode: 'declared', lang: 'en' } as const;
    const { corpus } = await readCorpus('c', [rows], {
      plan: planned({ 'a.jsonl': { ...plain('jsonl'), language } }),
    });
    expect(corpus?.passages).toEqual([{ id: '1', lang: 'en', text: 'x' }]);
  });

  it('gives every row that was left out as lines, and the first thousand in the report', async () => {
    const { report, skippedLog } = await readCorpus('c', [file('a.jsonl', '{"id":1}\n'.repeat(2500))]);
    expect(report.files[0]?.skipped).toHaveLength(1001);
    expect(report.files[0]?.skipped.at(-1)?.where).toBe('1,500 more');
    expect(skippedLog.count).toBe(2500);
    const lines = (await skippedLog.blob.text()).trim().split('\n');
    expect(lines).toHaveLength(2500);
    expect(JSON.parse(lines[2499] ?? '')).toEqual({
      file: 'a.jsonl',
      where: 'line 2500',
      reason: '"lang" is missing.',
    });
  });
});
