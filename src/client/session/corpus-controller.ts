import type { StoreApi } from 'zustand/vanilla';
import type { GeneratedSummary } from '../../domain/augmentation/summarise-generated.ts';
import type { CatalogueDataset } from '../../domain/catalogue/types.ts';
import type { FilePlan, Intake } from '../../domain/corpus/read-plan.ts';
import type { GeneratedQueries, JudgedQuery, ShardChoice } from '../../domain/corpus/types.ts';
import type {
  CorpusContract,
  KeptCorpus,
  ListQueriesInput,
  PassagePage,
  ReadInput,
  ReadOutput,
  ReadProgress,
  ReadRun,
  ShardOutput,
} from '../../protocol/corpus.ts';
import { DEMO_FILES, DEMO_NAME } from '../../protocol/demo.ts';
import { CrosslensError, toWireError } from '../../protocol/errors.ts';
import type { CallOptions, Connection } from '../connect.ts';
import { connect } from '../connect.ts';
import { spawnCorpus } from '../spawn.ts';
import { datasetLink, datasetName, datasetSource } from './dataset-link.ts';
import { createIncomingController } from './incoming-controller.ts';
import type { ReadyToRead } from './incoming-controller.ts';
import { MAX_DEATHS } from './session-state.ts';
import type { CorpusOrigin, CorpusState, SessionState } from './session-state.ts';

export interface CorpusController {
  shard(): ShardOutput | null;
  openDemo(): Promise<void>;
  /** What the page opens with: a corpus that is kept, by its own id or by its dataset's, or else the demo. */
  openFirst(id: string | null, choice: ShardChoice): Promise<void>;
  /**
   * Opens a corpus, or adds files without passages to the one that is open. Where something is to be asked first,
   * it resolves with the question in the store (`corpus.incoming`).
   */
  openFiles(files: readonly File[]): Promise<void>;
  openUrls(urls: readonly string[]): Promise<void>;
  /** @param languages of a dataset that is opened by language; empty for others */
  openDataset(dataset: CatalogueDataset, languages: readonly string[]): Promise<void>;
  /** False where this browser does not keep it. */
  openKept(id: string): Promise<boolean>;
  removeKept(id: string): Promise<void>;
  /** Looks anew which corpora this browser keeps. */
  listKept(): Promise<readonly KeptCorpus[]>;
  /** Changes the plan of files that wait. */
  replan(file: string, plan: FilePlan): Promise<void>;
  leaveOut(file: string, out: boolean): void;
  changeIntake(intake: Intake): void;
  /** Reads the files that wait as they are planned. */
  readIncoming(): Promise<void>;
  /** Asks again for what could not be fetched. */
  retryIncoming(): Promise<void>;
  dropIncoming(): void;
  /** What was open stays open. */
  cancelReading(): void;
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
  exportCorpus(): Promise<Blob>;
  /** Every row that the last reading left out. */
  exportSkipped(format: 'csv' | 'jsonl'): Promise<Blob>;
  dispose(): void;
}

/** One step of how the open corpus came about, to go through again when its worker died. */
type Opening =
  { readonly kind: 'read'; readonly input: ReadInput } | { readonly kind: 'kept'; readonly id: string };

