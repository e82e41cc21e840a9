import type { StoreApi } from 'zustand/vanilla';
import type { ModelFilesAt } from '../../protocol/arm.ts';
import { keptModelKey, settingsOf } from '../../protocol/encoder.ts';
import type { EncoderLink, EncoderProfile, EncoderSettings, ModelRef } from '../../protocol/encoder.ts';
import { CrosslensError, toWireError } from '../../protocol/errors.ts';
import type {
  BroughtModel,
  DownloadProgress,
  LibraryContract,
  LookInput,
  ModelReport,
  StorageReport,
  StoredItem,
} from '../../protocol/library.ts';
import type { Connection } from '../connect.ts';
import { connect } from '../connect.ts';
import { graphForDevice } from '../choose-own-graph.ts';
import { filesToFetch } from '../files-to-fetch.ts';
import { nameOf, settingsFound } from '../own-encoder.ts';
import { folderOf } from '../sort-files.ts';
import { spawnLibrary } from '../spawn.ts';
import type { Addition, LibraryState, OwnEncoder, OwnEncoderState } from './library-state.ts';
import type { SessionState } from './session-state.ts';

/** Files of a folder that the person picked, and of the one for queries where the model is a pair. */
export interface PickedFiles {
  readonly files: readonly File[];
  readonly queryFiles: readonly File[];
}

const NO_FILES: PickedFiles = { files: [], queryFiles: [] };

/**
 * Models of the person's own: found, fetched, kept. What goes on stands in `SessionState.library` and
 * `SessionState.encoders`; methods resolve when their work has ended, well or badly. No method asks a server for
 * anything but `look`, `fetch` and `fetchNamed`, which a person starts by a button that names the host.
 */
export interface LibraryController {
  /** Resolves once the models of earlier visits are known. Never rejects. */
  readonly read: Promise<void>;
  /**
   * Lists a model's files and reads its small ones.
   * @param graph an ONNX file, or one with its weights, to be run rather than the one that suits the device
   */
  look(ref: ModelRef, picked?: PickedFiles, graph?: string): Promise<void>;
  /** The same for files of one folder, or loose ones, that were picked or dropped. */
  lookAtFiles(files: readonly File[]): Promise<void>;
  /** What the person changed of the settings that were found. */
  choose(settings: EncoderSettings): void;
  /** Fetches what was looked at; also goes on after a stop. */
  fetch(): Promise<void>;
  stop(): void;
  /** Puts what was looked at aside. What was fetched of it is kept. */
  putAside(): void;
  /** Encoders that the address names, so that those which are not here can be asked for. */
  name(links: readonly EncoderLink[]): Promise<void>;
  /**
   * Fetches an encoder that a link names, and checks that it is the one.
   * @param from another place than the link's: the person's own copy of the folder
   * @param most bytes that were agreed to; `null`: as many as there are
   */
  fetchNamed(
    id: string,
    options: {
      readonly from?: { readonly ref: ModelRef; readonly picked: PickedFiles };
      readonly most: number | null;
    },
  ): Promise<void>;
  stopNamed(id: string): void;
  /** A kept model with other settings: an encoder of its own. @returns its id @throws CrosslensError */
  change(id: string, settings: EncoderSettings): Promise<string>;
  /** @throws CrosslensError */
  stored(): Promise<StorageReport>;
  /** @throws CrosslensError */
  remove(items: readonly Pick<StoredItem, 'kind' | 'key'>[]): Promise<StorageReport>;
  /** What an encoder is called, whether it is here or only named; `null` for one that nothing is known of. */
  nameOf(id: string): string | null;
  /** @throws CrosslensError `file-needed` where it is not here */
  filesOf(id: string): Promise<ModelFilesAt>;
  dispose(): void;
}

/** A link's size is its maker's word: so much more than it is not fetched unasked. */
const TOLERATED = 1.1;

