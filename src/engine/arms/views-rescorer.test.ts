import { describe, expect, it } from 'vitest';
import { corpusFiles } from '../../cli/corpus-paths.ts';
import { findEncoder, openFromFolder, readManifest } from '../../cli/model-folder.ts';
import { searchedText } from '../../domain/corpus/searched-text.ts';
import { selectShard } from '../../domain/corpus/select-shard.ts';
import { createBm25 } from '../../domain/index/bm25.ts';
import { dot } from '../../domain/vectors/matrix.ts';
import { topHits } from '../../domain/vectors/top-k.ts';
import { readCorpus } from '../corpus/read-files.ts';
import type { Encoder } from '../encoder/encoder.ts';
import { tieOrderOf } from '../ranking/tie-order.ts';
import type { Rescorer } from './rescorer.ts';
import type { ViewsScoring } from './views-rescorer.ts';
import { createViewsRescorer } from './views-rescorer.ts';

const encoder = await openFromFolder(findEncoder(await readManifest(), 'bag-hybrid'), 1);
const { corpus } = await readCorpus('demo', await corpusFiles('demo'), {});
const shard = selectShard(corpus!, {
  queryLanguages: ['en', 'de'],
  passageLanguages: ['en', 'de', 'am'],
  rows: { mode: 'all' },
});
const n = shard.passages.length;
const d = encoder.dimensions;
const passages = await encoder.encode(shard.passages.map(searchedText), 'passage');
const queries = await encoder.encode(
  shard.queries.map(({ text }) => text),
  'query',
);
const tieOrder = tieOrderOf(shard);
const sample = [0, 7, shard.queries.length - 1];

