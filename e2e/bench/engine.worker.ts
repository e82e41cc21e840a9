import { Tokenizer } from '@huggingface/tokenizers';
import { searchedText } from '../../src/domain/corpus/searched-text.ts';
import type { Shard } from '../../src/domain/corpus/types.ts';
import { normaliseRows, scoreRows } from '../../src/domain/vectors/matrix.ts';
import { topHits } from '../../src/domain/vectors/top-k.ts';
import { createDenseArm } from '../../src/engine/arms/dense-arm.ts';
import { openEncoder } from '../../src/engine/encoder/encoder.ts';
import { pool } from '../../src/engine/encoder/pooling.ts';
import { fetchModelFile } from '../../src/engine/models/fetch-model-file.ts';
import { loadModelFiles } from '../../src/engine/models/model-source.ts';
import { openTokenModel } from '../../src/engine/ort/runtime.ts';
import { wasmRuntime } from '../../src/engine/ort/wasm.ts';
import { createKernel } from '../../src/engine/ranking/simd-kernel.ts';
import { labRows } from './lab-rows.ts';
import type { BenchRequest, BenchRow } from './rows.ts';

/** Texts and queries that the slow way is measured on; its figures for all of them are scaled from these. */
const NAIVE_TEXTS = 500;
const NAIVE_QUERIES = 20;
const LATENCY_RUNS = 40;

self.onmessage = (event: MessageEvent<BenchRequest>) => {
  void run(event.data).then((rows) => {
    self.postMessage(rows);
  });
};

async function run({ encoder: entry, baseUrl, threads, demo, xquad }: BenchRequest): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const encoder = await openEncoder(entry, wasmRuntime, fetchModelFile(baseUrl), { threads });
  const naive = await naiveEncoder({ encoder: entry, baseUrl, threads });
  for (const [name, shard] of [
    ['demo shard', demo],
    ...(xquad === null ? [] : [['XQuAD-R', xquad] as const]),
  ] as const) {
    const passages: Shard = { ...shard, queries: [], generated: [] };
    const arm = createDenseArm(encoder);
    const seconds = await timed(() => arm.index(passages, name, {}));
    const texts = passages.passages.slice(0, NAIVE_TEXTS).map(searchedText);
    const naiveSeconds = await timed(() => naive(texts));
    rows.push({
      what: `index ${name}, ${passages.passages.length} passages`,
      ours: passages.passages.length / seconds,
      naive: texts.length / naiveSeconds,
      unit: 'passages/s',
      higherIsBetter: true,
      note: `all of it in ${seconds.toFixed(2)} s; naive: one text a call, tokenizer as it comes, ${texts.length} texts`,
    });
  }
  for (const count of [13_014, 100_000]) rows.push(...latency(count, entry.dimensions));
  if (xquad !== null) rows.push(await evaluation(encoder, xquad, entry.dimensions));
  rows.push(...labRows(entry.dimensions));
  return rows;
}

/** What a first version would do: the library's tokenizer, one text for each run of the model. */
async function naiveEncoder(
  request: Pick<BenchRequest, 'encoder' | 'baseUrl' | 'threads'>,
): Promise<(texts: readonly string[]) => Promise<void>> {
  const { encoder: entry } = request;
  const files = await loadModelFiles(entry, fetchModelFile(request.baseUrl), {});
  const tokenizer = new Tokenizer(files.tokenizer as object, files.tokenizerConfig as object);
  const model = await openTokenModel(wasmRuntime, files.model, {
    name: entry.id,
    dimensions: entry.dimensions,
    threads: request.threads,
  });
  return async (texts) => {
    for (const text of texts) {
      const ids = tokenizer.encode(text).ids.slice(0, entry.maxTokens);
      const hidden = await model.run(
        BigInt64Array.from(ids, BigInt),
        new BigInt64Array(ids.length).fill(1n),
        1,
        ids.length,
      );
      pool(hidden, [ids.length], ids.length, entry.dimensions, entry);
    }
  };
}

/** One query against random unit vectors: score every passage and take the top ten. */
function latency(count: number, dimensions: number): BenchRow[] {
  const passages = randomRows(count, dimensions, 1);
  const queries = randomRows(LATENCY_RUNS, dimensions, 2);
  const kernel = createKernel(count, dimensions);
  kernel.write(0, passages);
  const ties = Uint32Array.from({ length: count }, (_, row) => row);
  const query = (run: number): Float32Array => queries.subarray(run * dimensions, (run + 1) * dimensions);
  const ours = times((run) => topHits(kernel.score(query(run), 1), 10, null, ties, null));
  const scores = new Float32Array(count);
  const naive = times((run) => {
    scoreRows(query(run), 1, passages, count, dimensions, scores);
    return Array.from(scores, (score, row) => ({ score, row }))
      .sort((a, b) => b.score - a.score)
      .slice(0, 10);
  });
  kernel.dispose();
  return ([50, 95] as const).map((percent) => ({
    what: `search ${count} vectors, p${percent}`,
    ours: percentile(ours, percent),
    naive: percentile(naive, percent),
    unit: 'ms',
    higherIsBetter: false,
    note: 'score and top ten, query already encoded; naive: plain loop and a full sort',
  }));
}

async function evaluation(
  encoder: Parameters<typeof createDenseArm>[0],
  shard: Shard,
  dimensions: number,
): Promise<BenchRow> {
  const arm = createDenseArm(encoder);
  await arm.index(shard, 'evaluation', {});
  const seconds = await timed(() => arm.evaluate({ measures: ['mAP', 'R@10'], k: 10, fusion: null }, {}));
  const count = shard.passages.length;
  const passages = randomRows(count, dimensions, 3);
  const queries = randomRows(NAIVE_QUERIES, dimensions, 4);
  const scores = new Float32Array(count);
  const naiveSeconds = await timed(() => {
    for (let run = 0; run < NAIVE_QUERIES; run += 1) {
      scoreRows(
        queries.subarray(run * dimensions, (run + 1) * dimensions),
        1,
        passages,
        count,
        dimensions,
        scores,
      );
      Array.from(scores, (score, row) => ({ score, row })).sort((a, b) => b.score - a.score);
    }
    return Promise.resolve();
  });
  return {
    what: `evaluate XQuAD-R, ${shard.queries.length} × ${count}`,
    ours: seconds,
    naive: (naiveSeconds * shard.queries.length) / NAIVE_QUERIES,
    unit: 's',
    higherIsBetter: false,
    note: `untruncated ranks and all figures; naive: loop and sort, scaled from ${NAIVE_QUERIES} queries`,
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** The first runs warm the compiler up and are not counted. */
function times(work: (run: number) => unknown): number[] {
  for (let run = 0; run < 3; run += 1) work(run);
  return Array.from({ length: LATENCY_RUNS }, (_, run) => {
    const start = performance.now();
    work(run);
    return performance.now() - start;
  });
}

function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((percent / 100) * sorted.length))] ?? NaN;
}

/** Unit vectors from a small congruential generator: the same in every run. */
function randomRows(count: number, dimensions: number, seed: number): Float32Array {
  let state = seed;
  const rows = Float32Array.from({ length: count * dimensions }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
  normaliseRows(rows, dimensions);
  return rows;
}
