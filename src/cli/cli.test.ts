import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openLabArm } from '../engine/lab/arm-file.ts';

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
      'bag-xy',
      'small-hybrid',
      'small-hybrid-q4',
      'small-mono',
      'small-xy',
      'small-zero-shot',
      'small-aligned',
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
    expect(header).toContain("'descr': '<f4', 'fortran_order': False, 'shape': (4, 704)");
    expect(values).toHaveLength(4 * 704);
    expect(values.every(Number.isFinite)).toBe(true);
    expect(values.subarray(0, 704)).toEqual(values.subarray(3 * 704));
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

describe('crosslens eval --run', () => {
  // The micro vector of the papers: values printed by trec_eval.
  const qrels = file('micro.qrels', ['q1 0 d1 1', 'q1 0 d2 1', 'q1 0 d3 1', 'q2 0 d1 1', 'q3 0 d9 1']);
  const run = file('micro.run', [
    'q1 Q0 d1 1 4 x',
    'q1 Q0 x1 2 3 x',
    'q1 Q0 d2 3 2 x',
    'q1 Q0 x2 4 1 x',
    'q2 Q0 x1 1 2 x',
    'q2 Q0 d1 2 1 x',
  ]);
  const measures = 'map,ndcg_cut_3,recall.2,recip_rank,mAPlareqa@2';

  it('prints the measures under the names they were asked for by, each judged query counted', async () => {
    const { code, stdout, stderr } = await crosslens(
      ...['eval', '--run', run, '--qrels', qrels, '--measures', measures, '--json'],
    );
    expect(code).toBe(0);
    const printed = JSON.parse(stdout) as Record<
      string,
      { all: number; n: number; perQuery: Record<string, number> }
    >;
    expect(Object.keys(printed)).toEqual(['map', 'ndcg_cut_3', 'recall_2', 'recip_rank', 'mAPlareqa@2']);
    expect(printed['map']).toMatchObject({ n: 3, perQuery: { q2: 0.5, q3: 0 } });
    expect(printed['map']?.perQuery['q1']).toBeCloseTo(0.5556, 4);
    expect(printed['map']?.all).toBeCloseTo((0.55555 + 0.5) / 3, 4);
    expect(printed['ndcg_cut_3']?.perQuery['q1']).toBeCloseTo(0.7039, 4);
    expect(printed['mAPlareqa@2']?.perQuery['q1']).toBe(0.5);
    expect(stderr).toContain('1 judged queries without results, counted as 0');
  });

  it('counts a tie for the first place half in Rhalf@1, which needs the pool', async () => {
    const texts = file('ties.jsonl', [
      '{"id":"p-1","lang":"en","text":"the river"}',
      '{"id":"p-2","lang":"en","text":"The river!"}',
      '{"id":"p-3","lang":"en","text":"some bread"}',
      '{"id":"q-1","lang":"am","text":"river","relevant":["p-1"]}',
      '{"id":"q-2","lang":"am","text":"bread","relevant":["p-3"]}',
    ]);
    const asked = ['--setting', 'cross', '--measures', 'Rhalf@1,R@1'];
    const { code, stdout } = await crosslens('eval', '--model', 'bm25', '--corpus', texts, ...asked);
    expect(code).toBe(0);
    // p-2 has the larger id, so R@1 gives the river to it.
    expect(stdout).toMatch(/cross\tmean\tmean\tRhalf@1\t0\.7500\t/);
    expect(stdout).toMatch(/cross\tmean\tmean\tR@1\t0\.5000\t/);

    const alone = await crosslens('eval', '--run', run, '--qrels', qrels, '--measures', 'Rhalf@1');
    expect(alone.code).not.toBe(0);
    expect(alone.stderr).toContain('Rhalf@1 needs the whole pool and its languages');
  });

  it('leaves out queries without results when told to', async () => {
    const { stdout } = await crosslens(
      ...['eval', '--run', run, '--qrels', qrels, '--measures', 'map', '--no-complete', '--json'],
    );
    const { map } = JSON.parse(stdout) as { map: { all: number; n: number } };
    expect(map.n).toBe(2);
    expect(map.all).toBeCloseTo(0.5278, 4);
  });

  it('reads gzip, and tests two runs against each other', async () => {
    const packed = join(folder, 'packed.run.gz');
    writeFileSync(packed, gzipSync(readFileSync(run)));
    const { code, stdout } = await crosslens(
      ...[
        'eval',
        '--run',
        run,
        '--run',
        packed,
        '--qrels',
        qrels,
        '--measures',
        'map',
        '--significance',
        '--json',
      ],
    );
    expect(code).toBe(0);
    const { runs, significance } = JSON.parse(stdout) as {
      runs: { measures: { map: { all: number } } }[];
      significance: { map: { pairs: { n: number; ties: number; randomisation: { p: number } }[] } };
    };
    expect(runs[0]?.measures.map.all).toBe(runs[1]?.measures.map.all);
    expect(significance.map.pairs[0]).toMatchObject({ n: 3, ties: 3, randomisation: { p: 1 } });
  });

  it('exports a run that evaluates to the figures of the model, with the corpus’s judgements', async () => {
    const corpus = file('export.jsonl', CORPUS);
    const [out, judged] = [join(folder, 'out.run'), join(folder, 'out.qrels')];
    const made = await crosslens(
      ...['eval', '--model', 'bm25', '--corpus', corpus, '--setting', 'multi', '--measures', 'MRR', '--json'],
      ...['--export-run', out, '--export-qrels', judged],
    );
    const mean = (JSON.parse(made.stdout) as { queryLanguage: string; value: number }[]).find(
      ({ queryLanguage }) => queryLanguage === 'mean',
    );
    const { stdout } = await crosslens(
      ...['eval', '--run', out, '--qrels', judged, '--measures', 'recip_rank', '--json'],
    );
    const { recip_rank: again } = JSON.parse(stdout) as { recip_rank: { all: number; n: number } };
    expect(again).toMatchObject({ n: 2, all: mean?.value ?? NaN });
    const beside = await crosslens(
      ...[
        'eval',
        '--model',
        'bm25',
        '--run',
        out,
        '--corpus',
        corpus,
        '--setting',
        'multi',
        '--measures',
        'MRR',
      ],
    );
    const values = beside.stdout
      .split('\n')
      .filter((line) => line.includes('\tmean\t'))
      .map((line) => line.split('\t')[5]);
    expect(new Set(values).size).toBe(1);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['a measure that means two things', ['--qrels', qrels, '--measures', 'map@10'], /means two things/],
    ['no qrels', [], /--qrels is missing/],
    ['a convention that is none', ['--qrels', qrels, '--convention', '8'], /10 or 9/],
    ['a flag of another command', ['--qrels', qrels, '--as', 'query'], /does not take --as/],
  ])('says what is wrong with %s', async (_, flags, expected) => {
    const { code, stdout, stderr } = await crosslens('eval', '--run', run, ...flags);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(expected);
  });
});

