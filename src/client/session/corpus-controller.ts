import type { StoreApi } from 'zustand/vanilla';
import type { JudgedQuery, ShardChoice } from '../../domain/corpus/types.ts';
import type { CorpusContract, ListQueriesInput, ReadInput, ShardOutput } from '../../protocol/corpus.ts';
import { DEMO_FILES, DEMO_NAME } from '../../protocol/demo.ts';
import { CrosslensError, toWireError } from '../../protocol/errors.ts';
import type { Connection } from '../connect.ts';
import { connect } from '../connect.ts';
import { spawnCorpus } from '../spawn.ts';
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
  /** What the open corpus was read from, to read it again when the worker died. */
  let lastRead: ReadInput | null = null;
  let connection = open();

  function open(): Connection<CorpusContract> {
    return connect<CorpusContract>(spawnCorpus, 'the corpus', () => {
      connection = open();
      if (lastRead !== null) void connection.call('read', lastRead).catch(() => undefined);
    });
  }

  const update = (change: Partial<CorpusState>): void => {
    store.setState(({ corpus }) => ({ corpus: { ...corpus, ...change } }));
  };

  const cut = async (choice: ShardChoice): Promise<void> => {
    update({ phase: { kind: 'cutting' }, choice });
    try {
      const next = await connection.call('shard', choice);
      shard = next;
      update({ phase: { kind: 'ready' }, shard: { hash: next.shardHash, summary: next.summary } });
      onShard(next);
    } catch (error) {
      update({ phase: { kind: 'failed', error: toWireError(error) } });
    }
  };

  const read = async (
    input: ReadInput,
    origin: CorpusState['origin'],
    choice: ShardChoice,
  ): Promise<void> => {
    reading?.abort();
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
