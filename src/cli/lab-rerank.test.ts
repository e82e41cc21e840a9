import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const BIN = fileURLToPath(new URL('../../bin/crosslens.mjs', import.meta.url));
const TINY = fileURLToPath(new URL('../engine/cross-encoder/fixtures/bert-tiny', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'crosslens-lab-'));
const golden = JSON.parse(readFileSync(join(TINY, 'golden.json'), 'utf8')) as {
  queries: string[];
  passages: string[];
  scores: number[];
};
const [query = ''] = golden.queries;
const corpus = join(folder, 'corpus.jsonl');
writeFileSync(
  corpus,
  [
    // The last one of the fixture is empty, which a corpus may not have.
    ...golden.passages.slice(0, -1).map((text, i) => ({ id: `p${String(i)}`, lang: 'en', text })),
    { id: 'q', lang: 'en', text: query, relevant: ['p0'] },
  ]
    .map((row) => `${JSON.stringify(row)}\n`)
    .join(''),
);

function lab(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [BIN, 'lab', ...args], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

describe('crosslens lab', () => {
  it('writes candidates with their texts, and rankings by a cross-encoder', async () => {
    const shared = ['--model', 'bag-hybrid', '--corpus', corpus, '--depth', '5'];
    const candidates = join(folder, 'candidates.jsonl');
    const rankings = join(folder, 'rankings.jsonl');
    const written = await lab('candidates', ...shared, '--out', candidates);
    expect(written.code, written.stderr).toBe(0);
    const row = JSON.parse(readFileSync(candidates, 'utf8')) as {
      query: string;
      text: string;
      candidates: { id: string; text: string }[];
    };
    expect([row.query, row.text]).toEqual(['q', query]);
    expect(row.candidates.map(({ id, text }) => golden.passages[Number(id[1])] === text)).toEqual(
      Array<boolean>(5).fill(true),
    );

    const made = await lab('rerank', '--cross-encoder', TINY, ...shared, '--out', rankings);
    expect(made.code, made.stderr).toBe(0);
    expect(made.stderr).toContain('Rankings of 1 queries written');
    const ranking = golden.scores
      .slice(0, 5)
      .map((score, i) => ({ id: `p${String(i)}`, score }))
      .sort((a, b) => b.score - a.score)
      .map(({ id }) => id);
    expect(JSON.parse(readFileSync(rankings, 'utf8'))).toEqual({ query: 'q', ranking });
    expect(ranking).not.toEqual(row.candidates.map(({ id }) => id));
  });

  it('says what is wrong with the call, and writes nothing then', async () => {
    const out = join(folder, 'none.jsonl');
    const given = ['--model', 'bm25', '--corpus', corpus, '--out', out];
    const nowhere = await lab('rerank', '--cross-encoder', join(folder, 'nowhere'), ...given);
    expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining('is not a folder') as unknown });
    const empty = await lab('rerank', '--cross-encoder', mkdtempSync(join(folder, 'empty-')), ...given);
    expect(empty).toMatchObject({ code: 1, stderr: expect.stringContaining('lacks config.json') as unknown });
    const missing = await lab('candidates', '--model', 'bm25', '--corpus', corpus);
    expect(missing).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--out is missing') as unknown,
    });
    const unknown = await lab('nonsense');
    expect(unknown).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no command "lab nonsense"') as unknown,
    });
    expect(existsSync(out)).toBe(false);
  });
});