describe('crosslens xqg', () => {
  const corpus = file('generate-for.jsonl', CORPUS);

  it('writes queries that can be checked and fused, and goes on with a file that it has', async () => {
    const out = join(folder, 'written.jsonl');
    const flags = [
      'xqg',
      'generate',
      '--corpus',
      corpus,
      '--languages',
      'en,de',
      '--per-language',
      '2',
      '--out',
      out,
    ];
    const first = await crosslens(...flags, '--limit', '2');
    expect(first.stderr).toMatch(/\d+ queries written/);
    expect(first.code).toBe(0);
    const second = await crosslens(...flags);
    expect(second.stderr).toContain('has 2 of the passages already');
    const rows = readFileSync(out, 'utf8').trimEnd().split('\n');
    expect(rows).toHaveLength(4);
    const [row] = rows.map(
      (line) => JSON.parse(line) as { docid: string; generated_queries: Record<string, string[]> },
    );
    // Passages are sorted by language: the first is German, and gets English queries alone.
    expect(row?.docid).toMatch(/^de-/);
    expect(Object.keys(row?.generated_queries ?? {})).toEqual(['en']);

    const check = await crosslens('xqg', 'check', '--corpus', corpus, '--xqg', out, '--json');
    const quality = JSON.parse(check.stdout) as { language: string; queries: number }[];
    expect(quality.at(-1)).toMatchObject({ language: 'all' });
    expect(quality.at(-1)?.queries).toBeGreaterThan(4);

    const npy = join(folder, 'fused.npy');
    const fused = await crosslens(
      ...[
        'xqg',
        'fuse',
        '--model',
        'bag-hybrid',
        '--corpus',
        corpus,
        '--xqg',
        out,
        '--alpha',
        '0.1',
        '--out',
        npy,
      ],
    );
    expect(fused.code).toBe(0);
    expect(readNpy(npy).values).toHaveLength(4 * 704);
    expect(readFileSync(join(folder, 'fused.ids.jsonl'), 'utf8').split('\n')[0]).toBe(
      '{"id":"de-2","lang":"de"}',
    );
  });
});

