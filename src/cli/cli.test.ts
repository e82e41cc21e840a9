import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const BIN = fileURLToPath(new URL('../../bin/crosslens.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'crosslens-'));

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line as a person calls it: a process of its own. */
function crosslens(...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [BIN, ...args], { maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

function file(name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  return path;
}

/** Header and values of an .npy file, read by the format's own description. */
function readNpy(path: string): { readonly header: string; readonly values: Float32Array } {
  const bytes = readFileSync(path);
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\u0093NUMPY\u0001\u0000');
  const length = bytes.readUInt16LE(8);
  expect((10 + length) % 64).toBe(0);
  const body = bytes.subarray(10 + length);
  return {
    header: bytes.subarray(10, 10 + length).toString('latin1'),
    values: new Float32Array(body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength)),
  };
}

const CORPUS = [
  '{"id":"en-1","lang":"en","text":"The river rises in the mountains.","group":"river"}',
  '{"id":"de-1","lang":"de","text":"Der Fluss entspringt in den Bergen.","group":"river"}',
  '{"id":"en-2","lang":"en","text":"Bread is baked from flour.","group":"bread"}',
  '{"id":"de-2","lang":"de","text":"Brot wird aus Mehl gebacken.","group":"bread"}',
  '{"id":"q1","lang":"en","text":"Where does the river rise?","relevant":["en-1"],"group":"river"}',
  '{"id":"q2","lang":"de","text":"Wo entspringt der Fluss?","relevant":["de-1"],"group":"river"}',
];

describe('crosslens models', () => {
  it('lists the encoders that ship, and BM25', async () => {
    const { code, stdout } = await crosslens('models');
    expect(code).toBe(0);
    expect(stdout.split('\n').map((line) => line.split('\t')[0])).toEqual([
      'bag-hybrid',
      'bag-mono',
      'bm25',
      '',
    ]);
  });
});

describe('crosslens embed', () => {
  it('writes row i for line i: empty and over-long texts included', async () => {
    const long = 'word '.repeat(20_000);
    const input = file('texts.jsonl', [
      '{"text":"ቡና"}',
      '{"text":""}',
      JSON.stringify({ text: long }),
      '{"text":"ቡና","id":7}',
    ]);
    const output = join(folder, 'texts.npy');
    const { code, stdout, stderr } = await crosslens(
      'embed',
      '--model',
      'bag-hybrid',
      '--as',
      'passage',
      '--in',
      input,
      '--out',
      output,
    );
    expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: '' });
    const { header, values } = readNpy(output);
    expect(header).toContain("'descr': '<f4', 'fortran_order': False, 'shape': (4, 384)");
    expect(values).toHaveLength(4 * 384);
    expect(values.every(Number.isFinite)).toBe(true);
    expect(values.subarray(0, 384)).toEqual(values.subarray(3 * 384));
  });

  it('names a bad line and leaves no file', async () => {
    const input = file('bad.jsonl', ['{"text":"a"}', '{"texts":"b"}']);
    const output = join(folder, 'bad.npy');
    const { code, stderr } = await crosslens(
      'embed',
      '--model',
      'bag-hybrid',
      '--as',
      'query',
      '--in',
      input,
      '--out',
      output,
    );
    expect(code).not.toBe(0);
    expect(stderr).toContain('bad.jsonl, line 2');
    expect(existsSync(output)).toBe(false);
  });
});

describe('crosslens eval', () => {
  const corpus = file('corpus.jsonl', CORPUS);

  it('joins parallel queries by their group, and prints tidy rows', async () => {
    const { code, stdout, stderr } = await crosslens(
      'eval',
      '--model',
      'bm25',
      '--corpus',
      corpus,
      '--measures',
      'R@1,RD',
      '--json',
    );
    expect(code, stderr).toBe(0);
    const rows = JSON.parse(stdout) as Record<string, unknown>[];
    expect(Object.keys(rows[0]!)).toEqual([
      'encoder',
      'setting',
      'queryLanguage',
      'passageLanguage',
      'measure',
      'value',
      'n',
    ]);
    expect(rows).toContainEqual({
      encoder: 'bm25',
      setting: 'mono',
      queryLanguage: 'en',
      passageLanguage: 'en',
      measure: 'R@1',
      value: 1,
      n: 1,
    });
    expect(rows).toContainEqual({
      encoder: 'bm25',
      setting: 'mono',
      queryLanguage: 'mean',
      passageLanguage: 'mean',
      measure: 'R@1',
      value: 1,
      n: 2,
    });
    // Two relevant passages, one of them found first: half of them at k = 1.
    expect(rows).toContainEqual({
      encoder: 'bm25',
      setting: 'multi',
      queryLanguage: 'de',
      passageLanguage: 'all',
      measure: 'R@1',
      value: 0.5,
      n: 1,
    });
    expect(rows.filter(({ measure }) => measure === 'RD').every(({ setting }) => setting === 'multi')).toBe(
      true,
    );
  });

  it('takes generated queries as the xQG project publishes them', async () => {
    const xqg = file('xqg.jsonl', [
      '{"docid":"de-1","title":"","text":"","generated_queries":{"en":["Where does the river rise?"]}}',
    ]);
    const run = async (alpha: string): Promise<number> => {
      const { stdout, stderr } = await crosslens(
        'eval',
        '--model',
        'bag-hybrid',
        '--corpus',
        corpus,
        '--xqg',
        xqg,
        '--alpha',
        alpha,
        '--setting',
        'cross',
        '--measures',
        'MRR',
        '--query-languages',
        'de',
        '--json',
      );
      expect(stderr).not.toContain('crosslens:');
      return (JSON.parse(stdout) as { value: number }[])[0]!.value;
    };
    expect(await run('0')).toBeGreaterThan(0);
    expect(await run('0.9')).toBeGreaterThan(0);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['an unknown encoder', ['--model', 'nope', '--corpus', corpus], /No encoder is called "nope"/],
    ['an unknown measure', ['--model', 'bm25', '--corpus', corpus, '--measures', 'XYZ'], /"XYZ" is unknown/],
    ['a missing corpus', ['--model', 'bm25', '--corpus', join(folder, 'none')], /does not exist/],
    ['an unknown flag', ['--model', 'bm25', '--corpus', corpus, '--frob'], /frob/],
    ['an alpha out of range', ['--model', 'bm25', '--corpus', corpus, '--alpha', '7'], /--alpha/],
  ])('says what is wrong with %s, on stderr alone', async (_, args, expected) => {
    const { code, stdout, stderr } = await crosslens('eval', ...args);
    expect(code).not.toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toMatch(expected);
  });
});

describe('crosslens search', () => {
  it('ranks the demo shard', async () => {
    const { code, stdout, stderr } = await crosslens(
      'search',
      '--model',
      'bag-hybrid',
      '--corpus',
      'demo',
      '--k',
      '3',
      '--json',
      'ቡና በኢትዮጵያ',
    );
    expect(code, stderr).toBe(0);
    const hits = JSON.parse(stdout) as { rank: number; text: string }[];
    expect(hits.map(({ rank }) => rank)).toEqual([1, 2, 3]);
  });
});
