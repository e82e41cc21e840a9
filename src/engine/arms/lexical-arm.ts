import { searchedText } from '../../domain/corpus/searched-text.ts';
import type { Shard } from '../../domain/corpus/types.ts';
import type { Bm25Index } from '../../domain/index/bm25.ts';
import { createBm25 } from '../../domain/index/bm25.ts';
import type { RankTable } from '../../domain/metrics/rank-table.ts';
import type { EvaluateProgress } from '../../protocol/arm.ts';
import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import { startPace } from '../rate.ts';
import type { BlockScorer } from '../ranking/rank-queries.ts';
import { rankQueries } from '../ranking/rank-queries.ts';
import { scalarCounts } from '../ranking/scalar-counts.ts';
import { findAnswers } from '../ranking/find-answers.ts';
import { topRows } from '../ranking/top-rows.ts';
import { writeRun } from '../ranking/write-run.ts';
import { yieldToEvents } from '../yield-to-events.ts';
import type { Arm, JobOptions } from './arm.ts';
import { noMovers } from './no-movers.ts';
import type { Rankings } from './reports.ts';
import { keepRankings, reportOf, valuesOf } from './reports.ts';
import { answerSearch } from './search-answer.ts';

const WINDOW = 200;

interface LexicalIndex {
  readonly shard: Shard;
  readonly shardHash: string;
  readonly bm25: Bm25Index;
  readonly rankings: Rankings;
  done: number;
  seconds: number;
}

/** BM25 behind the same interface as an encoder. A passage without any word of the query is not retrieved. */
export function createLexicalArm(): Arm {
  let index: LexicalIndex | null = null;
  const need = (): LexicalIndex => {
    if (index === null) throw new CrosslensError('not-ready', 'Nothing is indexed yet.');
    return index;
  };

  const needWhole = (): LexicalIndex => {
    const current = need();
    if (current.done < current.shard.passages.length) {
      throw new CrosslensError('not-ready', 'The shard is indexed only in part. Let indexing finish first.');
    }
    return current;
  };
  const ranked = (options: JobOptions<EvaluateProgress>): Promise<RankTable> => {
    const whole = needWhole();
    return whole.rankings(null, () => rankQueries(whole.shard, scorerOf(whole), options));
  };

  return {
    async index(shard, shardHash, { signal, onProgress }) {
      if (index?.shardHash !== shardHash) {
        index = { shard, shardHash, bm25: createBm25(), rankings: keepRankings(), done: 0, seconds: 0 };
      }
      const current = index;
      const pace = startPace(shard.passages.length, current.done);
      const started = performance.now();
      try {
        while (current.done < shard.passages.length) {
          throwIfAborted(signal);
          for (const passage of shard.passages.slice(current.done, current.done + WINDOW)) {
            current.bm25.add(searchedText(passage), passage.lang);
            current.done += 1;
          }
          onProgress?.(pace(current.done));
          await yieldToEvents();
        }
      } finally {
        current.seconds += (performance.now() - started) / 1000;
      }
      return {
        passages: shard.passages.length,
        queries: shard.queries.length,
        generated: 0,
        seconds: current.seconds,
      };
    },

    search(input) {
      const { shard, bm25, done } = need();
      const started = performance.now();
      const scores = new Float32Array(shard.passages.length);
      bm25.score(input.text, scores);
      const available = new Uint8Array(shard.passages.length).fill(1, 0, done);
      return Promise.resolve(
        answerSearch(shard, scores, input, { available, minimumScore: 0, started, encoded: started }),
      );
    },

    async evaluate(input, options) {
      // xQG fuses vectors, and BM25 has none: its figures stay what they are, whatever the fusion.
      return reportOf(needWhole().shard, await ranked(options), input, { fused: null, noResults: 0 });
    },

    async values(input, options) {
      return valuesOf(needWhole().shard, await ranked(options), input);
    },

    answers(input, options) {
      const whole = needWhole();
      return findAnswers(whole.shard, topRows(whole.shard, scorerOf(whole)), input, options);
    },

    async exportRun(input, options) {
      const whole = needWhole();
      return writeRun(whole.shard, scorerOf(whole), input, options);
    },

    movers: () => noMovers('BM25'),

    dispose: () => Promise.resolve(),
  };
}

function scorerOf({ shard, bm25 }: LexicalIndex): BlockScorer {
  const rows = shard.passages.length;
  let block = new Float32Array(0);
  return {
    minimumScore: 0,
    score: (first, count) => {
      if (block.length < count * rows) block = new Float32Array(count * rows);
      for (let i = 0; i < count; i += 1) {
        const row = block.subarray(i * rows, (i + 1) * rows);
        row.fill(0);
        bm25.score(shard.queries[first + i]?.text ?? '', row);
      }
      return block.subarray(0, count * rows);
    },
    ...scalarCounts(() => block, rows),
  };
}
