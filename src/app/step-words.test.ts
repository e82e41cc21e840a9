import { describe, expect, it } from 'vitest';
import { CLOSED_LAB } from '../client/session/lab-state.ts';
import { CLOSED_LIBRARY } from '../client/session/library-state.ts';
import type { LabState } from '../client/session/lab-state.ts';
import type { ArmPhase, ArmState, CorpusState } from '../client/session/session-state.ts';
import { DEFAULT_VIEW_STATE } from '../client/view-state.ts';
import { announcements } from './announcements.ts';
import { stepWords } from './step-words.ts';

const summary = {
  name: 'demo',
  passages: 1040,
  queries: 1040,
  generated: 80,
  rows: 80,
  characters: 52_000,
  languages: [
    { lang: 'am', passages: 520, queries: 1040, characters: 0 },
    { lang: 'km', passages: 520, queries: 0, characters: 0 },
    { lang: 'en', passages: 0, queries: 0, characters: 0 },
  ],
};
const corpus: CorpusState = {
  origin: { kind: 'demo' },
  phase: { kind: 'ready' },
  summary,
  report: null,
  leftOut: 0,
  added: [],
  choice: { queryLanguages: [], passageLanguages: [], rows: { mode: 'all' } },
  shard: { hash: 'x', summary },
  incoming: null,
  keep: { kind: 'no' },
  keptCorpora: [],
};
const arm = (letter: ArmState['letter'], phase: ArmPhase, notice: string | null = null): ArmState => ({
  uid: 1,
  letter,
  spec: { id: 'bm25', device: 'auto' },
  encoder: null,
  lab: null,
  name: 'BM25',
  phase,
  placement: null,
  notice,
  generation: 1,
});
const indexed: ArmPhase = {
  kind: 'indexed',
  output: { passages: 1040, queries: 1040, generated: 0, seconds: 2 },
};
const indexing = (done: number): ArmPhase => ({
  kind: 'indexing',
  progress: { done, total: 100, perSecond: 10, secondsLeft: 1 },
});

const LAB = CLOSED_LAB;

const defaultSweep = {
  kind: 'hybrid',
  alpha: 0.5,
  languages: [],
  training: {
    shape: { kind: 'full' },
    epochs: 1,
    batchSize: 10,
    learningRate: 0.001,
    weightDecay: 0,
    temperature: 0.05,
  },
} as const;

describe('the words on the rail', () => {
  const words = (view: Parameters<typeof stepWords>[0], arms: ArmState[]): string =>
    stepWords(view, { corpus, arms, lab: LAB }, DEFAULT_VIEW_STATE);

  it('count the languages that have passages', () => {
    expect(words('corpus', [])).toBe('demo · 2 languages · 1,040 passages');
  });
  it('tell how far the arms are, worst news first', () => {
    expect(words('encoders', [arm('A', indexed), arm('B', indexed)])).toBe('2 ready');
    expect(words('encoders', [arm('A', indexed), arm('B', indexing(62))])).toMatch(/^indexing 62\s%$/);
    expect(words('encoders', [arm('A', indexed), arm('B', { kind: 'ready' })])).toBe('1 of 2 ready');
    const failed: ArmPhase = { kind: 'failed', during: 'open', error: { code: 'network', message: 'gone' } };
    expect(words('encoders', [arm('A', indexing(1)), arm('B', failed)])).toBe('1 failed');
  });
  it('say what a step waits for', () => {
    expect(words('recall', [arm('A', indexing(50))])).toBe('waits for an index');
    expect(words('search', [arm('A', indexing(50))])).toBe('top 10');
    expect(words('recall', [arm('A', indexed)])).toBe('R@10, one pool');
  });
  it('say what goes on in the Lab, and that it waits for an index where nothing does', () => {
    const lab = (part: Partial<LabState>, arms = [arm('A', indexed)]): string =>
      stepWords('lab', { corpus, arms, lab: { ...LAB, ...part } }, DEFAULT_VIEW_STATE);
    expect(lab({}, [])).toBe('waits for an index');
    expect(lab({ phase: 'ready' })).toBe('nothing trained yet');
    expect(lab({ phase: 'training' })).toBe('training');
    const progress = { done: 1, total: 3, runsDone: 0, runs: 1, perSecond: 1, secondsLeft: 2, points: [] };
    const input = { recipe: defaultSweep, over: { kind: 'alpha', values: [] }, seeds: [1] } as const;
    expect(lab({ phase: 'sweeping', sweep: { input, progress, done: false } })).toBe('sweeping 33 %');
    expect(lab({ phase: 'stopped' })).toBe('stopped half-way');
  });
});

describe('what is read out', () => {
  const state = (arms: ArmState[], phase: CorpusState['phase'] = { kind: 'ready' }) => ({
    capabilities: { crossOriginIsolated: true, cores: 2, webgpu: null, webgpuReason: '', threads: 1 },
    manifest: null,
    manifestError: null,
    corpus: { ...corpus, phase },
    arms,
    runs: [],
    generation: {
      phase: 'idle' as const,
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
  });

  it('is silent while work goes on', () => {
    expect(announcements(state([arm('A', indexing(1))]), state([arm('A', indexing(2))]))).toEqual([]);
  });
  it('tells when an index is done, and what happened on the way', () => {
    expect(
      announcements(state([arm('A', indexing(1))]), state([arm('A', indexed, 'It was started again.')])),
    ).toEqual(['Arm A: It was started again.', 'Arm A, BM25: 1,040 passages indexed.']);
  });
  it('tells when a run of the Lab stopped, failed, or made an arm', () => {
    const lab = (part: Partial<LabState>) => ({ ...state([]), lab: { ...LAB, ...part } });
    expect(announcements(lab({ phase: 'training' }), lab({ phase: 'stopped' }))).toEqual([
      'The Lab’s run is stopped; nothing is lost.',
    ]);
    const error = { code: 'out-of-memory' as const, message: 'Too large.' };
    expect(announcements(lab({ phase: 'training' }), lab({ phase: 'failed', error }))).toEqual([
      'The Lab failed: Too large.',
    ]);
    expect(announcements(lab({ phase: 'opening' }), lab({ phase: 'ready' }))).toEqual([
      'The Lab’s bench is open.',
    ]);
  });
  it('tells that a corpus could not be read', () => {
    const failed = {
      kind: 'failed' as const,
      error: { code: 'corpus-invalid' as const, message: 'x.json is empty.' },
    };
    expect(announcements(state([]), state([], failed))).toEqual([
      'The corpus could not be read: x.json is empty.',
    ]);
  });
});
