import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sourceFromBytes } from './blob-source.ts';
import { MAX_FILE_BYTES } from './open-file.ts';
import { readCorpus } from './read-files.ts';
import type { SourceFile } from './source-file.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const file = (name: string, content: string | Uint8Array): SourceFile =>
  sourceFromBytes(name, typeof content === 'string' ? utf8(content) : content);
const row = (id: string, text = 'x', lang = 'en'): string => JSON.stringify({ id, lang, text });
const concat = (...parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));
const GOOD = file(
  'good.jsonl',
  `${row('good')}\n${JSON.stringify({ id: 'q', lang: 'en', text: '?', relevant: ['good'] })}`,
);

const squad = (...questions: readonly string[]): string =>
  JSON.stringify({
    data: [
      {
        title: 'T',
        paragraphs: [
          {
            context: 'Some words.',
            qas: questions.map((id) => ({
              id,
              question: 'q?',
              answers: [{ text: 'words', answer_start: 5 }],
            })),
          },
        ],
      },
    ],
  });

/** A file that is refused as a whole, beside one that is fine. */
async function refusal(bad: SourceFile): Promise<string> {
  const { corpus, report } = await readCorpus('c', [bad, GOOD]);
  expect(corpus?.passages.map(({ id }) => id)).toEqual(['good']);
  const told = report.files.find((entry) => entry.file === bad.name);
  expect(told).toMatchObject({ format: null, bytes: bad.size, passages: 0 });
  expect(told?.skipped).toHaveLength(1);
  expect(told?.skipped[0]).toMatchObject({ file: bad.name, where: '' });
  return told?.skipped[0]?.reason ?? '';
}

describe('readCorpus refuses, without losing what else was read', () => {
  it.each([
    ['an empty file', file('en.json', ''), 'It is empty.'],
    ['a file of blank lines', file('en.jsonl', '\n \n'), 'It is empty.'],
    ['a lone byte order mark', file('en.json', '\ufeff'), 'It is empty.'],
    ['a table without texts', file('en.csv', 'id,lang\n1,en'), /No column is chosen as the text/],
    [
      'gzip that is cut short',
      file('en.json.gz', gzipSync(squad('1')).subarray(0, 40)),
      'It begins as gzip does, but is damaged or cut short. Fetch it again.',
    ],
    ['a document of another markup', file('a.html', '<!DOCTYPE html><p>a'), /no format that is known here/],
    ['a ZIP archive', file('en.zip', 'PK\u0003\u0004'), /ZIP archive/],
    ['another binary', file('en.json', Uint8Array.of(123, 34, 7, 0, 9, 9)), /not text: byte 3 is NUL/],
    [
      'UTF-16 without a mark',
      file('en.json', Uint8Array.of(123, 0, 34, 0)),
      /UTF-16 without a byte order mark/,
    ],
    [
      'truncated JSON',
      file('en.json', squad('1').slice(0, 60)),
      'The JSON ends too early, at line 1, column 61 (character 61), inside data[0].paragraphs[0].context.',
    ],
    [
      'JSON with a stray comma',
      file('en.json', '{"data": [,]}'),
      /not well formed at line 1, column 11 .*inside data\[0\]/,
    ],
    ['another schema', file('en.json', '{\n"rows": []\n}'), /no "data" list/],
    ['a list of nothing', file('en.json', '[]'), 'It holds no rows.'],
    ['a name without a language', file('questions.json', squad('1')), /language is not known.*el\.json/],
    [
      'bytes that are not UTF-8',
      file('en.json', concat(utf8('{"data": "'), Uint8Array.of(0xe9), utf8('"}'))),
      'It is not UTF-8: byte 0xE9 at offset 10 does not belong there. Save it as UTF-8.',
    ],
  ])('%s', async (_, bad, reason) => {
    expect(await refusal(bad)).toEqual(typeof reason === 'string' ? reason : expect.stringMatching(reason));
  });

  it('a document over the limit, its beginning read and no more', async () => {
    const huge = {
      ...file('en.json', squad('1')),
      size: MAX_FILE_BYTES + 1,
      stream: () => {
        throw new Error('was read');
      },
    };
    expect(await refusal(huge)).toBe('It is 513 MB large; the limit is 512 MB. Split it.');
  });

  it('a file that cannot be read', async () => {
    const gone = {
      ...file('en.json', squad('1')),
      slice: () => Promise.reject(new Error('permission denied')),
    };
    expect(await refusal(gone)).toBe('It could not be read: permission denied');
  });

  it('a file that repeats questions of another in its language', async () => {
    const { corpus, report } = await readCorpus('c', [
      file('a/en.json', squad('1', '2')),
      file('b/en.json', squad('2')),
    ]);
    expect(corpus?.passages).toHaveLength(1);
    expect(report.files[1]?.skipped[0]?.reason).toBe(
      'It repeats 1 question of a/en.json in the same language (en).',
    );
  });
});

