import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ColumnPlan } from '../../../domain/corpus/read-plan.ts';
import { collect, openForTest, sampleOf, sourceOf } from '../../../testing/collect-rows.ts';
import { FileRefused } from './format-reader.ts';
import { openParquet } from './parquet-file.ts';
import { tableReader } from './table-reader.ts';

const NONE: ColumnPlan = {
  id: null,
  text: null,
  title: null,
  lang: null,
  group: null,
  query: null,
  queryId: null,
  relevant: null,
};
const CODECS = ['snappy', 'gzip', 'zstd', 'brotli', 'plain', 'lz4', 'delta'];

function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`fixtures/${name}.parquet`, import.meta.url)));
}

describe('tables of text', () => {
  it('are recognised, with the roles of their columns', () => {
    const csv = 'docid,lang,body\nd1,en,"Rivers, and towns."\nd2,am,ወንዞች\n';
    expect(tableReader.detect(sampleOf('a.csv', csv))).toMatchObject({
      format: 'table',
      sure: true,
      because: '3 columns, apart by commas: docid, lang, body',
      columns: { ...NONE, id: 'docid', lang: 'lang', text: 'body' },
    });
  });

  it('are believed where the name says so, and a row or two do not fit', () => {
    const csv = 'nr;question;context\n1;Where?;"In the north; it feeds the river."\n2;ቡና?;ቡና\n3;bad row\n';
    expect(tableReader.detect(sampleOf('a.csv', csv))).toMatchObject({ format: 'table' });
    expect(tableReader.detect(sampleOf('a.txt', csv))).toBeNull();
  });

  it('are not seen in prose', () => {
    const prose = 'First, there was rain.\nThen, after noon, came the sun.\nAt last, it was night.\n';
    expect(tableReader.detect(sampleOf('story.txt', prose))).toBeNull();
  });

  it('give passages with their languages, and say what is wrong with a row', async () => {
    const csv = [
      'docid,lang,title,text',
      'd1,en,Rivers,"One, two"',
      'd2,klingon,,Text',
      'd3,Amharic,,ወንዞች',
      'd4,en,,',
      'd5,,,"No language',
      'is given"',
      'd6,en,,too,many',
    ].join('\n');
    const { passages, skipped } = await collect(
      tableReader,
      openForTest('a.csv', csv, { cuts: [9, 40, 41, 77] }),
    );
    expect(passages).toEqual([
      { id: 'd1', lang: 'en', title: 'Rivers', text: 'One, two', where: 'line 2' },
      { id: 'd3', lang: 'am', text: 'ወንዞች', where: 'line 4' },
      { id: 'd5', lang: 'und', text: 'No language\nis given', where: 'line 6' },
    ]);
    expect(skipped).toEqual([
      { where: 'line 3', reason: '“klingon” is not a language that Crosslens knows.' },
      { where: 'line 5', reason: '“text” is empty.' },
      { where: 'line 8', reason: 'It has 5 cells, and the table 4 columns.' },
    ]);
  });

  it('without a header have numbered columns and numbered rows', async () => {
    const tsv = 'Rivers run to the sea, whatever comes.\ten\nTowns lie beside the rivers, mostly.\ten\n';
    const file = openForTest('a.tsv', tsv);
    const preview = await tableReader.preview!(file);
    expect(preview.columns).toEqual(['column 1', 'column 2']);
    expect(preview.suggested).toEqual({ ...NONE, text: 'column 1', lang: 'column 2' });
    const { passages } = await collect(tableReader, file, { columns: preview.suggested });
    expect(passages.map(({ id }) => id)).toEqual(['a.tsv#1', 'a.tsv#2']);
  });

  it('of questions and passages give each once, and judge every pair', async () => {
    const csv =
      'question,context\nWho?,Ada wrote it.\nWhere?,Ada wrote it.\nWho?,Bo read it.\nWho?,Cy sold it.\n';
    const { passages, queries, judgements } = await collect(tableReader, openForTest('p.csv', csv));
    expect(passages.map(({ id, text }) => [id, text])).toEqual([
      ['p.csv#1', 'Ada wrote it.'],
      ['p.csv#3', 'Bo read it.'],
      ['p.csv#4', 'Cy sold it.'],
    ]);
    expect(queries.map(({ id, text, relevant }) => [id, text, relevant])).toEqual([
      ['p.csv#1', 'Who?', ['p.csv#1']],
      ['p.csv#2', 'Where?', ['p.csv#1']],
    ]);
    // Judgements replace what a query says of itself, so that its first passage is named again.
    expect(judgements.map(({ query, docno }) => [query, docno])).toEqual([
      ['p.csv#1', 'p.csv#1'],
      ['p.csv#1', 'p.csv#3'],
      ['p.csv#1', 'p.csv#4'],
    ]);
  });

  it('like SQuAD’s take the id for the question’s, as the passages repeat', async () => {
    const csv = 'id,context,question\n1,Ada wrote it.,Who?\n2,Ada wrote it.,What?\n';
    const preview = await tableReader.preview!(openForTest('s.csv', csv));
    expect(preview.suggested).toEqual({ ...NONE, text: 'context', query: 'question', queryId: 'id' });
  });

  it('of queries alone are judged by a list of ids, however it is written', async () => {
    const csv = 'qid,query,relevant\nq1,One?,d1 d2;d3\nq2,Two?,"[""a b"", 7]"\nq3,Three?,\n';
    const { queries } = await collect(tableReader, openForTest('q.csv', csv));
    expect(queries.map(({ id, relevant }) => [id, relevant])).toEqual([
      ['q1', ['d1', 'd2', 'd3']],
      ['q2', ['a b', '7']],
      ['q3', []],
    ]);
  });

  it('are refused where a plan names a column that is not there, or none', async () => {
    const file = openForTest('a.csv', 'a,b\n1,2\n');
    await expect(collect(tableReader, file, { columns: { ...NONE, text: 'c' } })).rejects.toThrow(
      'It has no column “c”.',
    );
    await expect(collect(tableReader, file, { columns: NONE })).rejects.toThrow('No column is chosen');
  });

  it('refuse a file, or read it, and never fail in another way', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'text', 'id', '"', ',', '\t', '\n', '\r', 'ል', '1'),
    });
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(), { maxLength: 3 }), async (content, cuts) => {
        tableReader.detect(sampleOf('a.csv', content));
        try {
          await collect(tableReader, openForTest('a.csv', content, { cuts }));
        } catch (error) {
          expect(error).toBeInstanceOf(FileRefused);
        }
      }),
    );
  });
});

