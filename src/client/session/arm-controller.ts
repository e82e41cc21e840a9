import type { StoreApi } from 'zustand/vanilla';
import type { Report } from '../../domain/metrics/figures.ts';
import type {
  AnswersInput,
  AnswersOutput,
  ArmContract,
  ArmSource,
  EvaluateInput,
  EvaluateProgress,
  ExportedVectors,
  ExportRunInput,
  ExportRunOutput,
  ExportVectorsInput,
  FrozenVectors,
  ImportVectorsInput,
  ImportVectorsOutput,
  ModelFilesAt,
  MoversInput,
  MoversOutput,
  SearchInput,
  SearchOutput,
  TokensInput,
  TokenVectors,
  ValuesInput,
  ValuesOutput,
} from '../../protocol/arm.ts';
import type { ShardOutput } from '../../protocol/corpus.ts';
import { isLabId } from '../../protocol/lab-arm.ts';
import type { ErrorCode, WireError } from '../../protocol/errors.ts';
import { CrosslensError, toWireError } from '../../protocol/errors.ts';
import { BM25_ID, isRunId, RUN_PREFIX } from '../../protocol/lexical.ts';
import type { EncoderProfile } from '../../protocol/encoder.ts';
import { isOwnId } from '../../protocol/encoder.ts';
import type { Manifest } from '../../protocol/manifest.ts';
import type { Capabilities } from '../capabilities.ts';
import type { CallOptions, Connection } from '../connect.ts';
import { connect } from '../connect.ts';
import { placeEncoder } from '../place-encoder.ts';
import { spawnLexical } from '../spawn.ts';
import type { ArmSpec } from '../view-state.ts';

import { findEncoder } from './known-encoders.ts';
import type { KnownLabArm } from './lab-state.ts';
import type { LibraryController } from './library-controller.ts';
import type { ArmLetter, ArmPhase, ArmState, RunFile, SessionState } from './session-state.ts';
import { MAX_DEATHS } from './session-state.ts';

/** Shards up to this many passages are indexed unasked: it takes a second or two. */
const AUTO_INDEX_PASSAGES = 3000;

/** What a failing GPU shows itself by: a lost device, no memory, or numbers that are not finite. */
const GPU_FAULTS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'device-lost',
  'out-of-memory',
  'model-invalid',
]);

/** Vectors and the JSON of their ids, as `exportVectors` writes them. */
export type VectorFiles = Pick<ImportVectorsInput, 'vectors' | 'ids'>;

export interface ArmController {
  readonly spec: ArmSpec;
  /** Shows the arm and opens it. Resolves when it is open and, if its shard is small, indexed, or has failed to. */
  start(): Promise<void>;
  /** Takes another place, with everything that is open and indexed. */
  moveTo(letter: ArmLetter): void;
  setShard(shard: ShardOutput | null): void;
  startIndexing(): Promise<void>;
  pauseIndexing(): void;
  reopen(): Promise<void>;
  search(input: SearchInput, signal?: AbortSignal): Promise<SearchOutput>;
  evaluate(input: EvaluateInput, options?: CallOptions<EvaluateProgress>): Promise<Report>;
  values(input: ValuesInput, options?: CallOptions<EvaluateProgress>): Promise<ValuesOutput>;
  answers(input: AnswersInput, options?: CallOptions<EvaluateProgress>): Promise<AnswersOutput>;
  exportRun(input: ExportRunInput, options?: CallOptions<EvaluateProgress>): Promise<ExportRunOutput>;
  movers(input: MoversInput, options?: CallOptions<EvaluateProgress>): Promise<MoversOutput>;
  /** Vectors of the shard that is indexed. */
  frozen(): Promise<FrozenVectors>;
  exportVectors(input: ExportVectorsInput): Promise<ExportedVectors>;
  /** Pauses indexing, takes the vectors, and goes on with what they lack. */
  importVectors(files: VectorFiles): Promise<ImportVectorsOutput>;
  tokens(input: TokensInput, options?: CallOptions<never>): Promise<TokenVectors>;
  shard(): ShardOutput | null;
  dispose(): void;
}

