import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadFormat } from '../../../testing/read-format.ts';
import { jsonl, readFormat } from '../../../testing/read-format.ts';
import { createOwnRows } from '../parse-jsonl.ts';
import { createBeirPassages, createBeirQueries, createDocidPassages, createQueryPassages } from './beir.ts';
import { createBelebele } from './belebele.ts';
import { createDprReader } from './dpr.ts';
import { createCollectionReader, createTopicsReader } from './id-text.ts';
import { createMkqa } from './mkqa.ts';
import { createQrelsReader, createQrelsRows } from './qrels.ts';

const FORMATS: Readonly<Record<string, ReadFormat>> = {
  'own rows': { format: 'jsonl', rows: createOwnRows },
  'BEIR passages': { format: 'beir-passages', rows: createBeirPassages },
  'BEIR queries': { format: 'beir-queries', rows: createBeirQueries },
  'docid passages': { format: 'docid-passages', rows: createDocidPassages },
  'query passages': { format: 'query-passages', rows: createQueryPassages },
  Belebele: { format: 'belebele', rows: createBelebele },
  MKQA: { format: 'mkqa', rows: createMkqa },
  'qrels as JSON': { format: 'qrels', rows: createQrelsRows },
  qrels: { format: 'qrels', lines: createQrelsReader },
  collection: { format: 'collection', lines: createCollectionReader },
  topics: { format: 'topics', lines: createTopicsReader },
  DPR: { format: 'dpr', lines: createDprReader },
};

/** Keys of all formats, so that garbage comes near to being a row. */
const KEYS = [
  ...[
    'id',
    '_id',
    'docid',
    'query_id',
    'query-id',
    'corpus-id',
    'score',
    'text',
    'title',
    'contents',
    'lang',
  ],
  ...['query', 'queries', 'answers', 'example_id', 'question', 'positive_passages', 'negative_passages'],
  ...['link', 'question_number', 'flores_passage', 'dialect', 'correct_answer_num', 'mc_answer1', 'relevant'],
  ...['generated_queries', 'group'],
];
const nearlyRow = fc.dictionary(
  fc.constantFrom(...KEYS),
  fc.oneof(fc.jsonValue(), fc.string(), fc.constant('amh_Ethi'), fc.constant({ am: 'ሰላም', xx: 1 })),
  { maxKeys: 12 },
);
const garbage = fc.array(
  fc.oneof(
    fc.string({ unit: 'binary' }),
    nearlyRow.map((row) => JSON.stringify(row)),
    fc.array(fc.string(), { maxLength: 6 }).map((cells) => cells.join('\t')),
  ),
  { maxLength: 12 },
);

describe.each(Object.entries(FORMATS))('%s', (_, format) => {
  it('reports whatever it is given, and never throws', () => {
    fc.assert(
      fc.property(garbage, (lines) => {
        const { passages, queries, skipped } = readFormat(format, lines.join('\n'));
        for (const { record } of [...passages, ...queries]) {
          expect(record.id.trim()).not.toBe('');
          expect(record.text.trim()).not.toBe('');
          expect(record.lang).not.toBe('');
        }
        for (const { where, reason } of skipped) expect([where !== '', reason !== '']).toEqual([true, true]);
      }),
      { numRuns: 300 },
    );
  });

  it('names the line that is left out', () => {
    const bad = 'not\ta\trow\tof\tanything';
    const { skipped } = readFormat(format, `\n${bad}\n`);
    if (format.format === 'collection' || format.format === 'topics') expect(skipped).toEqual([]);
    else expect(skipped.map(({ where }) => where)).toEqual(['line 2']);
  });
});

const id = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text.trim() === text && text !== '');
const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((text) => text.trim() !== '');
const ids = fc.uniqueArray(id, { minLength: 1, maxLength: 8 });