describe('createViewsRescorer', () => {
  it('leaves scores as they are where only the inner product counts', async () => {
    const rescorer = await views({ dense: 0.3 });
    expect(rescorer.work(shard)).toBe(0);
    for (const query of sample) {
      const scores = denseScores(query);
      rescorer.rescore(query, scores);
      expect(scores).toEqual(denseScores(query));
    }
  });

  it('gives the order of BM25 where only words count', async () => {
    const bm25 = createBm25();
    for (const passage of shard.passages) bm25.add(searchedText(passage), passage.lang);
    const rescorer = await views({ lexical: 1 });
    for (const query of sample) {
      const scores = denseScores(query);
      rescorer.rescore(query, scores);
      const words = new Float32Array(n);
      bm25.score(shard.queries[query]!.text, words);
      expect(order(scores)).toEqual(order(words));
      expect(Math.max(...scores)).toBe(1);
    }
  });

  it('reorders the best `depth` alone by late interaction, and ranks all', async () => {
    const depth = 10;
    const rescorer = await views({ dense: 0.6, late: 0.4, depth });
    expect(rescorer.work(shard)).toBe(n + shard.queries.length);
    let moved = 0;
    for (const query of sample) {
      const before = order(denseScores(query));
      const scores = denseScores(query);
      rescorer.rescore(query, scores);
      const after = order(scores);
      expect(after.slice(depth)).toEqual(before.slice(depth));
      expect(after.slice(0, depth).sort()).toEqual(before.slice(0, depth).sort());
      if (after.join() !== before.join()) moved += 1;
      for (const row of after.slice(0, depth)) {
        const expected = 0.6 * denseScores(query)[row]! + 0.4 * (await maxSim(query, row));
        expect(scores[row]).toBeCloseTo(expected, 2);
      }
      // What was not looked at counts as the opposite of everything.
      const first = after[depth]!;
      expect(scores[first]).toBeCloseTo(0.6 * denseScores(query)[first]! - 0.4, 5);
    }
    expect(moved).toBeGreaterThan(0);
  });

  it('lets inner products choose and order where only late interaction counts', async () => {
    const depth = 10;
    const rescorer = await views({ late: 1, depth });
    for (const query of sample) {
      const before = order(denseScores(query));
      const scores = denseScores(query);
      rescorer.rescore(query, scores);
      const after = order(scores);
      expect(after.slice(depth)).toEqual(before.slice(depth));
      expect(scores[after[0]!]).toBeCloseTo(await maxSim(query, after[0]!), 2);
      expect(scores[after[depth]!]).toBe(-1);
    }
    const all = await views({ late: 1, depth: 1000 });
    const scores = denseScores(0);
    all.rescore(0, scores);
    expect(scores.every((score) => Math.abs(score) <= 1)).toBe(true);
  });

  it('scores a text as it scores a query of the shard with that text', async () => {
    const rescorer = await views({ dense: 0.5, lexical: 0.2, late: 0.3, depth: 20 });
    const known = denseScores(3);
    rescorer.rescore(3, known);
    const typed = denseScores(3);
    await rescorer.rescoreText(shard.queries[3]!.text, null, typed);
    expect(typed).toEqual(known);
  });

  it('goes on where it was cancelled, for the same texts in another object', async () => {
    let encoded = 0;
    const counting: Encoder = {
      ...encoder,
      encodeTokens(texts, side, signal) {
        encoded += texts.length;
        return encoder.encodeTokens(texts, side, signal);
      },
    };
    const rescorer = createViewsRescorer({ dense: 1, lexical: 0, late: 1, depth: 5 }, counting);
    const controller = new AbortController();
    const stopped = rescorer.index(shard, {
      signal: controller.signal,
      onProgress: () => {
        controller.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
    expect(() => {
      rescorer.rescore(0, denseScores(0));
    }).toThrow('indexed only in part');
    let last = 0;
    await rescorer.index(structuredClone(shard), { onProgress: (done) => (last = done) });
    expect(encoded).toBe(n + shard.queries.length);
    expect(last).toBe(rescorer.work(shard));
    const [interrupted, whole] = [denseScores(0), denseScores(0)];
    rescorer.rescore(0, interrupted);
    (await views({ dense: 1, late: 1, depth: 5 })).rescore(0, whole);
    expect(interrupted).toEqual(whole);
  });

  it('refuses what does not fit, before all is encoded, and says what to do', async () => {
    const rescorer = createViewsRescorer({ dense: 1, lexical: 0, late: 1, depth: 5 }, encoder, {
      maximumBytes: 100_000,
    });
    let done = 0;
    await expect(rescorer.index(shard, { onProgress: (count) => (done = count) })).rejects.toMatchObject({
      code: 'out-of-memory',
      message: expect.stringMatching(/fewer rows.*weight/) as string,
    });
    expect(done).toBe(0);
  });

  it('refuses weights that are all 0', () => {
    expect(() => createViewsRescorer({ dense: 0, lexical: 0, late: 0, depth: 5 }, encoder)).toThrow(
      /weights are 0/,
    );
  });
});

async function views(scoring: Partial<ViewsScoring>): Promise<Rescorer> {
  const rescorer = createViewsRescorer({ dense: 0, lexical: 0, late: 0, depth: 100, ...scoring }, encoder);
  await rescorer.index(shard, {});
  return rescorer;
}

function denseScores(query: number): Float32Array {
  const vector = queries.subarray(query * d, (query + 1) * d);
  return Float32Array.from({ length: n }, (_, row) => dot(vector, passages.subarray(row * d, (row + 1) * d)));
}

function order(scores: Float32Array): number[] {
  return topHits(scores, n, null, tieOrder, null).map(({ row }) => row);
}

/** In exact numbers, the slow way. */
async function maxSim(query: number, row: number): Promise<number> {
  const q = await encoder.encodeTokens([shard.queries[query]!.text], 'query');
  const p = await encoder.encodeTokens([searchedText(shard.passages[row]!)], 'passage');
  const token = (vectors: Float32Array, at: number): Float32Array => vectors.subarray(at * d, (at + 1) * d);
  const cosine = (a: Float32Array, b: Float32Array): number => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  const best = Array.from({ length: q.lengths[0]! }, (_, i) =>
    Math.max(
      ...Array.from({ length: p.lengths[0]! }, (_, j) => cosine(token(q.vectors, i), token(p.vectors, j))),
    ),
  );
  return best.reduce((sum, value) => sum + value, 0) / best.length;
}