interface ArmOptions {
  readonly store: StoreApi<SessionState>;
  readonly letter: ArmLetter;
  readonly spec: ArmSpec;
  readonly manifest: Manifest;
  readonly baseUrl: string;
  readonly capabilities: Capabilities;
  /** Resolves once the Lab's arms of earlier visits are known. */
  readonly labArmsRead: Promise<void>;
  /** Encoders of the person's own. */
  readonly library: Pick<LibraryController, 'read' | 'filesOf' | 'nameOf'>;
  /** Vectors that an arm of the Lab need not have encoded again; `null` where there are none. */
  readonly frozenVectors: (spec: ArmSpec, shardHash: string) => Promise<FrozenVectors | null>;
}

let nextUid = 1;

/** Drives one arm from opening to indexed, and through whatever happens to its worker. */
export function createArmController(options: ArmOptions): ArmController {
  const { store, spec } = options;
  const uid = nextUid++;
  let { letter } = options;
  let connection: Connection<ArmContract> | null = null;
  let shard: ShardOutput | null = null;
  let work = new AbortController();
  let disposed = false;
  /** Indexing has been asked for, by the person or by the smallness of the shard, and not been paused. */
  let wanted = false;
  let deaths = 0;

  const update = (change: Partial<ArmState>): void => {
    if (disposed) return;
    store.setState(({ arms }) => ({
      arms: arms.map((arm) => (arm.uid === uid ? { ...arm, ...change } : arm)),
    }));
  };
  const state = (): ArmState | undefined => store.getState().arms.find((arm) => arm.uid === uid);
  const enter = (phase: ArmPhase, change: Partial<ArmState> = {}): void => {
    update({ ...change, phase, generation: (state()?.generation ?? 0) + 1 });
  };

  const open = async (device: ArmSpec['device'] = spec.device, afterFailure = false): Promise<void> => {
    connection?.dispose();
    connection = null;
    work.abort();
    work = new AbortController();
    const { signal } = work;
    // Without a placement, the other calls that a failing GPU brings down do not each open the arm anew.
    enter({ kind: 'opening', progress: null, note: 'Opening' }, { placement: null, ...whatItIs() });
    try {
      if (isLabId(spec.id)) {
        await options.labArmsRead;
        if (signal.aborted) return;
        update(whatItIs());
      }
      if (isOwnId(encoderId())) {
        await options.library.read;
        if (signal.aborted) return;
        update(whatItIs());
      }
      connection =
        isRunId(spec.id) || spec.id === BM25_ID
          ? await openWithoutEncoder(signal)
          : await openEncoder(device, afterFailure, signal);
      // Disposed or opened anew while this one was on its way.
      if (signal.aborted) {
        connection.dispose();
        return;
      }
      enter({ kind: 'ready' });
      await indexIfWanted();
    } catch (error) {
      if (!signal.aborted) enter({ kind: 'failed', during: 'open', error: toWireError(error) });
    }
  };

  const openWithoutEncoder = async (signal: AbortSignal): Promise<Connection<ArmContract>> => {
    const source = sourceOf();
    const opening = connect<ArmContract>(spawnLexical, armName(), recover);
    await opening.call('open', { source }, { signal });
    return opening;
  };

  const sourceOf = (): ArmSource => {
    if (spec.id === BM25_ID) return { kind: 'bm25' };
    const file = runFile();
    if (file === undefined) {
      throw new CrosslensError(
        'file-needed',
        `The run ${spec.id.slice(RUN_PREFIX.length)} is a file that a page cannot open by itself.`,
      );
    }
    return { kind: 'run', name: file.name, run: file.run };
  };
  const runFile = (): RunFile | undefined => store.getState().runs.find(({ id }) => id === spec.id);
  const armName = (): string =>
    spec.id === BM25_ID
      ? 'BM25'
      : (labArm()?.summary.name ??
        encoderEntry()?.name ??
        options.library.nameOf(spec.id) ??
        runFile()?.name ??
        spec.id.replace(RUN_PREFIX, ''));

  const labArm = (): KnownLabArm | undefined => store.getState().labArms.find(({ id }) => id === spec.id);
  /** Of the encoder itself, or of the one that an arm of the Lab stands on. */
  const encoderId = (): string => labArm()?.summary.encoder.id ?? spec.id;
  const encoderEntry = (): EncoderProfile | null => findEncoder(store.getState(), encoderId());
  const filesOf = async (id: string): Promise<ModelFilesAt> =>
    isOwnId(id) ? options.library.filesOf(id) : { kind: 'url', baseUrl: `${options.baseUrl}models/${id}` };
  const whatItIs = (): Pick<ArmState, 'encoder' | 'lab' | 'name'> => ({
    encoder: encoderEntry(),
    lab: labArm()?.summary ?? null,
    name: armName(),
  });

  const openEncoder = async (
    device: ArmSpec['device'],
    afterFailure: boolean,
    signal: AbortSignal,
  ): Promise<Connection<ArmContract>> => {
    const made = labArm();
    if (isLabId(spec.id) && made === undefined) throw labFileNeeded(spec.id);
    const files = await filesOf(encoderId());
    const entry = encoderEntry();
    if (made !== undefined) checkLabArm(made, entry);
    if (entry === null) {
      throw new CrosslensError(
        'not-found',
        `No encoder is called ${spec.id}. Known: ${options.manifest.encoders.map(({ id }) => id).join(', ')}.`,
      );
    }
    const placed = await placeEncoder({
      encoder: entry,
      files,
      lab: made?.file ?? null,
      device,
      afterFailure,
      capabilities: options.capabilities,
      signal,
      onProgress: (progress, note) => {
        update({ phase: { kind: 'opening', progress, note } });
      },
      onDeath: recover,
    });
    if (!signal.aborted) update({ placement: placed.placement });
    return placed.connection;
  };

  /** A worker that died takes its index with it: it is started again, and what was indexed is indexed again. */
  function recover(error: CrosslensError): void {
    if (disposed) return;
    deaths += 1;
    if (deaths > MAX_DEATHS) {
      work.abort();
      connection = null;
      enter({ kind: 'failed', during: 'open', error: toWireError(error) });
      return;
    }
    update({ notice: `${error.message} It was started again, and what was indexed is indexed anew.` });
    void open();
  }

  /** A GPU that fails half-way has one cure. True when it was taken. */
  const fallBack = (error: WireError): boolean => {
    if (state()?.placement?.device !== 'webgpu' || !GPU_FAULTS.has(error.code)) return false;
    update({ notice: `${error.message} The arm goes on with WASM, and what was indexed is indexed anew.` });
    void open('wasm', true);
    return true;
  };

  const indexIfWanted = async (): Promise<void> => {
    if (shard === null) return;
    if (wanted || shard.summary.passages <= AUTO_INDEX_PASSAGES) await startIndexing();
  };

  const startIndexing = async (): Promise<void> => {
    const kind = state()?.phase.kind;
    if (connection === null || shard === null || kind === 'indexing' || kind === 'opening') return;
    work.abort();
    work = new AbortController();
    const { signal } = work;
    const started = shard;
    wanted = true;
    enter({ kind: 'indexing', progress: null });
    try {
      const output = await connection.call(
        'index',
        {
          shard: started.shard,
          shardHash: started.shardHash,
          frozen: await options.frozenVectors(spec, started.shardHash),
        },
        {
          signal,
          onProgress: (progress) => {
            update({ phase: { kind: 'indexing', progress } });
          },
        },
      );
      deaths = 0;
      enter({ kind: 'indexed', output });
    } catch (error) {
      if (signal.aborted || disposed) return;
      const wire = toWireError(error);
      // `recover` has taken over already.
      if (wire.code === 'worker-crashed') return;
      if (fallBack(wire)) return;
      enter({ kind: 'failed', during: 'index', error: wire });
    }
  };

  const pauseIndexing = (): void => {
    const phase = state()?.phase;
    if (phase?.kind !== 'indexing') return;
    wanted = false;
    work.abort();
    const paused: ArmPhase = { kind: 'paused', progress: phase.progress, kept: null };
    enter(paused);
    void keepPaused(paused);
  };

  /** A reload must not lose what the page says is kept: it says so when it is written. */
  const keepPaused = async (paused: ArmPhase & { readonly kind: 'paused' }): Promise<void> => {
    if (connection === null) return;
    const kept = await connection
      .call('keep', null)
      .catch((error: unknown) => ({ notice: toWireError(error).message }));
    // It may have gone on meanwhile, or its worker have died, which `recover` tells of.
    if (state()?.phase === paused) update({ phase: { ...paused, kept } });
  };

  const ask = async <T>(question: (to: Connection<ArmContract>) => Promise<T>): Promise<T> => {
    if (connection === null) throw new CrosslensError('not-ready', `Arm ${letter} is not open yet.`);
    try {
      return await question(connection);
    } catch (error) {
      fallBack(toWireError(error));
      throw error;
    }
  };

  return {
    spec,
    start() {
      addToStore(store, {
        uid,
        letter,
        spec,
        ...whatItIs(),
        phase: { kind: 'opening', progress: null, note: 'Opening' },
        placement: null,
        notice: null,
        generation: 0,
      });
      return open();
    },
    moveTo(next) {
      letter = next;
      update({ letter });
      store.setState(({ arms }) => ({ arms: [...arms].sort(byLetter) }));
    },
    setShard(next) {
      if (next === null || next.shardHash === shard?.shardHash) return;
      // Generated queries that come or go leave the passages: an arm that had them indexed goes on by itself.
      if (shard === null || !sameSize(shard, next)) wanted = false;
      shard = next;
      const kind = state()?.phase.kind;
      if (connection === null || kind === 'opening') return;
      work.abort();
      enter({ kind: 'ready' });
      void indexIfWanted();
    },
    startIndexing,
    pauseIndexing,
    async reopen() {
      deaths = 0;
      update({ notice: null });
      await open();
    },
    search: (input, signal) => ask((to) => to.call('search', input, { signal })),
    evaluate: (input, callOptions) => ask((to) => to.call('evaluate', input, callOptions)),
    values: (input, callOptions) => ask((to) => to.call('values', input, callOptions)),
    answers: (input, callOptions) => ask((to) => to.call('answers', input, callOptions)),
    exportRun: (input, callOptions) => ask((to) => to.call('exportRun', input, callOptions)),
    movers: (input, callOptions) => ask((to) => to.call('movers', input, callOptions)),
    frozen: () => ask((to) => to.call('frozen', null)),
    exportVectors: (input) => ask((to) => to.call('exportVectors', input)),
    async importVectors(files) {
      const onto = shard;
      if (onto === null) throw new CrosslensError('not-ready', `Arm ${letter} has no shard yet.`);
      pauseIndexing();
      const taken = await ask((to) =>
        to.call('importVectors', { ...files, shard: onto.shard, shardHash: onto.shardHash }),
      );
      // Queries are still to be encoded, and whatever passages the files lack.
      await startIndexing();
      return taken;
    },
    tokens: (input, callOptions) => ask((to) => to.call('tokens', input, callOptions)),
    shard: () => shard,
    dispose() {
      work.abort();
      connection?.dispose();
      store.setState(({ arms }) => ({ arms: arms.filter((arm) => arm.uid !== uid) }));
      disposed = true;
    },
  };
}

function labFileNeeded(id: string): CrosslensError {
  return new CrosslensError(
    'file-needed',
    `The arm ${id} was made in the Lab, and this browser does not keep it. Open its .safetensors file.`,
  );
}

function checkLabArm(made: KnownLabArm, entry: EncoderProfile | null): void {
  const { encoder } = made.summary;
  // The id of one's own encoder is a hash of its content: from which revision that came makes no difference.
  if (entry !== null && (isOwnId(entry.id) || entry.revision === encoder.revision)) return;
  throw new CrosslensError(
    'model-invalid',
    `${made.summary.name} was made on ${encoder.id}, revision ${encoder.revision}; ${
      entry === null ? 'that encoder is not here' : `here it is revision ${entry.revision}`
    }. Its vectors would not fit.`,
  );
}

function sameSize(a: ShardOutput, b: ShardOutput): boolean {
  return a.summary.passages === b.summary.passages && a.summary.queries === b.summary.queries;
}

function addToStore(store: StoreApi<SessionState>, arm: ArmState): void {
  store.setState(({ arms }) => ({ arms: [...arms, arm].sort(byLetter) }));
}

function byLetter(a: ArmState, b: ArmState): number {
  return a.letter < b.letter ? -1 : 1;
}
