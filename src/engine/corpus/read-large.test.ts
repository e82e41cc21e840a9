import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { Intake, ReadPlan } from '../../domain/corpus/read-plan.ts';
import { sampleIndices } from '../../domain/random.ts';
import type { ReadProgress } from '../../protocol/corpus.ts';
import { jsonl } from '../../testing/read-format.ts';
import { sourceFromBytes } from './blob-source.ts';
import { readCorpus } from './read-files.ts';
import type { SourceFile } from './source-file.ts';

const file = (name: string, content: string): SourceFile =>
  sourceFromBytes(name, new TextEncoder().encode(content));
const plan = (intake: Intake): ReadPlan => ({ files: {}, without: [], intake });

/** A file of lines that are made when they are read, and are nowhere together. */
function made(name: string, rows: number, line: (row: number) => string): SourceFile {
  const encoder = new TextEncoder();
  const width = encoder.encode(line(0)).length;
  const stream = (): ReadableStream<Uint8Array> => {
    let row = 0;
    return new ReadableStream({
      pull(controller) {
        const lines: string[] = [];
        for (let i = 0; i < 64 && row < rows; i++) lines.push(line(row++));
        if (lines.length === 0) controller.close();
        else controller.enqueue(encoder.encode(lines.join('')));
      },
    });
  };
  return {
    name,
    size: rows * width,
    stream,
    async slice(start, end) {
      const lines = Array.from({ length: Math.min(rows, Math.ceil(end / width)) }, (_, row) => line(row));
      return Promise.resolve(encoder.encode(lines.join('')).subarray(start, end));
    },
  };
}