describe('crosslens answers', () => {
  const corpus = file('answers.jsonl', [
    '{"id":"p1","lang":"en","text":"The capital is Addis Ababa."}',
    '{"id":"q1","lang":"en","text":"What is the capital?","relevant":["p1"],"answers":["Addis Ababa"]}',
    '{"id":"q2","lang":"en","text":"What else?","relevant":["p1"],"answers":["capital"]}',
  ]);

  it('measures a reader by SQuAD’s rules, and a question without an answer as 0', async () => {
    const predictions = file('predictions.json', ['{"q1":"the Addis Ababa!"}']);
    const { stdout } = await crosslens('answers', '--corpus', corpus, '--predictions', predictions);
    expect(stdout).toContain('answer EM\ten\t0.5000\tn=2');
    expect(stdout).toContain('answer F1\tmean\t0.5000\tn=2');
  });

  it('measures a retriever by tokens, official and strict told apart', async () => {
    const retrieved = file('retrieved.json', ['[{"id":"q1","lang":"en","ctxs":["It is Addis Ababa."]}]']);
    const { stdout } = await crosslens('answers', '--corpus', corpus, '--retrieved', retrieved);
    expect(stdout).toContain('has-answer R@10\ten\t0.5000\tn=2');
    // The official denominator holds what was returned; the strict one every question.
    expect(stdout).toContain('R@2kt (approximate)\ten\t1.0000\tn=1');
    expect(stdout).toContain('R@2kt (strict, approximate)\ten\t0.5000\tn=2');
  });
});

