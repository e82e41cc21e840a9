import type { StoreApi } from 'zustand/vanilla';
import type { Side } from '../../domain/adapter/adapter.ts';
import type { FusionChoice } from '../../domain/augmentation/fusion-choice.ts';
import type { Recipe } from '../../domain/lab/recipe.ts';
import type { SplitChoice } from '../../domain/lab/split.ts';
import type { ModelFilesAt } from '../../protocol/arm.ts';
import { isOwnId } from '../../protocol/encoder.ts';
import { CrosslensError, toWireError } from '../../protocol/errors.ts';
import { labId } from '../../protocol/lab-arm.ts';
import type {
  AssembleBase,
  AssembleInput,
  AssembleOutput,
  FoldOutput,
  LabArmFile,
  LabContract,
  PlanOutput,
  SweepInput,
  TrainInput,
  TrainOutput,
} from '../../protocol/lab.ts';
import type { Connection } from '../connect.ts';
import { connect } from '../connect.ts';
import { spawnLab } from '../spawn.ts';
import type { ArmController } from './arm-controller.ts';
import type { KnownLabArm, LabState } from './lab-state.ts';
import { CLOSED_LAB } from './lab-state.ts';
import { findEncoder } from './known-encoders.ts';
import type { LabStore } from './lab-store.ts';
import type { LibraryController } from './library-controller.ts';
import type { Reranker } from './rerank.ts';
import { createReranker } from './rerank.ts';
import type { ArmLetter, SessionState } from './session-state.ts';

/** The Lab of a session. What goes on stands in `SessionState.lab`; methods resolve when their work has ended. */
export interface LabController {
  /** Takes an indexed encoder arm on the bench, and measures it on the held-out questions. */
  open(letter: ArmLetter, split: SplitChoice): Promise<void>;
  /** Trains, measures and adds a result. A run that is stopped ends in the phase `stopped`. */
  train(
    recipe: Recipe,
    options: {
      readonly seeds: readonly number[];
      readonly name: string;
      /** Measures with generated queries fused in as well; `null`: without. */
      readonly fusion: FusionChoice | null;
    },
  ): Promise<void>;
  stop(): void;
  /** Goes on with the run that was stopped. */
  goOn(): Promise<void>;
  /** Measures what the stopped run has learnt, and adds it as a result. */
  keep(): Promise<void>;
  /** Lets the stopped run go. */
  discard(): void;
  /** Takes the newest result away again; its arm stays known. */
  undo(): void;
  sweep(input: SweepInput): Promise<void>;
  /** Arms without training: `[language]` tag, expansions, permutations, views. `letter` names the encoder arm. */
  assemble(letter: ArmLetter, input: AssembleInput): Promise<AssembleOutput & { readonly id: string }>;
  /**
   * Reads an arm's file; returns its id, `lab:…`.
   * @throws CrosslensError `arm-file-invalid`, which then stands in the Lab's state as well
   */
  importFile(file: File): Promise<string>;
  exportFile(id: string): Promise<{ readonly safetensors: Blob; readonly json: Blob }>;
  exportOnnx(id: string): Promise<FoldOutput>;
  /** Optimal transport between the tokens of two texts, as an arm has them. */
  plan(
    letter: ArmLetter,
    texts: { readonly student: string; readonly teacher: string; readonly side: Side },
    settings: { readonly epsilon: number; readonly iterations: number },
  ): Promise<PlanOutput & { readonly student: readonly string[]; readonly teacher: readonly string[] }>;
  readonly candidates: Reranker['candidates'];
  readonly rerank: Reranker['rerank'];
  /** Takes an arm out of storage, and off the list of known arms. */
  forget(id: string): Promise<void>;
  /** The shard was cut anew: what is on the bench belongs to the one before. */
  shardChanged(): void;
  dispose(): void;
}