describe('readCorpus, of a part', () => {
  const corpus = file(
    'corpus.jsonl',
    jsonl(
      Array.from({ length: 100 }, (_, i) => ({ _id: `d${String(i)}`, title: '', text: `text ${String(i)}` })),
    ),
  );
  const queries = file(
    'queries.jsonl',
    jsonl([
      { _id: 'q1', text: '?' },
      { _id: 'q2', text: '??' },
    ]),
  );
  const qrels = file('test.tsv', 'query-id\tcorpus-id\tscore\nq1\td97\t1\nq2\td3\t1\nq2\td98\t0\n');
  const ids = (read: Awaited<ReturnType<typeof readCorpus>>) => read.corpus?.passages.map(({ id }) => id);

  it('takes the rows that are drawn, and those that are relevant', async () => {
    const choice = { mode: 'sample', n: 5, seed: 3, perLanguage: false } as const;
    const drawn = sampleIndices(100, 5, 3).map((i) => `d${String(i)}`);
    expect(drawn).not.toContain('d97');
    const read = await readCorpus('c', [corpus, queries, qrels], {
      plan: plan({ passages: choice, keepRelevant: true }),
    });
    expect(new Set(ids(read))).toEqual(new Set([...drawn, 'd3', 'd97']));
    expect(read.corpus?.queries.map(({ relevant }) => relevant)).toEqual([['d97'], ['d3']]);
    expect(read.intake).toEqual({ seen: 100, kept: new Set([...drawn, 'd3', 'd97']).size });
    expect(read.report.files[0]?.notes[0]).toBe('7 of its 100 passages were taken in, as chosen.');
    expect(read.skippedLog.count).toBe(0);
  });

  it('does without the relevant ones, and counts the queries that lose all of them', async () => {
    const read = await readCorpus('c', [corpus, queries, qrels], {
      plan: plan({ passages: { mode: 'range', from: 4, to: 5 }, keepRelevant: false }),
    });
    expect(ids(read)).toEqual(['d3', 'd4']);
    expect(read.corpus?.queries.map(({ id }) => id)).toEqual(['q2']);
    expect(read.report.skipped).toEqual([]);
    expect(read.report.files[1]?.notes).toEqual([
      'Left out, since no passage that is relevant to them is among those chosen: 1 query.',
    ]);
  });

  it('numbers rows over all files, without those of a file that is refused at its end', async () => {
    const rows = (prefix: string) =>
      jsonl([1, 2].map((n) => ({ docid: `${prefix}${String(n)}`, text: 'x' })));
    const broken: SourceFile = {
      ...file('b.jsonl', rows('b')),
      stream: () =>
        new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode(rows('b')));
          },
          pull() {
            throw new Error('gone');
          },
        }),
    };
    const files = [file('a.jsonl', rows('a')), broken, file('c.jsonl', rows('c'))];
    const read = await readCorpus('c', files, {
      plan: plan({ passages: { mode: 'range', from: 2, to: 3 }, keepRelevant: true }),
    });
    expect(ids(read)).toEqual(['a2', 'c1']);
    expect(read.report.files[1]?.skipped).toEqual([
      { file: 'b.jsonl', where: '', reason: 'It could not be read: gone' },
    ]);
  });

  it('takes rows of parallel passages whole, and their queries with them', async () => {
    const row = (i: number) => ({
      example_id: i,
      queries: { am: `ጥያቄ ${String(i)}`, km: `សំណួរ ${String(i)}` },
      answers: {},
    });
    const read = await readCorpus(
      'c',
      [file('mkqa.jsonl', jsonl(Array.from({ length: 50 }, (_, i) => row(i))))],
      {
        plan: plan({ passages: { mode: 'sample', n: 6, seed: 2, perLanguage: false }, keepRelevant: true }),
      },
    );
    expect(read.intake).toEqual({ seen: 100, kept: 12 });
    expect(new Set(read.corpus?.passages.map(({ group }) => group))).toEqual(
      new Set(sampleIndices(50, 6, 2).map(String)),
    );
    expect(read.corpus?.queries).toHaveLength(12);
    expect(read.skippedLog.count).toBe(0);
  });

  it('draws by languages that have to be detected', async () => {
    const docs = file(
      'docs.jsonl',
      jsonl(Array.from({ length: 40 }, (_, i) => ({ docid: i, text: i % 10 === 0 ? 'ሻይ' : 'tea' }))),
    );
    const read = await readCorpus('c', [docs], {
      plan: plan({ passages: { mode: 'sample', n: 3, seed: 1, perLanguage: true }, keepRelevant: true }),
      detect: (text) => (text === 'tea' ? 'en' : 'am'),
    });
    const langs = read.corpus?.passages.map(({ lang }) => lang).sort();
    expect(langs).toEqual(['am', 'am', 'am', 'en', 'en', 'en']);
  });

  it('reads 200 MB of which 5,000 rows are chosen without ever holding more than those', async () => {
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc') as () => void;
    const held = (): number => {
      gc();
      const { heapUsed, external } = process.memoryUsage();
      return (heapUsed + external) / 2 ** 20;
    };
    const filler = 'ሻይ በብዙ አገሮች የሚጠጣ መጠጥ ነው። '.repeat(16);
    const rows = 200_000;
    const large = made(
      'docs.jsonl',
      rows,
      (row) => `{"docid":"d${String(row).padStart(7, '0')}","text":"${filler}"}\n`,
    );
    expect(large.size).toBeGreaterThan(200e6);
    const seen: ReadProgress[] = [];
    const before = held();
    let most = 0;
    const read = await readCorpus('large', [large], {
      plan: plan({ passages: { mode: 'sample', n: 5_000, seed: 1, perLanguage: false }, keepRelevant: true }),
      onProgress: (progress) => {
        if (seen.length % 5 === 0) most = Math.max(most, held() - before);
        seen.push(progress);
      },
    });
    expect(read.corpus?.passages).toHaveLength(5_000);
    expect(read.intake).toEqual({ seen: rows, kept: 5_000 });
    // 5,000 rows are 6 MB; pieces of the stream and the maps of merging come on top.
    expect(most).toBeLessThan(60);
    expect(held() - before).toBeLessThan(40);

    const steps = seen.map(({ step }) => step);
    expect(steps.indexOf('read')).toBeGreaterThan(0);
    expect(steps.lastIndexOf('count')).toBe(steps.indexOf('read') - 1);
    for (const step of ['count', 'read'] as const) {
      const of = seen.filter((progress) => progress.step === step);
      const loaded = of.map((progress) => progress.loaded);
      expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
      expect(of.every(({ total }) => total === large.size)).toBe(true);
    }
    expect(seen.at(-1)?.passages).toBeLessThanOrEqual(5_000);
  });
});
