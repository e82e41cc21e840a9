import { describe, expect, it } from 'vitest';
import { linesOf, parseJsonl } from './parse-jsonl.ts';
import { LISTED_ROWS, listSkipped } from './parsed-file.ts';

const read = (...rows: readonly unknown[]) =>
  parseJsonl('a.jsonl', rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'));

describe('parseJsonl', () => {
  it('reads passages, queries and generated queries, mixed', () => {
    const parsed = read(
      { id: 'p1', lang: 'en', title: 'Lalibela', text: 'Eleven churches.', group: 'g1' },
      { id: 7, lang: 'khm', text: 'អង្គរ' },
      { id: 'q1', lang: 'am', text: 'ስንት?', relevant: ['p1', 7], group: 'gq', answers: ['eleven'] },
      { docid: 7, title: 't', text: 'x', generated_queries: { ar: ['أين؟', ' '], zh_cn: ['哪里？'] } },
    );
    expect(parsed.skipped).toEqual([]);
    expect(parsed.format).toBe('jsonl');
    expect(parsed.passages.map(({ record }) => record)).toEqual([
      { id: 'p1', lang: 'en', title: 'Lalibela', text: 'Eleven churches.', group: 'g1' },
      { id: '7', lang: 'km', text: 'អង្គរ' },
    ]);
    expect(parsed.queries).toEqual([
      {
        record: {
          id: 'q1',
          lang: 'am',
          text: 'ስንት?',
          relevant: ['p1', '7'],
          group: 'gq',
          answers: ['eleven'],
        },
        where: 'line 3',
      },
    ]);
    expect(parsed.generated).toEqual([
      { record: { docid: '7', queries: { ar: ['أين؟'], zh: ['哪里？'] } }, where: 'line 4' },
    ]);
  });

  it('knows a file of generated queries only', () => {
    expect(read({ group: 'g', generated_queries: { ar: ['أين؟'] } }).format).toBe('generated-queries');
  });

  it.each([
    ['{"id": "1", "lang": "en", "te', 'Not JSON: “{"id": "1", "lang": "en", "te”.'],
    ['["1", "en", "x"]', 'A row must be an object, not a list.'],
    ['null', 'A row must be an object, not null.'],
    [{ lang: 'en', text: 'x' }, '"id" is missing.'],
    [{ id: '1', text: 'x' }, '"lang" is missing.'],
    [{ id: '1', lang: 'en' }, '"text" is missing.'],
    [{ id: ' ', lang: 'en', text: 'x' }, '"id" is empty.'],
    [{ id: ['1'], lang: 'en', text: 'x' }, '"id" must be a string or a number, not a list.'],
    [{ id: '1', lang: 'en', text: ' \n' }, '"text" is empty.'],
    [{ id: '1', lang: 'en', text: 5 }, '"text" must be a string, not a number.'],
    [{ id: '1', lang: 'tlh', text: 'x' }, '“tlh” is not a language code that Crosslens knows.'],
    [{ id: '1', lang: 'en', text: 'x', title: 5 }, '"title" must be a string, not a number.'],
    [
      { id: '1', lang: 'en', text: 'x', relevant: 'p1' },
      '"relevant" must be a list of passage ids, not a string.',
    ],
    [
      { id: '1', lang: 'en', text: 'x', relevant: ['p1', null] },
      '"relevant" must be a list of passage ids; entry 2 is not an id.',
    ],
    [{ id: '1', lang: 'en', text: 'x', relevant: [], answers: 'a' }, '"answers" must be a list of strings.'],
    [
      { id: '1', lang: 'en', question: 'x' },
      '"text" is missing; a query needs "text" and "relevant" (this row has "question").',
    ],
    [
      { generated_queries: { ar: ['x'] } },
      '"docid" or "group" is missing, so it is not known which passage the queries belong to.',
    ],
    [
      { docid: '1', generated_queries: ['x'] },
      '"generated_queries" must be an object of languages, not a list.',
    ],
    [{ docid: '1', generated_queries: { ar: [] } }, '"generated_queries" holds no query that can be used.'],
  ])('leaves out %j alone', (row, reason) => {
    const parsed = read({ id: 'before', lang: 'en', text: 'x' }, row, { id: 'after', lang: 'en', text: 'x' });
    expect(parsed.skipped).toEqual([{ file: 'a.jsonl', where: 'line 2', reason }]);
    expect(parsed.passages.map(({ record }) => record.id)).toEqual(['before', 'after']);
  });

  it('leaves out an unknown language of generated queries, not the row', () => {
    const parsed = read({ docid: '1', generated_queries: { tlh: ['nuq'], ar: ['أين؟'], km: 'x' } });
    expect(parsed.generated[0]?.record.queries).toEqual({ ar: ['أين؟'] });
    expect(parsed.skipped.map(({ reason }) => reason)).toEqual([
      '“tlh” is not a language code that Crosslens knows; its queries were left out.',
      '"generated_queries"."km" must be a list of strings; it was left out.',
    ]);
  });

  it('keeps a passage of 100,000 characters, and says so', () => {
    const parsed = read({ id: '1', lang: 'am', text: 'ሀ'.repeat(100_000) });
    expect(parsed.passages[0]?.record.text).toHaveLength(100_000);
    expect(parsed.notes).toEqual([
      '1 passage longer than 20,000 characters (first: line 1). They are kept; an encoder reads the beginning only.',
    ]);
  });

  it('counts blank lines and takes Windows line ends', () => {
    const parsed = parseJsonl('a.jsonl', '\r\n{"id":"1","lang":"en","text":"x"}\r\n\r\n{"id":"2"}\r\n');
    expect(parsed.passages.map(({ where }) => where)).toEqual(['line 2']);
    expect(parsed.skipped.map(({ where }) => where)).toEqual(['line 4']);
  });
});

describe('linesOf', () => {
  it('gives the lines that split gives, save the empty last one', () => {
    expect([...linesOf('a\n\nb\n')].map((line) => ('text' in line ? line.text : ''))).toEqual(['a', '', 'b']);
    expect([...linesOf('')]).toEqual([]);
  });
});

describe('listSkipped', () => {
  it('cuts long lists and says how many more there are', () => {
    const rows = Array.from({ length: LISTED_ROWS + 234 }, (_, i) => ({
      file: 'a',
      where: `line ${String(i)}`,
      reason: 'x',
    }));
    const listed = listSkipped('a', rows);
    expect(listed).toHaveLength(LISTED_ROWS + 1);
    expect(listed.at(-1)).toMatchObject({ where: '234 more' });
    expect(listSkipped('a', rows.slice(0, 3))).toHaveLength(3);
  });

  it('reads generated queries one a row, by passage or by group', () => {
    const read = parseJsonl(
      'g.jsonl',
      [
        '{"docid":"en-1","lang":"am","query":"ምን?"}',
        '{"group":"g","lang":"km","query":"អ្វី?"}',
        '{"docid":"en-1","lang":"nowhere","query":"?"}',
        '{"docid":"en-1","lang":"am","query":" "}',
      ].join('\n'),
    );
    expect(read.format).toBe('generated-queries');
    expect(read.generated.map(({ record }) => record)).toEqual([
      { docid: 'en-1', queries: { am: ['ምን?'] } },
      { group: 'g', queries: { km: ['អ្វី?'] } },
    ]);
    expect(read.skipped.map(({ where }) => where)).toEqual(['line 3', 'line 4']);
  });
});
