import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Inspection } from '../protocol/inspection.ts';
import { startHubServer } from '../testing/hub-server.ts';
import type { HubServer } from '../testing/hub-server.ts';
import { jsonl } from '../testing/read-format.ts';

const BIN = fileURLToPath(new URL('../../bin/crosslens.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'crosslens-corpus-'));
const beir = join(folder, 'beir');
const DOCS = Array.from({ length: 60 }, (_, i) => ({
  _id: `d${String(i)}`,
  title: '',
  text: `Passage number ${String(i)} speaks of tea and of other drinks that people make.`,
}));

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let hub: HubServer;
beforeAll(async () => {
  mkdirSync(join(beir, 'qrels'), { recursive: true });
  writeFileSync(join(beir, 'corpus.jsonl.gz'), gzipSync(jsonl(DOCS)));
  writeFileSync(join(beir, 'queries.jsonl'), jsonl([{ _id: 'q1', text: 'what is said of tea?' }]));
  writeFileSync(join(beir, 'qrels', 'test.tsv'), 'query-id\tcorpus-id\tscore\nq1\td42\t1\n');
  writeFileSync(join(beir, '.hidden'), '');
  hub = await startHubServer();
});
afterAll(() => hub.close());

function crosslens(...args: readonly string[]): Promise<Outcome> {
  const env = { ...process.env, HF_ENDPOINT: hub.origin };
  return new Promise((resolve) => {
    execFile(process.execPath, [BIN, ...args], { maxBuffer: 2 ** 26, env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

const rowsOf = (lines: string): Record<string, unknown>[] =>
  lines
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('crosslens corpus look', () => {
  it('says what every file of a folder is, those in folders of it too', async () => {
    const { code, stdout } = await crosslens('corpus', 'look', beir, '--json', '--language', 'en');
    expect(code).toBe(0);
    const { files, estimate } = JSON.parse(stdout) as Inspection;
    expect(files.map(({ file, plan }) => [file, plan?.format])).toEqual([
      ['beir/corpus.jsonl.gz', 'beir-passages'],
      ['beir/qrels/test.tsv', 'qrels'],
      ['beir/queries.jsonl', 'beir-queries'],
    ]);
    expect(files[0]?.plan?.language).toEqual({ mode: 'declared', lang: 'en' });
    expect(estimate.passages).toBe(60);
  });

  it('prints it for people', async () => {
    const { stdout } = await crosslens('corpus', 'look', join(beir, 'qrels', 'test.tsv'));
    expect(stdout).toContain('\tformat\tqrels\tcolumns query-id, corpus-id and score\n');
    expect(stdout).toContain('\tjudgement\tq1\t\td42: 1\n');
  });
});

describe('crosslens corpus convert', () => {
  it('writes a part of a corpus, with what is relevant, as rows of our own', async () => {
    const out = join(folder, 'part.jsonl.gz');
    const part = ['--range', '1:3', '--language', 'en'];
    const { code, stdout, stderr } = await crosslens('corpus', 'convert', beir, '--out', out, ...part);
    expect(stderr).toContain('4 of its 60 passages were taken in, as chosen.');
    expect([code, stdout]).toEqual([0, `${out}: 4 passages, 1 queries\n`]);
    const rows = rowsOf(gunzipSync(readFileSync(out)).toString());
    expect(rows.map(({ id, lang }) => [id, lang])).toEqual([
      ['d0', 'en'],
      ['d1', 'en'],
      ['d2', 'en'],
      ['d42', 'en'],
      ['q1', 'en'],
    ]);
    expect(rows.at(-1)).toMatchObject({ relevant: ['d42'] });

    const again = join(folder, 'again.jsonl');
    expect((await crosslens('corpus', 'convert', out, '--out', again)).code).toBe(0);
    expect(rowsOf(readFileSync(again, 'utf8'))).toEqual(rows);
  });

  it('fetches what an address names', async () => {
    hub.addFile(`${hub.origin}/data/docs.jsonl`, jsonl([{ docid: '1', text: 'ሻይ በብዙ አገሮች የሚጠጣ መጠጥ ነው።' }]));
    const out = join(folder, 'fetched.jsonl');
    const { code, stderr } = await crosslens(
      'corpus',
      'convert',
      `${hub.origin}/data/docs.jsonl`,
      '--out',
      out,
    );
    expect([code, stderr]).toEqual([0, expect.stringContaining('Languages were detected text by text.')]);
    expect(rowsOf(readFileSync(out, 'utf8'))).toMatchObject([{ id: '1', lang: 'am' }]);
  });

  it.each([
    ['an address without encryption', ['http://example.org/a.jsonl', '--out', 'a.jsonl'], /https:\/\//],
    ['another name for the file', [beir, '--out', 'a.csv'], /must end in .jsonl/],
    ['no path', ['--out', 'a.jsonl'], /takes files, folders/],
  ])('refuses %s', async (_, given, message) => {
    const { code, stderr, stdout } = await crosslens('corpus', 'convert', ...given);
    expect([code === 0, stdout]).toEqual([false, '']);
    expect(stderr).toMatch(message);
  });
});

describe('crosslens eval', () => {
  it('reads any of these formats, and a part of them', async () => {
    const { code, stdout } = await crosslens(
      ...['eval', '--model', 'bm25', '--corpus', beir, '--language', 'en', '--sample', '10'],
      ...['--setting', 'mono', '--measures', 'R@10', '--json'],
    );
    expect(code).toBe(0);
    expect(stdout).toContain('"measure":"R@10","value":1,"n":1');
  });
});
