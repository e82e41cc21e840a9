import type { StoreApi } from 'zustand/vanilla';
import type { GeneratedQueries, LanguageCode, Passage } from '../../domain/corpus/types.ts';
import type { OpenProgress } from '../../protocol/arm.ts';
import type { GenerateOptions, GeneratorContract, OpenGeneratorInput } from '../../protocol/generator.ts';
import { CrosslensError, toWireError } from '../../protocol/errors.ts';
import type { Connection } from '../connect.ts';
import { connect } from '../connect.ts';
import { spawnGenerator } from '../spawn.ts';
import type { CorpusController } from './corpus-controller.ts';
import type { GeneratedStore } from './generated-store.ts';
import { passageKey } from './generated-store.ts';
import type { GenerationProgress, GenerationState, SessionState } from './session-state.ts';

export interface GenerationController {
  /** Writes queries for every passage of the shard; what an earlier run wrote with the same options is taken over. */
  start(source: OpenGeneratorInput['source'], options: GenerateOptions): Promise<void>;
  pause(): void;
  /** Goes on with the options of the run that was paused or failed. */
  resume(): Promise<void>;
  /** Ends a run whose shard is no longer the open one; what it wrote is kept for when that shard comes back. */
  shardChanged(): void;
  dispose(): void;
}

/** Passages of one call: enough to fill a batch, few enough to lose when cancelled. */
const CHUNK = 8;
const SHOWN_SAMPLES = 6;