describe('Parquet', () => {
  it.each(CODECS)('%s: every row, page by page across row groups', async (codec) => {
    const { passages, skipped } = await collect(tableReader, openForTest(`${codec}.parquet`, fixture(codec)));
    expect(skipped).toEqual([]);
    expect(passages).toHaveLength(60);
    expect(passages[0]).toEqual({
      id: 'd0',
      lang: 'en',
      text: 'Passage 0 tells of rivers, and of the towns beside them.',
      where: 'row 1',
    });
    expect(passages[58]).toEqual({
      id: 'd58',
      lang: 'am',
      title: 'Title 58',
      text: 'ምንባብ 58 ስለ ወንዞችና ስለ ከተሞች ይናገራል።',
      where: 'row 59',
    });
  });

  it.each(CODECS)('%s: numbers, nulls, lists and objects', async (codec) => {
    const parquet = await openParquet(sourceOf('a.parquet', fixture(codec)));
    const rows: (readonly (string | null)[])[] = [];
    for await (const row of parquet.read(['number', 'title', 'answers', 'positive_passages'])) rows.push(row);
    expect(rows[5]).toEqual(['50', 'Title 5', null, '[{"docid":"d5","score":2.5}]']);
    expect(rows[32]).toEqual(['320', null, '["a32.0","a32.1"]', '[{"docid":"d32","score":16}]']);
    expect(rows).toHaveLength(60);
  });

  it('shows nested columns as JSON, and offers them for no role', async () => {
    const preview = await tableReader.preview!(openForTest('a.parquet', fixture('snappy')));
    expect(preview.nested).toEqual(['answers', 'positive_passages']);
    expect(preview.rows).toHaveLength(20);
    expect(preview.rows[2]?.[5]).toBe('["a2.0","a2.1"]');
    expect(preview.suggested).toEqual({ ...NONE, id: 'docid', text: 'text', lang: 'lang', title: 'title' });
    const file = openForTest('a.parquet', fixture('snappy'));
    await expect(collect(tableReader, file, { columns: { ...NONE, text: 'answers' } })).rejects.toThrow(
      'Column “answers” holds lists',
    );
  });

  it('takes a list of ids for what is relevant', async () => {
    const columns = { ...NONE, query: 'title', queryId: 'docid', relevant: 'answers' };
    const { queries } = await collect(tableReader, openForTest('a.parquet', fixture('zstd')), { columns });
    expect(queries[1]).toMatchObject({ id: 'd2', text: 'Title 2', relevant: ['a2.0', 'a2.1'] });
  });

  it('fetches no more than the columns that are read', async () => {
    const bytes = fixture('plain');
    const source = sourceOf('a.parquet', bytes);
    let fetched = 0;
    const parquet = await openParquet({
      ...source,
      slice: (start, end) => {
        fetched += Math.min(end, bytes.length) - start;
        return source.slice(start, end);
      },
    });
    fetched = 0;
    for await (const row of parquet.read(['lang'])) expect(row).toHaveLength(1);
    expect(fetched).toBeLessThan(bytes.length / 4);
  });

  it('names what is wrong with a file that is cut short, or packed once more', async () => {
    const cut = openForTest('a.parquet', fixture('snappy').slice(0, 6_000));
    await expect(collect(tableReader, cut)).rejects.toThrow('cut short');
    const gzip = openForTest('a.parquet.gz', new Uint8Array([0x1f, 0x8b, 8, 0]));
    await expect(collect(tableReader, gzip)).rejects.toThrow('inside gzip');
  });

  it('refuses damaged files, and never fails in another way', async () => {
    const files = CODECS.map(fixture);
    const changes = fc.array(fc.tuple(fc.nat({ max: 14_000 }), fc.nat({ max: 255 })), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), changes, async (original, damage) => {
        const bytes = original.slice();
        for (const [at, value] of damage) bytes[at % bytes.length] = value;
        bytes.set(original.slice(0, 4));
        try {
          const { passages, skipped } = await collect(tableReader, openForTest('a.parquet', bytes));
          expect(passages.length + skipped.length).toBeLessThanOrEqual(60);
        } catch (error) {
          expect(error).toBeInstanceOf(FileRefused);
        }
      }),
      { numRuns: 150 },
    );
  });
});