/** Languages and rows that were chosen for another corpus mean nothing in this one. */
const EVERYTHING: ShardChoice = { queryLanguages: [], passageLanguages: [], rows: { mode: 'all' } };

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
  let keeping: AbortController | null = null;
  /** What the open corpus was read from, and what was added to it. */
  let openings: readonly Opening[] = [];
  let written: readonly GeneratedQueries[] = [];
  /** The shard is of a corpus that was open before. */
  let stale = false;
  let deaths = 0;
  let connection = open();
  const incoming = createIncomingController(store, () => connection);

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
      const again = openings;
      const rows = written;
      void (async () => {
        for (const opening of again) await take(opening, origin, choice);
        if (rows.length > 0) await addGenerated(rows);
      })();
    });
  }

  const state = (): CorpusState => store.getState().corpus;
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
      stale = false;
      deaths = 0;
      update({ phase: { kind: 'ready' }, shard: { hash: next.shardHash, summary: next.summary } });
      onShard(next);
    } catch (error) {
      // A newer choice, or a newer corpus, has taken over.
      if (!controller.signal.aborted) update({ phase: { kind: 'failed', error: toWireError(error) } });
    }
  };

  const take = async (opening: Opening, origin: CorpusOrigin, choice: ShardChoice): Promise<void> => {
    reading?.abort();
    cutting?.abort();
    const controller = new AbortController();
    reading = controller;
    update({ phase: { kind: 'reading', progress: null } });
    try {
      const output = await callFor(opening, {
        signal: controller.signal,
        onProgress: (progress) => {
          if (!controller.signal.aborted) update({ phase: { kind: 'reading', progress } });
        },
      });
      // From here on it is opened, whatever is pressed.
      if (reading === controller) reading = null;
      await settle(output, opening, origin, choice);
    } catch (error) {
      if (!controller.signal.aborted) update({ phase: { kind: 'failed', error: toWireError(error) } });
    }
  };

  const callFor = (opening: Opening, options: CallOptions<ReadProgress>): Promise<ReadOutput> =>
    opening.kind === 'read'
      ? connection.call('read', opening.input, options)
      : connection.call('openKept', { id: opening.id }, options);

  const settle = async (
    { outcome, summary, report, leftOut, runs }: ReadOutput,
    opening: Opening,
    origin: CorpusOrigin,
    choice: ShardChoice,
  ): Promise<void> => {
    update({ report, leftOut });
    if (outcome === 'nothing' || summary === null) {
      const name = opening.kind === 'read' ? opening.input.name : opening.id;
      throw new CrosslensError('corpus-invalid', `Nothing in ${name} could be read as a corpus.`);
    }
    if (outcome === 'runs') {
      update({ phase: { kind: 'ready' } });
    } else {
      await connection.call('accept', null);
      keeping?.abort();
      stale = true;
      if (outcome === 'opened') {
        openings = [opening];
        written = [];
        update({ origin, summary, added: [], keep: { kind: opening.kind === 'kept' ? 'kept' : 'no' } });
        await cut(choice);
      } else {
        openings = [...openings, opening];
        const names = report.files.filter(({ format }) => format !== 'run').map(({ file }) => file);
        update({ summary, added: [...state().added, ...names] });
        await cut(state().choice);
      }
      if (opening.kind === 'read') void keep();
    }
    if (runs.length > 0) onRuns(runs);
  };

  /** Writes the open corpus down while it is in use already; the demo ships, and needs no keeping. */
  const keep = async (): Promise<void> => {
    const { origin, added } = state();
    if (origin.kind === 'demo') return;
    keeping?.abort();
    const controller = new AbortController();
    keeping = controller;
    update({ keep: { kind: 'keeping', progress: null } });
    try {
      const { kept, notice } = await connection.call(
        'keep',
        { dataset: origin.dataset, files: [...origin.names, ...added] },
        {
          signal: controller.signal,
          onProgress: (progress) => {
            if (!controller.signal.aborted) update({ keep: { kind: 'keeping', progress } });
          },
        },
      );
      if (controller.signal.aborted) return;
      if (kept === null) {
        update({ keep: { kind: 'refused', notice: notice ?? 'This browser keeps nothing.' } });
        return;
      }
      // From now on the worker reads it from there, should it have to: nothing is fetched twice.
      openings = [{ kind: 'kept', id: kept.id }];
      update({ keep: { kind: 'kept' }, origin: { ...origin, kept: kept.id } });
      await listKept();
    } catch (error) {
      if (controller.signal.aborted) return;
      update({ keep: { kind: 'refused', notice: toWireError(error).message } });
    }
  };

  const listKept = async (): Promise<readonly KeptCorpus[]> => {
    // A browser that cannot say what it keeps keeps nothing, as far as the screen goes.
    const keptCorpora = await connection.call('keptCorpora', null).catch(() => []);
    update({ keptCorpora });
    return keptCorpora;
  };

  const addGenerated = async (rows: readonly GeneratedQueries[]): Promise<void> => {
    written = [...written, ...rows];
    update({ summary: await connection.call('addGenerated', rows) });
    await cut(state().choice);
  };

  const readReady = async (ready: ReadyToRead | null): Promise<void> => {
    if (ready === null) return;
    const { name, names, source, dataset, plan } = ready;
    await take(
      { kind: 'read', input: { name, source, plan } },
      { kind: 'files', names, dataset, kept: null },
      EVERYTHING,
    );
  };

  const openDemo = (): Promise<void> => {
    incoming.drop();
    return take(
      {
        kind: 'read',
        input: {
          name: DEMO_NAME,
          source: { kind: 'urls', urls: DEMO_FILES.map((file) => `${baseUrl}demo/${file}`) },
          plan: null,
        },
      },
      { kind: 'demo' },
      state().choice,
    );
  };

  return {
    shard: () => shard,
    openDemo,
    async openFirst(id, choice) {
      const listed = listKept();
      const kept = id === null ? undefined : findKept(await listed, id);
      await (kept === undefined ? openDemo() : openKept(kept, choice));
    },
    async openFiles(files) {
      const names = files.map((file) => file.name);
      const name = names.length === 1 ? (names[0] ?? '') : `${String(names.length)} files`;
      await readReady(await incoming.look({ name, names, source: { kind: 'files', files }, dataset: null }));
    },
    async openUrls(urls) {
      const names = urls.map((url) => new URL(url).pathname.split('/').pop() ?? url);
      const name = names.length === 1 ? (names[0] ?? '') : `${String(names.length)} files`;
      await readReady(await incoming.look({ name, names, source: { kind: 'urls', urls }, dataset: null }));
    },
    async openDataset(dataset, languages) {
      const link = datasetLink(dataset, languages);
      const kept = findKept(state().keptCorpora ?? [], link);
      if (kept !== undefined) {
        await openKept(kept);
        return;
      }
      const name = datasetName(dataset, languages);
      await readReady(
        await incoming.look({
          name,
          names: [name],
          source: datasetSource(dataset, languages),
          dataset: link,
        }),
      );
    },
    async openKept(id) {
      const kept = findKept(state().keptCorpora ?? (await listKept()), id);
      if (kept === undefined) return false;
      await openKept(kept);
      return true;
    },
    async removeKept(id) {
      update({ keptCorpora: await connection.call('removeKept', { id }) });
      const { origin } = state();
      if (origin.kind !== 'files' || origin.kept !== id) return;
      update({ origin: { ...origin, kept: null }, keep: { kind: 'no' } });
    },
    listKept,
    replan: incoming.replan,
    leaveOut: incoming.leaveOut,
    changeIntake: incoming.changeIntake,
    readIncoming: () => readReady(incoming.take()),
    retryIncoming: async () => {
      await readReady(await incoming.again());
    },
    dropIncoming: incoming.drop,
    cancelReading() {
      if (reading === null) return;
      reading.abort();
      reading = null;
      if (state().summary === null) void openDemo();
      else if (stale) void cut(state().choice);
      else update({ phase: { kind: 'ready' } });
    },
    choose: cut,
    listQueries: (input) => connection.call('listQueries', input),
    queriesById: (ids) => connection.call('queriesById', ids),
    passages: (from, limit) => connection.call('passages', { from, limit }),
    addGenerated,
    async clearGenerated() {
      written = [];
      update({ summary: await connection.call('clearGenerated', null) });
      await cut(state().choice);
    },
    summariseGenerated: (seed) => connection.call('summariseGenerated', { seed }),
    exportGenerated: () => connection.call('exportGenerated', null),
    exportQrels: () => connection.call('exportQrels', null),
    exportCorpus: () => connection.call('exportCorpus', null),
    exportSkipped: (format) => connection.call('exportSkipped', { format }),
    dispose() {
      reading?.abort();
      keeping?.abort();
      incoming.drop();
      connection.dispose();
    },
  };

  function openKept({ id, files, dataset }: KeptCorpus, choice = EVERYTHING): Promise<void> {
    incoming.drop();
    return take({ kind: 'kept', id }, { kind: 'files', names: files, dataset, kept: id }, choice);
  }
}

function findKept(kept: readonly KeptCorpus[], id: string): KeptCorpus | undefined {
  return kept.find((corpus) => corpus.id === id || corpus.dataset === id);
}