/** Drives one generator over the shard that is open, and hands what it writes to the corpus. */
export function createGenerationController(
  store: StoreApi<SessionState>,
  corpus: CorpusController,
  kept: GeneratedStore,
  threads: number,
): GenerationController {
  let connection: Connection<GeneratorContract> | null = null;
  let opened: OpenGeneratorInput['source'] | null = null;
  let work = new AbortController();
  let last: { source: OpenGeneratorInput['source']; options: GenerateOptions } | null = null;

  const update = (change: Partial<GenerationState>): void => {
    store.setState(({ generation }) => ({ generation: { ...generation, ...change } }));
  };

  const open = async (source: OpenGeneratorInput['source'], signal: AbortSignal): Promise<void> => {
    if (connection !== null && opened !== null && isSame(opened, source)) return;
    close();
    const opening = connect<GeneratorContract>(spawnGenerator, 'the generator', (error: CrosslensError) => {
      close();
      update({ phase: 'failed', error: toWireError(error) });
    });
    connection = opening;
    try {
      await opening.call(
        'open',
        { source, threads },
        {
          signal,
          onProgress: (progress: OpenProgress) => {
            update({ opening: progress });
          },
        },
      );
      opened = source;
    } catch (error) {
      // Cancelled or failed half-way: the next attempt starts anew.
      if (connection === opening) close();
      throw error;
    }
  };
  const close = (): void => {
    connection?.dispose();
    connection = null;
    opened = null;
  };

  const write = async (source: OpenGeneratorInput['source'], options: GenerateOptions): Promise<void> => {
    work.abort();
    work = new AbortController();
    const { signal } = work;
    last = { source, options };
    const shard = corpus.shard();
    if (shard === null) return;
    const name = source.kind === 'shipped' ? source.generator.id : source.name;
    update({ phase: 'opening', opening: null, progress: null, options, error: null, generator: name });
    const rows: GeneratedQueries[] = [];
    try {
      await open(source, signal);
      const identity = source.kind === 'shipped' ? `${name} ${source.generator.revision}` : `own ${name}`;
      const key = JSON.stringify([identity, options]);
      await run(shard.summary.passages, options, await kept.read(key), signal, async (row, passage) => {
        rows.push(row);
        if (passage !== null) await kept.add(key, passage, row);
      });
      update({ phase: 'done' });
    } catch (error) {
      if (signal.aborted) return;
      update({ phase: 'failed', error: toWireError(error) });
    } finally {
      await kept.flush();
      // Cancelled or not: what is written can be fused.
      if (rows.length > 0 && corpus.shard()?.shardHash === shard.shardHash) await corpus.addGenerated(rows);
    }
  };

  const run = async (
    total: number,
    options: GenerateOptions,
    before: ReadonlyMap<string, GeneratedQueries>,
    signal: AbortSignal,
    /** @param passage key to keep the row under; `null` for one that is kept already */
    onRow: (row: GeneratedQueries, passage: string | null) => Promise<void>,
  ): Promise<void> => {
    const started = performance.now();
    let handled = 0;
    let fresh = 0;
    let written = 0;
    let dropped = 0;
    let samples: GenerationProgress['samples'] = [];
    const report = (): void => {
      const perSecond = fresh / ((performance.now() - started) / 1000);
      const secondsLeft = perSecond > 0 ? (total - handled) / perSecond : Infinity;
      update({
        phase: 'writing',
        progress: { done: handled, total, perSecond, secondsLeft, written, dropped, samples },
      });
    };
    report();
    for (let from = 0; from < total; from += CHUNK) {
      const { passages } = await corpus.passages(from, CHUNK);
      const keys = await Promise.all(passages.map(passageKey));
      const known = keys.flatMap((name) => before.get(name) ?? []);
      for (const name of keys) {
        const row = before.get(name);
        if (row !== undefined) await onRow(row, null);
      }
      const open = passages.filter((_, i) => !before.has(keys[i] ?? ''));
      const keyOf = new Map(passages.map(({ id }, i) => [id, keys[i] ?? '']));
      const made = await generate(open, options, signal);
      for (const row of made.rows) await onRow(row, keyOf.get(row.docid ?? '') ?? null);
      handled += passages.length;
      fresh += open.length;
      dropped += made.dropped;
      written += [...known, ...made.rows].reduce((sum, row) => sum + countOf(row), 0);
      samples = [...samplesOf(made.rows, open), ...samples].slice(0, SHOWN_SAMPLES);
      report();
    }
  };

  const generate = async (
    passages: readonly Passage[],
    options: GenerateOptions,
    signal: AbortSignal,
  ): Promise<{ rows: readonly GeneratedQueries[]; dropped: number }> => {
    if (passages.length === 0) return { rows: [], dropped: 0 };
    if (connection === null) throw new CrosslensError('not-ready', 'The generator is not open.');
    return connection.call('generate', { passages, options }, { signal });
  };

  return {
    start: write,
    pause() {
      work.abort();
      update({ phase: 'paused' });
    },
    async resume() {
      if (last !== null) await write(last.source, last.options);
    },
    shardChanged() {
      const { phase } = store.getState().generation;
      // Queries that were written change the shard themselves, when the run has ended.
      if (phase !== 'opening' && phase !== 'writing') return;
      work.abort();
      update({ phase: 'idle', opening: null, progress: null, error: null });
    },
    dispose() {
      work.abort();
      connection?.dispose();
    },
  };
}

/** A generator that ships is the same by its revision; files of the person are, when they were chosen once. */
function isSame(a: OpenGeneratorInput['source'], b: OpenGeneratorInput['source']): boolean {
  if (a.kind === 'shipped' && b.kind === 'shipped')
    return a.generator.id === b.generator.id && a.generator.revision === b.generator.revision;
  return a === b;
}

function countOf({ queries }: GeneratedQueries): number {
  return Object.values(queries).reduce((sum, texts) => sum + texts.length, 0);
}

/** One query of each passage, in turn of the languages. */
function samplesOf(
  rows: readonly GeneratedQueries[],
  passages: readonly Passage[],
): { lang: LanguageCode; text: string; passage: Passage }[] {
  const byId = new Map(passages.map((passage) => [passage.id, passage]));
  return rows.flatMap((row, i) => {
    const passage = byId.get(row.docid ?? '');
    const languages = Object.keys(row.queries);
    const lang = languages[i % Math.max(1, languages.length)];
    const text = lang === undefined ? undefined : row.queries[lang]?.[0];
    return passage === undefined || lang === undefined || text === undefined ? [] : [{ lang, text, passage }];
  });
}
