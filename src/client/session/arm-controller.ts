import type { StoreApi } from 'zustand/vanilla';
import type { Report } from '../../domain/metrics/figures.ts';
import type {
  ArmContract,
  EvaluateInput,
  EvaluateProgress,
  SearchInput,
  SearchOutput,
} from '../../protocol/arm.ts';
import type { ShardOutput } from '../../protocol/corpus.ts';
import { CrosslensError, toWireError } from '../../protocol/errors.ts';
import { BM25_ID } from '../../protocol/lexical.ts';
import type { EncoderEntry, Manifest } from '../../protocol/manifest.ts';
import type { Capabilities } from '../capabilities.ts';
import type { CallOptions, Connection } from '../connect.ts';
import { connect } from '../connect.ts';
import { placeEncoder } from '../place-encoder.ts';
import { spawnLexical } from '../spawn.ts';
import type { ArmSpec } from '../view-state.ts';

import type { ArmLetter, ArmPhase, ArmState, SessionState } from './session-state.ts';

/** Shards up to this many passages are indexed unasked: it takes a second or two. */
const AUTO_INDEX_PASSAGES = 3000;

export interface ArmController {
  readonly spec: ArmSpec;
  /** Resolves when the arm is open, or has failed to. */
  readonly opened: Promise<void>;
  setShard(shard: ShardOutput | null): void;
  startIndexing(): Promise<void>;
  pauseIndexing(): void;
  reopen(): Promise<void>;
  search(input: SearchInput, signal?: AbortSignal): Promise<SearchOutput>;
  evaluate(input: EvaluateInput, options?: CallOptions<EvaluateProgress>): Promise<Report>;
  dispose(): void;
}

interface ArmOptions {
  readonly store: StoreApi<SessionState>;
  readonly letter: ArmLetter;
  readonly spec: ArmSpec;
  readonly manifest: Manifest;
  readonly baseUrl: string;
  readonly capabilities: Capabilities;
}

/** Drives one arm from opening to indexed, and through whatever happens to its worker. */
export function createArmController(options: ArmOptions): ArmController {
  const { store, letter, spec } = options;
  const encoder = options.manifest.encoders.find((entry) => entry.id === spec.id) ?? null;
  let connection: Connection<ArmContract> | null = null;
  let shard: ShardOutput | null = null;
  let work = new AbortController();
  let disposed = false;

  const update = (change: Partial<ArmState>): void => {
    if (disposed) return;
    store.setState(({ arms }) => ({
      arms: arms.map((arm) => (arm.letter === letter ? { ...arm, ...change } : arm)),
    }));
  };
  const state = (): ArmState | undefined => store.getState().arms.find((arm) => arm.letter === letter);
  const enter = (phase: ArmPhase, change: Partial<ArmState> = {}): void => {
    update({ ...change, phase, generation: (state()?.generation ?? 0) + 1 });
  };

  addToStore(store, {
    letter,
    spec,
    encoder,
    name: spec.id === BM25_ID ? 'BM25' : (encoder?.name ?? spec.id),
    phase: { kind: 'opening', progress: null, note: 'Opening' },
    placement: null,
    notice: null,
    generation: 0,
  });

  const open = async (device: ArmSpec['device']): Promise<void> => {
    connection?.dispose();
    connection = null;
    work.abort();
    work = new AbortController();
    const { signal } = work;
    enter({ kind: 'opening', progress: null, note: 'Opening' });
    try {
      if (spec.id === BM25_ID) connection = connect<ArmContract>(spawnLexical, 'BM25', recover);
      else connection = await openEncoder(encoder, device, signal);
      // Disposed or opened anew while this one was on its way.
      if (signal.aborted) {
        connection.dispose();
        return;
      }
      enter({ kind: 'ready' });
      await indexIfSmall();
    } catch (error) {
      if (!signal.aborted) enter({ kind: 'failed', during: 'open', error: toWireError(error) });
    }
  };

  const openEncoder = async (
    entry: EncoderEntry | null,
    device: ArmSpec['device'],
    signal: AbortSignal,
  ): Promise<Connection<ArmContract>> => {
    if (entry === null) {
      throw new CrosslensError(
        'not-found',
        `No encoder is called ${spec.id}. Known: ${options.manifest.encoders.map(({ id }) => id).join(', ')}.`,
      );
    }
    const placed = await placeEncoder({
      encoder: entry,
      baseUrl: `${options.baseUrl}models/${entry.id}`,
      device,
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
    update({ notice: `${error.message} It was started again, and the index is being made anew.` });
    void open(spec.device);
  }

  const indexIfSmall = async (): Promise<void> => {
    if (shard !== null && shard.summary.passages <= AUTO_INDEX_PASSAGES) await startIndexing();
  };

  const startIndexing = async (): Promise<void> => {
    const kind = state()?.phase.kind;
    if (connection === null || shard === null || kind === 'indexing' || kind === 'opening') return;
    work.abort();
    work = new AbortController();
    const { signal } = work;
    const started = shard;
    enter({ kind: 'indexing', progress: null });
    try {
      const output = await connection.call(
        'index',
        { shard: started.shard, shardHash: started.shardHash },
        {
          signal,
          onProgress: (progress) => {
            update({ phase: { kind: 'indexing', progress } });
          },
        },
      );
      enter({ kind: 'indexed', output });
    } catch (error) {
      if (signal.aborted || disposed) return;
      const wire = toWireError(error);
      // `recover` has taken over already.
      if (wire.code === 'worker-crashed') return;
      if (wire.code === 'device-lost' && state()?.placement?.device === 'webgpu') {
        update({ notice: `${wire.message} The arm goes on with WASM.` });
        await open('wasm');
        return;
      }
      enter({ kind: 'failed', during: 'index', error: wire });
    }
  };

  const pauseIndexing = (): void => {
    const phase = state()?.phase;
    if (phase?.kind !== 'indexing') return;
    work.abort();
    enter({ kind: 'paused', progress: phase.progress });
  };

  const call = (): Connection<ArmContract> => {
    if (connection === null) throw new CrosslensError('not-ready', `Arm ${letter} is not open yet.`);
    return connection;
  };

  const opened = open(spec.device);

  return {
    spec,
    opened,
    setShard(next) {
      if (next === null || next.shardHash === shard?.shardHash) return;
      shard = next;
      const kind = state()?.phase.kind;
      if (connection === null || kind === 'opening') return;
      work.abort();
      enter({ kind: 'ready' });
      void indexIfSmall();
    },
    startIndexing,
    pauseIndexing,
    async reopen() {
      update({ notice: null });
      await open(spec.device);
    },
    search: async (input, signal) => call().call('search', input, { signal }),
    evaluate: async (input, callOptions) => call().call('evaluate', input, callOptions),
    dispose() {
      work.abort();
      connection?.dispose();
      store.setState(({ arms }) => ({ arms: arms.filter((arm) => arm.letter !== letter) }));
      disposed = true;
    },
  };
}

function addToStore(store: StoreApi<SessionState>, arm: ArmState): void {
  store.setState(({ arms }) => ({ arms: [...arms, arm].sort((a, b) => (a.letter < b.letter ? -1 : 1)) }));
}