describe('rows that are written come back', () => {
  it('BEIR: passages, with a title or without', () => {
    const row = fc.record({ text: word, title: fc.option(word, { nil: '' }) });
    fc.assert(
      fc.property(ids, fc.array(row, { minLength: 8, maxLength: 8 }), (names, rows) => {
        const written = names.map((_id, i) => ({ _id, ...rows[i], metadata: {} }));
        const { passages, skipped } = readFormat(
          { format: 'beir-passages', rows: createBeirPassages },
          jsonl(written),
        );
        expect(skipped).toEqual([]);
        expect(passages.map(({ record }) => [record.id, record.title ?? '', record.text])).toEqual(
          written.map(({ _id, title = '', text = '' }) => [_id, title.trim(), text]),
        );
      }),
    );
  });

  it('query passages: judgements, and each passage once', () => {
    const judged = fc.array(fc.nat(5), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(judged, judged), { minLength: 1, maxLength: 6 }), (rows) => {
        const passage = (n: number) => ({ docid: `d${String(n)}`, title: '', text: `text ${String(n)}` });
        const text = jsonl(
          rows.map(([yes, no], q) => ({
            query_id: q,
            query: `q${String(q)}?`,
            positive_passages: yes.map(passage),
            negative_passages: no.map(passage),
          })),
        );
        const { passages, queries } = readFormat(
          { format: 'query-passages', rows: createQueryPassages },
          text,
        );
        const shown = new Set(rows.flat(2).map((n) => `d${String(n)}`));
        expect(passages.map(({ record }) => record.id).sort()).toEqual([...shown].sort());
        queries.forEach(({ record }, q) => {
          const [yes = [], no = []] = rows[q] ?? [];
          expect(new Set(record.relevant)).toEqual(new Set(yes.map((n) => `d${String(n)}`)));
          const rejected = no.filter((n) => !yes.includes(n)).map((n) => `d${String(n)}`);
          expect(new Set(record.rejected)).toEqual(new Set(rejected));
        });
      }),
    );
  });

  it('qrels: four columns, BEIR’s three under a header, JSON rows', () => {
    const column = fc
      .string({ minLength: 1, maxLength: 8 })
      .filter((text) => /^[!-~]+$/.test(text) && !/^[#%]/.test(text));
    const judgement = fc.record({ query: column, docno: column, level: fc.integer({ min: -1, max: 3 }) });
    const unique = fc.uniqueArray(judgement, {
      selector: ({ query, docno }) => JSON.stringify([query, docno]),
      maxLength: 10,
    });
    fc.assert(
      fc.property(unique, (judgements) => {
        const trec = judgements.map(({ query, docno, level }) => `${query} 0 ${docno}\t${String(level)}\r\n`);
        const beir = judgements.map(({ query, docno, level }) => `${query}\t${docno}\t${String(level)}\n`);
        const rows = judgements.map((j) => ({ 'query-id': j.query, 'corpus-id': j.docno, score: j.level }));
        const read = [
          readFormat({ format: 'qrels', lines: createQrelsReader }, trec.join('')),
          readFormat(
            { format: 'qrels', lines: createQrelsReader },
            ['query-id\tcorpus-id\tscore\n', ...beir].join(''),
          ),
          readFormat({ format: 'qrels', rows: createQrelsRows }, jsonl(rows)),
        ];
        for (const { judgements: found, skipped } of read) {
          expect(found).toEqual(judgements);
          expect(skipped).toEqual([]);
        }
      }),
    );
  });

  it('DPR: texts with quotes and tabs, as Python’s csv module writes them', () => {
    const cell = fc
      .string({ minLength: 1 })
      .filter((text) => text.trim() === text && text !== '' && !/[\r\n]/.test(text));
    const quote = (text: string): string => (/["\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell)), (rows) => {
        const lines = rows.map(([text, title], i) => [String(i), quote(text), quote(title)].join('\t'));
        const { passages, skipped } = readFormat(
          { format: 'dpr', lines: createDprReader },
          ['id\ttext\ttitle', ...lines].join('\n'),
        );
        expect(skipped).toEqual([]);
        expect(passages.map(({ record }) => [record.text, record.title])).toEqual(rows);
      }),
    );
  });

  it('collection and topics: text as it stands, tabs in it too', () => {
    const text = fc.string({ minLength: 1 }).filter((line) => line.trim() !== '' && !line.includes('\n'));
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        const written = texts.map((line, i) => `${String(i)}\t${line}\n`).join('');
        const { passages } = readFormat({ format: 'collection', lines: createCollectionReader }, written);
        const { queries } = readFormat({ format: 'topics', lines: createTopicsReader }, written);
        expect(passages.map(({ record }) => record.text)).toEqual(texts);
        expect(queries.map(({ record }) => record.text)).toEqual(texts);
      }),
    );
  });

  it('MKQA: 64-bit ids keep all of their digits', () => {
    const example = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    fc.assert(
      fc.property(example, (number) => {
        const line = `{"query":"who?","answers":{},"queries":{"am":"ማን?"},"example_id":${String(number)}}`;
        const { queries } = readFormat({ format: 'mkqa', rows: createMkqa }, line);
        expect(queries.map(({ record }) => record.id)).toEqual([
          `en:${String(number)}`,
          `am:${String(number)}`,
        ]);
      }),
    );
  });
});