export function createLibraryController(options: {
  readonly store: StoreApi<SessionState>;
  /** Encoders that the address names at first. */
  readonly links: readonly EncoderLink[];
  /** An encoder is here now: arms that waited for it open. */
  readonly onKnown: (id: string) => void;
}): LibraryController {
  const { store } = options;
  let connection: Connection<LibraryContract> | null = null;
  const here = new Map<string, BroughtModel>();
  let looking = new AbortController();
  let fetching = new AbortController();
  let picked = NO_FILES;
  const named = new Map<string, AbortController>();
  let { links } = options;

  const connected = (): Connection<LibraryContract> =>
    (connection ??= connect<LibraryContract>(spawnLibrary, 'the library', () => {
      // Calls under way are rejected by the connection; the next call starts a new worker.
      connection = null;
    }));

  const update = (change: Partial<LibraryState>): void => {
    store.setState(({ library }) => ({ library: { ...library, ...change } }));
  };
  const addition = (): Addition | null => store.getState().library.addition;
  const add = (change: Partial<Addition>): void => {
    const now = addition();
    if (now !== null) update({ addition: { ...now, ...change } });
  };
  const find = (id: string): OwnEncoder | undefined =>
    store.getState().encoders.find((encoder) => encoder.id === id);
  const put = (encoder: OwnEncoder): void => {
    store.setState(({ encoders }) => ({
      encoders: encoders.some(({ id }) => id === encoder.id)
        ? encoders.map((known) => (known.id === encoder.id ? encoder : known))
        : [...encoders, encoder],
    }));
  };
  const enter = (id: string, state: OwnEncoderState): void => {
    const encoder = find(id);
    if (encoder !== undefined) put({ ...encoder, state });
  };

  const titleOf = (id: string): string | null => {
    const own = find(id) ?? links.find((link) => link.id === id);
    return own === undefined ? null : ('profile' in own && own.profile?.name) || nameOf(own.ref);
  };
  const ownOf = (profile: EncoderProfile, state: OwnEncoderState): OwnEncoder => {
    const link = links.find(({ id }) => id === profile.id);
    const local: ModelRef = { place: { kind: 'folder', name: profile.name }, query: null };
    const ref = profile.ref ?? local;
    return {
      id: profile.id,
      profile,
      // A copy from a folder is of use to nobody else: a link goes on naming the place that it named.
      ref: link !== undefined && ref.place.kind === 'folder' ? link.ref : ref,
      settings: settingsOf(profile),
      bytes: profile.bytes,
      state,
    };
  };
  const learn = (model: BroughtModel): void => {
    const { profile, kept, notice } = model;
    here.set(profile.id, model);
    put(ownOf(profile, { kind: 'kept', where: kept, notice }));
    options.onKnown(profile.id);
  };

  const list = async (): Promise<void> => {
    try {
      const profiles = await connected().call('models', null);
      for (const profile of profiles) {
        if (!here.has(profile.id)) put(ownOf(profile, { kind: 'kept', where: 'disk', notice: null }));
      }
      update({ listed: true, error: null });
    } catch (error) {
      update({ listed: true, error: toWireError(error) });
    }
  };
  const read = list();

  const look = async (ref: ModelRef, chosen: PickedFiles = NO_FILES, wanted = ''): Promise<void> => {
    looking.abort();
    fetching.abort();
    looking = new AbortController();
    const { signal } = looking;
    picked = chosen;
    const empty = { report: null, settings: null, progress: null, error: null, id: null };
    update({ addition: { phase: 'looking', ref, ...empty } });
    try {
      const report = await connected().call('look', { ref, ...picked }, { signal });
      const graph =
        report.graphs.find(({ model }) => wanted.startsWith(model)) ??
        graphForDevice(report, store.getState().capabilities).graph;
      const settings = graph === null ? null : settingsFound(report, graph);
      add({ phase: 'looked', report, settings });
    } catch (error) {
      if (!signal.aborted) add({ phase: 'failed', error: toWireError(error) });
    }
  };

  const name = async (next: readonly EncoderLink[]): Promise<void> => {
    links = next;
    await read;
    if (links !== next) return;
    const wanted = new Set(next.map(({ id }) => id));
    // One that is not here, is not on its way, and that no link names any more.
    store.setState(({ encoders }) => ({
      encoders: encoders.filter(
        ({ id, profile, state }) => profile !== null || wanted.has(id) || state.kind === 'fetching',
      ),
    }));
    for (const { id, ref, settings, bytes } of next) {
      if (find(id) !== undefined) continue;
      put({ id, profile: null, ref, settings, bytes: bytes ?? null, state: { kind: 'needed' } });
    }
  };

  const bring = (
    input: LookInput & { readonly settings: EncoderSettings; readonly report: ModelReport },
    signal: AbortSignal,
    onProgress: (progress: DownloadProgress) => void,
  ): Promise<BroughtModel> => connected().call('bring', input, { signal, onProgress });

  return {
    read,
    look,
    lookAtFiles: (files) =>
      look(
        { place: { kind: 'folder', name: folderOf(files, 'picked files') }, query: null },
        { files, queryFiles: [] },
      ),
    choose(settings) {
      add({ settings, phase: 'looked', progress: null, error: null, id: null });
    },
    async fetch() {
      const now = addition();
      if (now === null || now.phase === 'fetching') return;
      const { ref, report, settings } = now;
      if (report === null || settings === null) return;
      fetching = new AbortController();
      const { signal } = fetching;
      add({ phase: 'fetching', progress: null, error: null });
      try {
        const model = await bring({ ref, ...picked, report, settings }, signal, (progress) => {
          if (!signal.aborted) add({ progress });
        });
        learn(model);
        if (!signal.aborted) add({ phase: 'done', id: model.profile.id });
      } catch (error) {
        if (signal.aborted) return;
        add({ phase: 'failed', error: toWireError(error) });
      }
    },
    stop() {
      const now = addition();
      if (now?.phase === 'looking') {
        looking.abort();
        update({ addition: null });
      } else if (now?.phase === 'fetching') {
        fetching.abort();
        add({ phase: 'stopped' });
      }
    },
    putAside() {
      looking.abort();
      fetching.abort();
      picked = NO_FILES;
      update({ addition: null });
    },
    name,
    async fetchNamed(id, { from, most }) {
      const encoder = find(id);
      if (encoder === undefined || encoder.profile !== null) return;
      named.get(id)?.abort();
      const work = new AbortController();
      named.set(id, work);
      const { signal } = work;
      const ref = from?.ref ?? encoder.ref;
      const files = from?.picked ?? NO_FILES;
      enter(id, { kind: 'looking' });
      try {
        const report = await connected().call('look', { ref, ...files }, { signal });
        const { bytes } = filesToFetch(report, encoder.settings);
        if (from === undefined && most !== null && bytes !== null && bytes > most * TOLERATED) {
          enter(id, { kind: 'larger', bytes });
          return;
        }
        enter(id, { kind: 'fetching', progress: null });
        const input = { ref, ...files, report, settings: encoder.settings };
        const model = await bring(input, signal, (progress) => {
          if (!signal.aborted) enter(id, { kind: 'fetching', progress });
        });
        learn(model);
        if (model.profile.id !== id) enter(id, { kind: 'other', id: model.profile.id });
      } catch (error) {
        if (!signal.aborted) enter(id, { kind: 'failed', error: toWireError(error) });
      }
    },
    stopNamed(id) {
      named.get(id)?.abort();
      const state = find(id)?.state;
      if (state?.kind === 'fetching') enter(id, { kind: 'stopped', progress: state.progress });
      else if (state?.kind === 'looking') enter(id, { kind: 'needed' });
    },
    async change(id, settings) {
      const model = await connected().call('change', { id, settings });
      learn(model);
      return model.profile.id;
    },
    stored: () => connected().call('stored', null),
    async remove(items) {
      const report = await connected().call('remove', { items });
      const gone = (kind: StoredItem['kind']): readonly string[] =>
        items.flatMap((item) => (item.kind === kind ? [item.key] : []));
      const [models, lab, corpora] = [gone('model'), gone('lab'), gone('corpus')];
      for (const id of here.keys()) if (models.includes(keptModelKey(id))) here.delete(id);
      store.setState(({ encoders, labArms, corpus }) => ({
        corpus: {
          ...corpus,
          keptCorpora:
            corpus.keptCorpora?.filter(({ id }) => corpora.every((key) => !key.endsWith(`/${id}`))) ?? null,
        },
        encoders: encoders.filter(({ id }) => !models.includes(keptModelKey(id))),
        labArms: labArms.filter(({ hash }) => lab.every((key) => !key.includes(hash))),
      }));
      // An arm that is open goes on; the address still names its encoder, which is then to be fetched again.
      await name(links);
      return report;
    },
    nameOf: titleOf,
    async filesOf(id) {
      const model = here.get(id) ?? (await connected().call('open', { id }));
      if (model === null) {
        throw new CrosslensError(
          'file-needed',
          `${titleOf(id) ?? 'An encoder of somebody’s own'} (${id}) is not kept in this browser.`,
        );
      }
      here.set(id, model);
      return { kind: 'blobs', blobs: model.blobs };
    },
    dispose() {
      looking.abort();
      fetching.abort();
      for (const work of named.values()) work.abort();
      connection?.dispose();
    },
  };
}
