import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { ShardChoice } from '../../domain/corpus/types.ts';
import type { Report } from '../../domain/metrics/figures.ts';
import type { LanguageChange } from '../../domain/significance/compare-by-language.ts';
import type {
  AnswersInput,
  AnswersOutput,
  Device,
  EvaluateInput,
  EvaluateProgress,
  ExportedVectors,
  ExportRunInput,
  ExportRunOutput,
  ExportVectorsInput,
  FrozenVectors,
  ImportVectorsOutput,
  MoversInput,
  MoversOutput,
  SearchInput,
  SearchOutput,
  TrainedOn,
  ValuesInput,
  ValuesOutput,
} from '../../protocol/arm.ts';
import type { EncoderLink } from '../../protocol/encoder.ts';
import { CrosslensError, toWireError } from '../../protocol/errors.ts';
import { labId } from '../../protocol/lab-arm.ts';
import type { CompareByLanguageInput, CompareInput, CompareOutput } from '../../protocol/statistics.ts';
import type { Capabilities } from '../capabilities.ts';
import type { CallOptions } from '../connect.ts';
import { fetchManifest } from '../fetch-manifest.ts';
import { trainedOn, trainedOnKey } from '../trained-on.ts';
import type { ArmSpec } from '../view-state.ts';
import { MAX_ARMS } from '../view-state.ts';
import { createArmController } from './arm-controller.ts';
import type { ArmController, VectorFiles } from './arm-controller.ts';
import type { CorpusController } from './corpus-controller.ts';
import { createCorpusController } from './corpus-controller.ts';
import { connectStatistics } from './connect-statistics.ts';
import { createGeneratedStore } from './generated-store.ts';
import type { GenerationController } from './generation-controller.ts';
import { createGenerationController } from './generation-controller.ts';
import type { LabController } from './lab-controller.ts';
import { createLabController } from './lab-controller.ts';
import { CLOSED_LAB } from './lab-state.ts';
import { createLabStore } from './lab-store.ts';
import { ownEncoderOf } from './known-encoders.ts';
import type { LibraryController } from './library-controller.ts';
import { createLibraryController } from './library-controller.ts';
import { CLOSED_LIBRARY } from './library-state.ts';
import { addRuns } from './run-files.ts';
import type { ArmLetter, SessionState } from './session-state.ts';
import { ARM_LETTERS } from './session-state.ts';

/**
 * Everything that is open: one corpus, one shard of it, up to four arms. Owns the workers; React only looks on.
 * Methods that start long work resolve when it has ended, well or badly; how it ended stands in the store.
 */
export interface Session {
  readonly store: StoreApi<SessionState>;
  openDemo(): Promise<void>;
  openFiles(files: readonly File[]): Promise<void>;
  chooseShard(choice: ShardChoice): Promise<void>;
  /** Arms whose place and spec stay the same are kept as they are. */
  setArms(specs: readonly ArmSpec[]): void;
  setDevice(letter: ArmLetter, device: Device | 'auto'): void;
  /** Also goes on after a pause. */
  startIndexing(letter: ArmLetter): Promise<void>;
  pauseIndexing(letter: ArmLetter): void;
  /** After a failure. */
  reopen(letter: ArmLetter): Promise<void>;
  /** Passage vectors of an arm whose index is complete, as files. */
  exportVectors(letter: ArmLetter, input: ExportVectorsInput): Promise<ExportedVectors>;
  /** Takes passage vectors from files, and indexes what they lack. */
  importVectors(letter: ArmLetter, files: VectorFiles): Promise<ImportVectorsOutput>;
  search(letter: ArmLetter, input: SearchInput, signal?: AbortSignal): Promise<SearchOutput>;
  evaluate(letter: ArmLetter, input: EvaluateInput, options?: CallOptions<EvaluateProgress>): Promise<Report>;
  values(
    letter: ArmLetter,
    input: ValuesInput,
    options?: CallOptions<EvaluateProgress>,
  ): Promise<ValuesOutput>;
  answers(
    letter: ArmLetter,
    input: AnswersInput,
    options?: CallOptions<EvaluateProgress>,
  ): Promise<AnswersOutput>;
  exportRun(
    letter: ArmLetter,
    input: ExportRunInput,
    options?: CallOptions<EvaluateProgress>,
  ): Promise<ExportRunOutput>;
  movers(
    letter: ArmLetter,
    input: MoversInput,
    options?: CallOptions<EvaluateProgress>,
  ): Promise<MoversOutput>;
  compare(input: CompareInput, signal?: AbortSignal): Promise<CompareOutput>;
  compareByLanguage(input: CompareByLanguageInput, signal?: AbortSignal): Promise<readonly LanguageChange[]>;
  /** Queries, passages and generated queries of the shard, and what is exported of it. */
  readonly corpus: Omit<
    CorpusController,
    'shard' | 'openDemo' | 'openFirst' | 'openFiles' | 'choose' | 'dispose'
  >;
  readonly generation: Omit<GenerationController, 'dispose' | 'shardChanged'>;
  readonly lab: Omit<LabController, 'dispose' | 'shardChanged'>;
  readonly library: Omit<LibraryController, 'dispose' | 'filesOf' | 'nameOf' | 'read'>;
  dispose(): void;
}

