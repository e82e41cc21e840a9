import type { GeneratedSummary } from '../../domain/augmentation/summarise-generated.ts';
import type { StoreApi } from 'zustand/vanilla';
import type { GeneratedQueries, JudgedQuery, ShardChoice } from '../../domain/corpus/types.ts';
import type {
  CorpusContract,
  ListQueriesInput,
  PassagePage,
  ReadInput,
  ReadRun,
  ShardOutput,
} from '../../protocol/corpus.ts';
import { DEMO_FILES, DEMO_NAME } from '../../protocol/demo.ts';
import { CrosslensError, toWireError } from '../../protocol/errors.ts';
import type { Connection } from '../connect.ts';
import { connect } from '../connect.ts';
import { spawnCorpus } from '../spawn.ts';
import { MAX_DEATHS } from './session-state.ts';
import type { CorpusState, SessionState } from './session-state.ts';

export interface CorpusController {
  shard(): ShardOutput | null;
  openDemo(): Promise<void>;
  /** Opens a corpus, or adds files without passages to the one that is open. */
  openFiles(files: readonly File[]): Promise<void>;
  choose(choice: ShardChoice): Promise<void>;
  listQueries(input: ListQueriesInput): Promise<readonly JudgedQuery[]>;
  queriesById(ids: readonly string[]): Promise<readonly JudgedQuery[]>;
  passages(from: number, limit: number): Promise<PassagePage>;
  /** Adds generated queries and cuts the shard again, so that arms take them in. */
  addGenerated(rows: readonly GeneratedQueries[]): Promise<void>;
  clearGenerated(): Promise<void>;
  summariseGenerated(seed: number): Promise<GeneratedSummary>;
  exportGenerated(): Promise<Blob>;
  exportQrels(): Promise<Blob>;
  dispose(): void;
}

/** Reads corpora and cuts shards in a worker; a corpus that cannot be read leaves the open one as it is. */
export function createCorpusController(
  store: StoreApi<SessionState>,
  baseUrl: string,
  onShard: (shard: ShardOutput) => void,
  onRuns: (runs: readonly ReadRun[]) => void,
): CorpusController {
  let shard: ShardOutput | null = null;
  let reading: AbortController | null = null;
  let cutting: AbortController | null = null;
  /** What the open corpus was read from, and what was added to it, to read it again when the worker died. */
  let lastReads: readonly ReadInput[] = [];
  let written: readonly GeneratedQueries[] = [];
  let deaths = 0;
  let connection = open();

  function open(): Connection<CorpusContract> {
    return connect<CorpusContract>(spawnCorpus, 'the corpus', (error) => {
      deaths += 1;
      if (deaths > MAX_DEATHS) {
        update({ phase: { kind: 'failed', error: toWireError(error) } });
        return;
      }
      connection = open();
      // The corpus went with its worker: it is read and cut again, in full view.
      const { origin, choice } = store.getState().corpus;
      const again = lastReads;
      void (async () => {
        for (const input of again) await read(input, origin, choice);
        if (written.length > 0) await addGenerated(written);
      })();
    });
  }

  const update = (change: Partial<CorpusState>): void => {
    store.setState(({ corpus }) => ({ corpus: { ...corpus, ...change } }));
  };

  const cut = async (choice: ShardChoice): Promise<void> => {
    cutting?.abort();
    const controller = new AbortController();
    cutting = controller;
    update({ phase: { kind: 'cutting' }, choice });
    try {
      const next = await connection.call('shard', choice, { signal: controller.signal });
      shard = next;
      deaths = 0;
      update({ phase: { kind: 'ready' }, shard: { hash: next.shardHash, summary: next.summary } });
      onShard(next);
    } catch (error) {
      // A newer choice, or a newer corpus, has taken over.
      if (!controller.signal.aborted) update({ phase: { kind: 'failed', error: toWireError(error) } });
    }
  };

  const read = async (
    input: ReadInput,
    origin: CorpusState['origin'],
    choice: ShardChoice,
  ): Promise<void> => {
    reading?.abort();
    cutting?.abort();
    const controller = new AbortController();
    reading = controller;
    update({ phase: { kind: 'reading', progress: null } });
    try {
      const { outcome, summary, report, runs } = await connection.call('read', input, {
        signal: controller.signal,
        onProgress: (progress) => {
          update({ phase: { kind: 'reading', progress } });
        },
      });
      update({ report });
      if (outcome === 'nothing' || summary === null) {
        throw new CrosslensError('corpus-invalid', `Nothing in ${input.name} could be read as a corpus.`);
      }
      const open = store.getState().corpus;
      if (outcome === 'opened') {
        lastReads = [input];
        written = [];
        update({ origin, summary, added: [] });
        await cut(choice);
      } else if (outcome === 'joined') {
        lastReads = [...lastReads, input];
        const names = report.files.filter(({ format }) => format !== 'run').map(({ file }) => file);
        update({ summary, added: [...open.added, ...names] });
        await cut(open.choice);
      } else {
        update({ phase: { kind: 'ready' } });
      }
      if (runs.length > 0) onRuns(runs);
    } catch (error) {
      if (!controller.signal.aborted) update({ phase: { kind: 'failed', error: toWireError(error) } });
    }
  };

  const addGenerated = async (rows: readonly GeneratedQueries[]): Promise<void> => {
    written = [...written, ...rows];
    update({ summary: await connection.call('addGenerated', rows) });
    await cut(store.getState().corpus.choice);
  };

  return {
    shard: () => shard,
    openDemo: () =>
      read(
        {
          name: DEMO_NAME,
          source: { kind: 'urls', urls: DEMO_FILES.map((file) => `${baseUrl}demo/${file}`) },
        },
        { kind: 'demo' },
        store.getState().corpus.choice,
      ),
    openFiles(files) {
      const names = files.map((file) => file.name);
      const name = names.length === 1 ? (names[0] ?? '') : `${String(names.length)} files`;
      // Languages and rows that were chosen for another corpus mean nothing in this one.
      const everything: ShardChoice = { queryLanguages: [], passageLanguages: [], rows: { mode: 'all' } };
      return read({ name, source: { kind: 'files', files } }, { kind: 'files', names }, everything);
    },
    choose: cut,
    listQueries: (input) => connection.call('listQueries', input),
    queriesById: (ids) => connection.call('queriesById', ids),
    passages: (from, limit) => connection.call('passages', { from, limit }),
    addGenerated,
    async clearGenerated() {
      written = [];
      update({ summary: await connection.call('clearGenerated', null) });
      await cut(store.getState().corpus.choice);
    },
    summariseGenerated: (seed) => connection.call('summariseGenerated', { seed }),
    exportGenerated: () => connection.call('exportGenerated', null),
    exportQrels: () => connection.call('exportQrels', null),
    dispose() {
      reading?.abort();
      connection.dispose();
    },
  };
}