export function createLabController(options: {
  readonly store: StoreApi<SessionState>;
  readonly labStore: LabStore;
  /** Encoders of the person's own. */
  readonly encoders: Pick<LibraryController, 'filesOf'>;
  readonly baseUrl: string;
  /** Of the cross-encoder. */
  readonly threads: number;
  readonly arm: (letter: ArmLetter) => ArmController;
  /** An arm of the Lab became known: arms that waited for its file open. */
  readonly onKnown: (id: string) => void;
}): LabController {
  const { store, labStore } = options;
  let connection: Connection<LabContract> | null = null;
  let work = new AbortController();
  /** What the run that was stopped was asked for. */
  let stopped: Omit<TrainInput, 'goOn'> | null = null;
  /** Rises with every bench, so that what an earlier one still answers is not taken for the new one's. */
  let bench = 0;

  const canGoOn = (): boolean => stopped !== null;
  const state = (): LabState => store.getState().lab;
  const update = (change: Partial<LabState>): void => {
    store.setState(({ lab }) => ({ lab: { ...lab, ...change } }));
  };
  const connected = (): Connection<LabContract> =>
    (connection ??= connect<LabContract>(spawnLab, 'the Lab', (error) => {
      connection = null;
      // The bench went with its worker; what the calls under way still say is no news.
      close(null);
      update({ phase: 'failed', error: toWireError(error) });
    }));
  const close = (notice: string | null): void => {
    bench += 1;
    work.abort();
    stopped = null;
    update({ ...CLOSED_LAB, results: state().results, notice });
  };

  const known = (id: string): KnownLabArm => {
    const found = store.getState().labArms.find((arm) => arm.id === id);
    if (found === undefined) throw new CrosslensError('not-found', `No arm of the Lab is called ${id}.`);
    return found;
  };
  const learn = async (arm: LabArmFile, from: KnownLabArm['from']): Promise<string> => {
    const id = labId(arm.hash);
    store.setState(({ labArms }) => ({
      labArms: [...labArms.filter((other) => other.id !== id), { ...arm, id, from }],
    }));
    const kept = await labStore.add(arm);
    if (!kept) {
      update({
        notice: `${arm.summary.name} is kept until this page is closed: the browser stores nothing. Export it to keep it.`,
      });
    }
    options.onKnown(id);
    return id;
  };

  const open = async (letter: ArmLetter, split: SplitChoice): Promise<void> => {
    close(null);
    const mine = bench;
    const arm = store.getState().arms.find((one) => one.letter === letter);
    const controller = options.arm(letter);
    const shard = controller.shard();
    const encoder = arm?.encoder ?? null;
    if (arm?.phase.kind !== 'indexed' || encoder === null || shard === null) {
      throw new CrosslensError('not-ready', `Arm ${letter} is no encoder whose index is complete.`);
    }
    update({
      phase: 'opening',
      base: { id: arm.spec.id, name: arm.name },
      shardHash: shard.shardHash,
    });
    work = new AbortController();
    const { signal } = work;
    try {
      const frozen = await controller.frozen();
      const opened = await connected().call(
        'open',
        {
          shard: shard.shard,
          shardHash: shard.shardHash,
          frozen,
          encoder: { id: encoder.id, revision: encoder.revision },
          base: arm.lab === null ? null : known(arm.spec.id).file,
          split,
        },
        { signal },
      );
      if (mine === bench) update({ phase: 'ready', opened });
    } catch (error) {
      if (mine === bench && !signal.aborted) update({ phase: 'failed', error: toWireError(error) });
    }
  };

  const letterOfBase = (): ArmLetter => {
    const { base } = state();
    const arm = store.getState().arms.find(({ spec }) => spec.id === base?.id);
    if (arm === undefined) {
      throw new CrosslensError(
        'not-ready',
        `${base?.name ?? 'The arm on the bench'} is not on the screen any more.`,
      );
    }
    return arm.letter;
  };

  /** Token vectors of parallel texts, for the one recipe that needs them. */
  const tokensFor = async (
    recipe: Recipe,
    seed: number,
    signal: AbortSignal,
  ): Promise<TrainInput['tokens']> => {
    if (recipe.kind !== 'transport') return null;
    const texts = await connected().call('transportTexts', { recipe, seed }, { signal });
    const arm = options.arm(letterOfBase());
    return {
      student: await arm.tokens({ texts: texts.student, side: 'query' }, { signal }),
      teacher: await arm.tokens({ texts: texts.teacher, side: 'query' }, { signal }),
    };
  };

  const addResult = async (recipe: Recipe, output: TrainOutput): Promise<void> => {
    const { base, opened } = state();
    if (opened === null) return;
    const id = await learn(output.arm, 'made');
    const result = {
      id,
      name: output.arm.summary.name,
      base: base?.name ?? '',
      before: opened.before,
      recipe,
      output,
    };
    update({
      phase: 'ready',
      progress: output.history,
      results: [...state().results.filter((other) => other.id !== id), result],
    });
  };

  const run = async (input: Omit<TrainInput, 'goOn'>, goOn: boolean): Promise<void> => {
    const mine = bench;
    work = new AbortController();
    const { signal } = work;
    stopped = null;
    update({ phase: 'training', recipe: input.recipe, error: null, ...(goOn ? {} : { progress: null }) });
    try {
      const tokens = input.tokens ?? (await tokensFor(input.recipe, input.seeds[0] ?? 1, signal));
      const asked = { ...input, tokens };
      signal.addEventListener('abort', () => {
        stopped = asked;
      });
      const output = await connected().call(
        'train',
        { ...asked, goOn },
        {
          signal,
          onProgress: (progress) => {
            if (mine === bench) update({ progress });
          },
        },
      );
      if (mine === bench) await addResult(input.recipe, output);
    } catch (error) {
      if (mine !== bench) return;
      const wire = toWireError(error);
      // Stopped before anything was begun: there is nothing to go on with, or it begins anew.
      if (signal.aborted) update({ phase: canGoOn() ? 'stopped' : 'ready' });
      else if (goOn && wire.code === 'not-ready') await run(input, false);
      else update({ phase: 'ready', error: wire });
    }
  };

  const baseOf = (letter: ArmLetter): AssembleBase => {
    const arm = store.getState().arms.find((one) => one.letter === letter);
    const shard = options.arm(letter).shard();
    const encoder = arm?.encoder ?? null;
    if (arm === undefined || encoder === null || shard === null) {
      throw new CrosslensError('not-ready', `Arm ${letter} is no encoder that is open.`);
    }
    return {
      shard: shard.shard,
      encoder: { id: encoder.id, revision: encoder.revision },
      dimensions: encoder.dimensions,
      arm: arm.lab === null ? null : known(arm.spec.id).file,
    };
  };
  const assembleOn = async (
    on: AssembleBase,
    input: AssembleInput,
  ): Promise<AssembleOutput & { readonly id: string }> => {
    const output = await connected().call('assemble', { on, input });
    return { ...output, id: await learn(output.arm, 'made') };
  };
  const reranker = createReranker({
    threads: options.threads,
    arm: options.arm,
    base: baseOf,
    assemble: (on, file, name) =>
      assembleOn(on, { kind: 'permutation', file, fileName: 'reranked.jsonl', name }),
  });

  return {
    open,
    train: (recipe, { seeds, name, fusion }) => run({ recipe, seeds, name, fusion, tokens: null }, false),
    stop() {
      work.abort();
    },
    async goOn() {
      if (stopped !== null) await run(stopped, true);
    },
    async keep() {
      const asked = stopped;
      if (asked === null) return;
      const mine = bench;
      update({ phase: 'measuring', error: null });
      try {
        const output = await connected().call('snapshot', { name: asked.name });
        if (mine === bench) await addResult(asked.recipe, output);
      } catch (error) {
        const wire = toWireError(error);
        if (mine === bench) update({ phase: wire.code === 'not-ready' ? 'ready' : 'stopped', error: wire });
      }
    },
    discard() {
      stopped = null;
      update({ phase: 'ready', progress: null });
    },
    undo() {
      update({ results: state().results.slice(0, -1) });
    },
    async sweep(input) {
      const mine = bench;
      work = new AbortController();
      const { signal } = work;
      const none = { done: 0, total: 0, runsDone: 0, runs: 0, perSecond: 0, secondsLeft: 0, points: [] };
      update({ phase: 'sweeping', error: null, sweep: { input, progress: none, done: false } });
      try {
        const output = await connected().call('sweep', input, {
          signal,
          onProgress: (progress) => {
            if (mine === bench) update({ sweep: { input, progress, done: false } });
          },
        });
        if (mine !== bench) return;
        const last = state().sweep?.progress ?? none;
        update({
          phase: 'ready',
          sweep: { input, progress: { ...last, points: output.points }, done: true },
        });
      } catch (error) {
        if (mine !== bench) return;
        // What was measured before it was stopped stays on the screen.
        update({ phase: 'ready', ...(signal.aborted ? {} : { error: toWireError(error) }) });
      }
    },
    assemble: async (letter, input) => assembleOn(baseOf(letter), input),
    candidates: (letter, depth) => reranker.candidates(letter, depth),
    rerank: (letter, folder, settings, callOptions) => reranker.rerank(letter, folder, settings, callOptions),
    async importFile(file) {
      try {
        const id = await learn(await connected().call('inspect', file), 'imported');
        if (state().error?.code === 'arm-file-invalid') update({ error: null });
        return id;
      } catch (error) {
        const wire = toWireError(error);
        update({ error: { ...wire, message: `${file.name}: ${wire.message}` } });
        throw error;
      }
    },
    async exportFile(id) {
      const { file } = known(id);
      return { safetensors: file, json: await connected().call('describe', file) };
    },
    async exportOnnx(id) {
      const { file, summary } = known(id);
      const encoder = findEncoder(store.getState(), summary.encoder.id);
      if (encoder === null) {
        throw new CrosslensError('not-found', `The encoder ${summary.encoder.id} is not here.`);
      }
      const files: ModelFilesAt = isOwnId(encoder.id)
        ? await options.encoders.filesOf(encoder.id)
        : { kind: 'url', baseUrl: `${options.baseUrl}models/${encoder.id}` };
      return connected().call('fold', { file, encoder, files });
    },
    async plan(letter, texts, settings) {
      const arm = options.arm(letter);
      const student = await arm.tokens({ texts: [texts.student], side: texts.side });
      const teacher = await arm.tokens({ texts: [texts.teacher], side: texts.side });
      const plan = await connected().call('plan', { student, teacher, ...settings });
      return { ...plan, student: student.tokens[0] ?? [], teacher: teacher.tokens[0] ?? [] };
    },
    async forget(id) {
      const { hash } = known(id);
      store.setState(({ labArms }) => ({ labArms: labArms.filter((arm) => arm.id !== id) }));
      await labStore.remove(hash);
    },
    shardChanged() {
      const { phase, shardHash } = state();
      if (phase === 'closed' || shardHash === null) return;
      close('The shard was cut anew. Take an arm on the bench again to go on; results stay below.');
      // With the worker goes the memory of the old shard.
      connection?.dispose();
      connection = null;
    },
    dispose() {
      work.abort();
      reranker.dispose();
      connection?.dispose();
    },
  };
}