export interface SessionOptions {
  readonly capabilities: Capabilities;
  /** Absolute, with a slash at the end: `models/` and `demo/` lie under it. */
  readonly baseUrl: string;
  readonly choice: ShardChoice;
  /** Of a corpus that this browser may keep, or of the dataset catalogue; `null`: the demo. */
  readonly corpusId: string | null;
  readonly arms: readonly ArmSpec[];
  /** Encoders of the person's own that a link names. */
  readonly encoders: readonly EncoderLink[];
}

/** Opens the demo corpus and the given arms, and indexes them. */
export function createSession(options: SessionOptions): Session {
  const store = createStore<SessionState>(() => ({
    capabilities: options.capabilities,
    manifest: null,
    manifestError: null,
    corpus: {
      origin: { kind: 'demo' },
      phase: { kind: 'reading', progress: null },
      summary: null,
      report: null,
      leftOut: 0,
      added: [],
      choice: options.choice,
      shard: null,
      incoming: null,
      keep: { kind: 'no' },
      keptCorpora: null,
    },
    arms: [],
    runs: [],
    generation: {
      phase: 'idle',
      opening: null,
      progress: null,
      options: null,
      error: null,
      generator: null,
    },
    lab: CLOSED_LAB,
    labArms: [],
    library: CLOSED_LIBRARY,
    encoders: [],
  }));
  const arms = new Map<ArmLetter, ArmController>();
  let specs = options.arms.slice(0, MAX_ARMS);

  const corpus = createCorpusController(
    store,
    options.baseUrl,
    (shard) => {
      generation.shardChanged();
      lab.shardChanged();
      for (const arm of arms.values()) arm.setShard(shard);
    },
    (read) => {
      const known = store.getState().runs;
      store.setState({ runs: addRuns(known, read) });
      // A link may have named a run before its file was opened.
      for (const arm of arms.values()) {
        const file = store.getState().runs.find(({ id }) => id === arm.spec.id);
        if (file !== undefined && !known.includes(file)) void arm.reopen();
      }
    },
  );
  const generation = createGenerationController(
    store,
    corpus,
    createGeneratedStore(options.baseUrl),
    options.capabilities.threads,
  );
  const statistics = connectStatistics();
  const labStore = createLabStore(options.baseUrl);
  const labArmsRead = labStore.list().then((stored) => {
    store.setState(({ labArms }) => ({
      labArms: [
        ...stored.map((arm) => ({ ...arm, id: labId(arm.hash), from: 'stored' as const })),
        ...labArms,
      ],
    }));
  });
  /** Opens the arms that failed for want of something that is here now. */
  const openWaiting = (waitsForIt: (spec: ArmSpec) => boolean): void => {
    for (const arm of arms.values()) {
      const shown = store.getState().arms.find(({ letter }) => arms.get(letter) === arm);
      if (shown?.phase.kind === 'failed' && waitsForIt(arm.spec)) void arm.reopen();
    }
  };
  const library = createLibraryController({
    store,
    links: options.encoders,
    onKnown(id) {
      openWaiting((spec) => ownEncoderOf(spec, store.getState().labArms) === id);
    },
  });
  const lab = createLabController({
    store,
    labStore,
    encoders: library,
    baseUrl: options.baseUrl,
    threads: options.capabilities.threads,
    arm: (letter) => need(letter),
    onKnown(id) {
      openWaiting((spec) => spec.id === id);
    },
  });

  /** An arm of the Lab changes vectors that its encoder's own arm may have already. */
  const frozenVectors = async (spec: ArmSpec, shardHash: string): Promise<FrozenVectors | null> => {
    const { arms: shown, labArms } = store.getState();
    const encoder = labArms.find(({ id }) => id === spec.id)?.summary.encoder.id;
    const indexed = shown.find(
      (arm) => arm.spec.id === encoder && arm.phase.kind === 'indexed' && arm.spec.id !== spec.id,
    );
    const arm = indexed === undefined ? undefined : arms.get(indexed.letter);
    if (arm?.shard()?.shardHash !== shardHash) return null;
    try {
      return await arm.frozen();
    } catch {
      // They are encoded again: slower, and the same.
      return null;
    }
  };

  /** Arms keep what is open and indexed when they move to another place, or when one before them is taken away. */
  const placeArms = (): void => {
    const { manifest } = store.getState();
    if (manifest === null) return;
    const spare = [...arms.values()];
    const placed = specs.map((spec, place) => {
      const same = (arm: ArmController): boolean =>
        arm.spec.id === spec.id && arm.spec.device === spec.device;
      const letter = ARM_LETTERS[place] ?? 'A';
      const stays = arms.get(letter);
      const kept = stays !== undefined && spare.includes(stays) && same(stays) ? stays : spare.find(same);
      if (kept !== undefined) spare.splice(spare.indexOf(kept), 1);
      return { letter, spec, kept };
    });
    for (const arm of spare) arm.dispose();
    arms.clear();
    const opened = placed.flatMap(({ letter, spec, kept }) => {
      const arm =
        kept ??
        createArmController({
          ...options,
          store,
          letter,
          spec,
          manifest,
          labArmsRead,
          library,
          frozenVectors,
        });
      arms.set(letter, arm);
      if (kept === undefined) return [arm];
      kept.moveTo(letter);
      return [];
    });
    // All are known before the first shows itself: whoever hears of it may place the arms again.
    for (const arm of opened) {
      arm.setShard(corpus.shard());
      void arm.start();
    }
  };

  const need = (letter: ArmLetter): ArmController => {
    const arm = arms.get(letter);
    if (arm === undefined) throw new CrosslensError('not-ready', `There is no arm ${letter}.`);
    return arm;
  };

  const openManifest = async (): Promise<void> => {
    try {
      store.setState({ manifest: await fetchManifest(options.baseUrl), manifestError: null });
      placeArms();
    } catch (error) {
      store.setState({ manifestError: toWireError(error) });
    }
  };
  // With other arms, other questions may judge: results of before are not those of now.
  let judgedBy = '';
  store.subscribe(({ arms: shown }) => {
    const key = trainedOnKey(shown);
    if (key === judgedBy) return;
    judgedBy = key;
    store.setState((state) => ({
      arms: state.arms.map((arm) => ({ ...arm, generation: arm.generation + 1 })),
    }));
  });
  const judging = (): { readonly trainedOn: TrainedOn } => ({ trainedOn: trainedOn(store.getState().arms) });
  void openManifest();
  void corpus.openFirst(options.corpusId, options.choice);

  return {
    store,
    openDemo: () => corpus.openDemo(),
    openFiles: (files) => corpus.openFiles(files),
    chooseShard: (choice) => corpus.choose(choice),
    setArms(next) {
      specs = next.slice(0, MAX_ARMS);
      placeArms();
    },
    setDevice(letter, device) {
      specs = specs.map((spec, place) => (ARM_LETTERS[place] === letter ? { ...spec, device } : spec));
      placeArms();
    },
    startIndexing: (letter) => need(letter).startIndexing(),
    pauseIndexing(letter) {
      need(letter).pauseIndexing();
    },
    reopen: (letter) => need(letter).reopen(),
    exportVectors: async (letter, input) => need(letter).exportVectors(input),
    importVectors: async (letter, files) => need(letter).importVectors(files),
    search: async (letter, input, signal) => need(letter).search(input, signal),
    evaluate: async (letter, input, callOptions) =>
      need(letter).evaluate({ ...input, ...judging() }, callOptions),
    values: async (letter, input, callOptions) =>
      need(letter).values({ ...input, ...judging() }, callOptions),
    answers: async (letter, input, callOptions) =>
      need(letter).answers({ ...input, ...judging() }, callOptions),
    exportRun: async (letter, input, callOptions) =>
      need(letter).exportRun({ ...input, ...judging() }, callOptions),
    movers: async (letter, input, callOptions) =>
      need(letter).movers({ ...input, ...judging() }, callOptions),
    compare: (input, signal) => statistics.call('compare', input, { signal }),
    compareByLanguage: (input, signal) => statistics.call('compareByLanguage', input, { signal }),
    corpus,
    generation,
    lab,
    library,
    dispose() {
      library.dispose();
      lab.dispose();
      generation.dispose();
      statistics.dispose();
      for (const arm of arms.values()) arm.dispose();
      corpus.dispose();
    },
  };
}