describe('readCorpus', () => {
  it('gives no corpus when no passage could be read', async () => {
    const { corpus, report } = await readCorpus('c', [file('a.jsonl', '{"id":"1"}')]);
    expect(corpus).toBeNull();
    expect(report.files[0]?.skipped).toMatchObject([{ where: 'line 1', reason: '"lang" is missing.' }]);
  });

  it('loses one row of JSON Lines to another encoding, and says where', async () => {
    const bytes = concat(
      utf8(`\ufeff${row('1', 'ሀ')}\n{"id":"2","lang":"de","text":"sch`),
      Uint8Array.of(0xf6),
      utf8(`n"}\n${row('3')}`),
    );
    const { corpus, report } = await readCorpus('c', [file('a.jsonl', bytes)]);
    expect(corpus?.passages.map(({ id }) => id)).toEqual(['1', '3']);
    const offset = bytes.indexOf(0xf6);
    expect(report.files[0]?.skipped).toEqual([
      {
        file: 'a.jsonl',
        where: 'line 2',
        reason: `The line is not UTF-8: byte 0xF6 at offset ${String(offset)} does not belong there.`,
      },
    ]);
  });

  it.each(['le', 'be'])('reads UTF-16%s with a byte order mark', async (order) => {
    const units = Buffer.from(`\ufeff${row('1', 'ខ្មែរ')}\n${row('2')}`, 'utf16le');
    const bytes = new Uint8Array(order === 'le' ? units : units.swap16());
    const { corpus } = await readCorpus('c', [file('a.jsonl', bytes)]);
    expect(corpus?.passages.map(({ text }) => text)).toEqual(['ខ្មែរ', 'x']);
  });

  it('reads generated queries as one list', async () => {
    const generated = JSON.stringify([
      { docid: 'good', generated_queries: { ar: ['أين؟'] } },
      { docid: 'good' },
    ]);
    const { corpus, report } = await readCorpus('c', [GOOD, file('xqg.json', generated)]);
    expect(corpus?.generated).toEqual([{ docid: 'good', queries: { ar: ['أين؟'] } }]);
    expect(report.files[1]).toMatchObject({
      format: 'generated-queries',
      generated: 1,
      skipped: [{ where: '[1]' }],
    });
  });

  it('gives two files of one language ids of their own', async () => {
    const { corpus, report } = await readCorpus('c', [
      file('dev.am.json', squad('1')),
      file('train.am.json', squad('2')),
    ]);
    expect(corpus?.queries.map(({ id, relevant }) => [id, relevant])).toEqual([
      ['am:1', ['am_0']],
      ['am:2', ['am_1']],
    ]);
    expect(report.skipped).toEqual([]);
  });

  it('says when a file’s name and its script disagree', async () => {
    const thai = squad('1').replace('Some words.', 'ประเทศไทยเป็นประเทศ');
    const { report } = await readCorpus('c', [file('my.json', thai)]);
    expect(report.files[0]?.notes).toContain(
      'Most letters are Thai, which Burmese is not written in: check the file’s name.',
    );
  });

  it('takes from a file only what is asked for', async () => {
    const only = (kind: 'passages' | 'queries') => ({
      passages: kind === 'passages',
      queries: kind === 'queries',
      generated: false,
    });
    const { corpus, report } = await readCorpus('c', [
      { ...file('en.json', squad('old')), take: only('passages') },
      { ...file('other/en.json', squad('new')), take: only('queries') },
    ]);
    expect(corpus?.passages.map(({ id }) => id)).toEqual(['en_0']);
    expect(corpus?.queries.map(({ id, relevant }) => [id, relevant])).toEqual([['en:new', ['en_0']]]);
    expect(report.files.map(({ passages, queries }) => [passages, queries])).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('does not depend on the order of the files', async () => {
    const files = [file('b.jsonl', `${row('2')}\n${row('1', 'b')}`), file('a.jsonl', row('1', 'a'))];
    expect(await readCorpus('c', files)).toEqual(await readCorpus('c', [...files].reverse()));
  });

  it('reports progress before each file', async () => {
    const seen: string[] = [];
    await readCorpus('c', [GOOD, file('z.jsonl', row('z'))], {
      onProgress: ({ file: name, files, of }) => seen.push(`${name} ${String(files)}/${String(of)}`),
    });
    expect(seen).toEqual(['good.jsonl 0/2', 'z.jsonl 1/2']);
  });

  it('throws only when cancelled, in the middle of a file too', async () => {
    const cancelled = AbortSignal.abort();
    await expect(readCorpus('c', [GOOD], { signal: cancelled })).rejects.toMatchObject({ code: 'aborted' });

    const controller = new AbortController();
    const rows = Array.from({ length: 20_000 }, (_, i) => row(String(i))).join('\n');
    const long: SourceFile = {
      ...file('long.jsonl', rows),
      stream: () => {
        setTimeout(() => {
          controller.abort();
        }, 0);
        return new Blob([rows]).stream();
      },
    };
    await expect(readCorpus('c', [long], { signal: controller.signal })).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});

describe('readCorpus, TREC files and gzip', () => {
  const corpus = file(
    'c.jsonl',
    [
      '{"id":"p1","lang":"en","text":"one"}',
      '{"id":"p2","lang":"en","text":"two"}',
      '{"id":"q1","lang":"en","text":"one?","relevant":["p1"]}',
      '{"id":"q2","lang":"en","text":"two?","relevant":["p2"]}',
    ].join('\n'),
  );
  const qrels = file('q.qrels', 'q1 0 p2 1\nq1 0 p1 0\nq9 0 p1 1\n');

  it('reads what gzip holds, and takes the language from the name before .gz', async () => {
    const { corpus: read, report } = await readCorpus('c', [file('en.json.gz', gzipSync(squad('1')))]);
    expect(read?.passages[0]?.lang).toBe('en');
    expect(report.files[0]).toMatchObject({ format: 'xquad', file: 'en.json.gz' });
  });

  it('lets qrels judge in place of the queries, and reports queries that it does not know', async () => {
    const { corpus: read, report } = await readCorpus('c', [corpus, qrels]);
    expect(read?.queries.map(({ relevant }) => relevant)).toEqual([['p2'], ['p2']]);
    expect(report.files[1]).toMatchObject({ format: 'qrels', lines: 3 });
    expect(report.skipped).toHaveLength(1);
    expect(report.skipped[0]).toMatchObject({ file: 'q.qrels', where: 'query q9' });
    expect(report.skipped[0]?.reason).toContain('1 query');
  });

  it('adds files without passages to what is open', async () => {
    const { parsed } = await readCorpus('c', [corpus]);
    const generated = file('g.jsonl', '{"docid":"p1","generated_queries":{"am":["አንድ?"]}}');
    const joined = await readCorpus('c', [generated, qrels], { open: parsed });
    expect(joined.joined).toBe(true);
    expect(joined.corpus?.passages).toHaveLength(2);
    expect(joined.corpus?.generated).toEqual([{ docid: 'p1', queries: { am: ['አንድ?'] } }]);
    expect(joined.corpus?.queries[0]?.relevant).toEqual(['p2']);
    expect(joined.report.files.map(({ file: name }) => name)).toEqual(['g.jsonl', 'q.qrels']);
  });

  it('keeps a run apart: it is no part of a corpus', async () => {
    const run = file('bm25.run', 'q1 Q0 p1 1 2.5 x\nq1 Q0 p2 2 2.0 x\nq1 Q0 p2 3 1.0 x\n');
    const read = await readCorpus('c', [run]);
    expect(read.corpus).toBeNull();
    expect(read.parsed[0]?.run).toMatchObject({ queries: 1, lines: 2 });
    expect(read.report.files[0]).toMatchObject({ format: 'run', lines: 2 });
    expect(read.report.files[0]?.skipped[0]).toMatchObject({ where: 'line 3' });
  });
});