describe('crosslens lab', () => {
  const on = (model: string): string[] => ['--model', model, '--corpus', 'demo', '--languages', 'en,de'];
  const demo = on('bag-hybrid');
  const quick = ['--epochs', '2', '--batch-size', '20', '--shape', 'low-rank:8'];
  interface Printed {
    readonly changes: readonly {
      readonly xqg: boolean;
      readonly before: number;
      readonly after: { readonly mean: number; readonly margin: number | null; readonly n: number };
      readonly change: { readonly mean: number };
    }[];
    readonly figures: readonly Record<string, unknown>[];
  }

  it('trains, prints what changes over the seeds, and writes the arm of the first one', async () => {
    const out = join(folder, 'made.safetensors');
    const { code, stdout, stderr } = await crosslens(
      ...['lab', 'train', '--recipe', 'hybrid', '--alpha', '0.5', ...demo, ...quick],
      ...['--seed', '3', '--seeds', '2', '--xqg-alpha', '0.05', '--out', out, '--json'],
    );
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('held out');
    const printed = JSON.parse(stdout) as Printed;
    expect(printed).toMatchObject({
      recipe: { kind: 'hybrid', alpha: 0.5, training: { epochs: 2, shape: { kind: 'low-rank', rank: 8 } } },
      split: { choice: { seed: 1, heldOut: 0.5 } },
      ended: 'finished',
    });
    expect(printed.changes.map(({ xqg }) => xqg)).toEqual([
      ...Array<boolean>(4).fill(false),
      ...Array<boolean>(4).fill(true),
    ]);
    for (const { before, after, change } of printed.changes) {
      expect(change.mean).toBeCloseTo(after.mean - before, 10);
      expect(after.n).toBe(2);
      expect(after.margin).not.toBeNull();
    }
    expect(Object.keys(printed.figures[0]!)).toEqual([
      ...['model', 'recipe', 'stage', 'seed', 'xqg', 'setting', 'measure', 'value', 'n'],
    ]);
    expect(printed.figures.filter(({ stage }) => stage === 'after').map(({ seed }) => seed)).toEqual([
      ...Array<number>(8).fill(3),
      ...Array<number>(8).fill(4),
    ]);
    const { arm } = await openLabArm(new Blob([readFileSync(out)]));
    expect(arm.training).toMatchObject([{ seed: 3, finished: true, corpus: 'demo' }]);

    const upon = await crosslens(...['lab', 'train', '--recipe', 'centre', ...on(out), '--json']);
    expect(upon.code, upon.stderr).toBe(0);
    const first = printed.figures.filter((row) => row['seed'] === 3 && row['xqg'] === false);
    const start = (JSON.parse(upon.stdout) as Printed).figures.filter(({ stage }) => stage === 'before');
    expect(start.map((row) => row['value'])).toEqual(first.map((row) => row['value']));
    const other = await crosslens(...['lab', 'train', '--recipe', 'centre', ...on(out), '--split-seed', '2']);
    expect(other.code).toBe(1);
    expect(other.stderr).toContain('holds out');
  });

  it('puts arms together, and judges no arm by what one of them was trained on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'crosslens-'));
    const [trained, views] = [join(folder, 'trained.safetensors'), join(folder, 'views.safetensors')];
    await crosslens(...['lab', 'train', '--recipe', 'centre', ...demo, '--out', trained]);
    const weights = ['--dense', '0', '--lexical', '1'];
    const made = await crosslens(
      ...['lab', 'assemble', '--kind', 'views', ...weights, ...demo, '--out', views],
    );
    expect(made.code, made.stderr).toBe(0);

    const setting = ['--setting', 'multi', '--measures', 'mAP', '--json'];
    const rows = async (...models: string[]): Promise<{ encoder: string; value: number; n: number }[]> => {
      const asked = models.flatMap((model) => ['--model', model]);
      const { stdout } = await crosslens(...['eval', ...asked, ...demo.slice(2), ...setting]);
      return (
        JSON.parse(stdout) as { encoder: string; queryLanguage: string; value: number; n: number }[]
      ).filter(({ queryLanguage }) => queryLanguage === 'en');
    };
    const [byViews, byWords] = await rows(views, 'bm25');
    expect(byViews!.n).toBe(80);
    // A passage without any word of the query is retrieved by vectors, last of all, and by BM25 not at all.
    expect(byViews!.value).toBeGreaterThanOrEqual(byWords!.value);
    expect(byViews!.value).toBeCloseTo(byWords!.value, 1);
    const [adapted, plain] = await rows(trained, 'bag-hybrid');
    expect([adapted!.n, plain!.n]).toEqual([40, 40]);
  });

  it('fits a control and prints a line for each figure', async () => {
    const { code, stdout, stderr } = await crosslens(
      ...['lab', 'train', '--recipe', 'subspace', '--components', '2', ...demo],
    );
    expect(code, stderr).toBe(0);
    const [header, ...lines] = stdout.trimEnd().split('\n');
    expect(header?.split('\t').slice(1)).toEqual(['setting', 'measure', 'before', 'after', 'change']);
    expect(lines.slice(0, 4).map((line) => line.split('\t').slice(1, 3).join(' '))).toEqual([
      ...['mono mAP', 'cross mAP', 'multi mAP', 'multi RD'],
    ]);
  });

  it('sweeps α, and the number of training languages', async () => {
    const byAlpha = await crosslens(...['lab', 'sweep', '--alpha', '0:1:0.5', ...demo, ...quick, '--json']);
    expect(byAlpha.code, byAlpha.stderr).toBe(0);
    const { figures } = JSON.parse(byAlpha.stdout) as Printed;
    expect([...new Set(figures.map((row) => row['alpha']))]).toEqual([null, 0, 0.5, 1]);
    const byLanguages = await crosslens(
      ...['lab', 'sweep', '--training-languages', 'de,en', '--counts', '1,2', ...demo, ...quick],
    );
    expect(byLanguages.code, byLanguages.stderr).toBe(0);
    const rows = byLanguages.stdout.trimEnd().split('\n');
    expect(rows.map((row) => row.split('\t').slice(0, 2).join(' '))).toEqual([
      ...['languages queries', 'before all', '1 all', '1 seen', '1 unseen', '2 all', '2 seen', '2 unseen'],
    ]);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['no recipe', ['train', ...demo], /--recipe is missing/],
    ['a recipe that there is none of', ['train', '--recipe', 'magic', ...demo], /--recipe is one of hybrid/],
    [
      'a flag of another recipe',
      ['train', '--recipe', 'centre', '--epochs', '3', ...demo],
      /centre does not take --epochs/,
    ],
    [
      'a setting out of its range',
      ['train', '--recipe', 'hybrid', '--alpha', '2', ...demo],
      /--alpha: .*<=1/,
    ],
    [
      'a shape that is none',
      ['train', '--recipe', 'hybrid', '--shape', 'round', ...demo],
      /--shape is full, low-rank:R or hidden:H/,
    ],
    [
      'an arm without vectors',
      ['train', '--recipe', 'centre', '--model', 'bm25', '--corpus', 'demo'],
      /bm25 has no vectors/,
    ],
    [
      'counts beyond the languages',
      ['sweep', '--training-languages', 'de', '--counts', '2', ...demo],
      /--counts/,
    ],
    ['a range that never ends', ['sweep', '--alpha', '0:1:0', ...demo], /--alpha is a list/],
    ['a command that there is none of', ['untrain'], /no command "lab untrain"/],
  ])('says what is wrong with %s', async (_, args, expected) => {
    const { code, stdout, stderr } = await crosslens('lab', ...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(expected);
  });

  it('says what the data lack', async () => {
    const path = file('one-unit.jsonl', CORPUS);
    const { code, stderr } = await crosslens(
      ...['lab', 'train', '--recipe', 'distil', '--teacher', 'km', '--model', 'bag-hybrid', '--corpus', path],
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/^crosslens: /m);
  });
});
