import type { StoreApi } from 'zustand/vanilla';
import type { JudgedQuery, ShardChoice } from '../../domain/corpus/types.ts';
import type { CorpusContract, ListQueriesInput, ReadInput, ShardOutput } from '../../protocol/corpus.ts';
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
  openFiles(files: readonly File[]): Promise<void>;
  choose(choice: ShardChoice): Promise<void>;
  listQueries(input: ListQueriesInput): Promise<readonly JudgedQuery[]>;
  dispose(): void;
}

/** Reads corpora and cuts shards in a worker; a corpus that cannot be read leaves the open one as it is. */
export function createCorpusController(
  store: StoreApi<SessionState>,
  baseUrl: string,
  onShard: (shard: ShardOutput) => void,
): CorpusController {
  let shard: ShardOutput | null = null;
  let reading: AbortController | null = null;
  let cutting: AbortController | null = null;
  /** What the open corpus was read from, to read it again when the worker died. */
  let lastRead: ReadInput | null = null;
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
      if (lastRead !== null) void read(lastRead, origin, choice);
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
      const { summary, report } = await connection.call('read', input, {
        signal: controller.signal,
        onProgress: (progress) => {
          update({ phase: { kind: 'reading', progress } });
        },
      });
      update({ report });
      if (summary === null) {
        throw new CrosslensError('corpus-invalid', `Nothing in ${input.name} could be read as a corpus.`);
      }
      lastRead = input;
      update({ origin, summary });
      await cut(choice);
    } catch (error) {
      if (!controller.signal.aborted) update({ phase: { kind: 'failed', error: toWireError(error) } });
    }
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
    dispose() {
      reading?.abort();
      connection.dispose();
    },
  };
}
