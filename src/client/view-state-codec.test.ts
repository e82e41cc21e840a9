import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../domain/metrics/figures.ts';
import { POOLINGS } from '../protocol/encoder.ts';
import { decodeViewState, encodeViewState, MAX_K, unreadParameters } from './view-state-codec.ts';
import type { ViewState } from './view-state.ts';
import { DEFAULT_VIEW_STATE, LANGUAGE_ORDERS, MAX_ARMS, VIEWS } from './view-state.ts';

const languages = fc.uniqueArray(fc.stringMatching(/^[a-z]{2,3}$/), { maxLength: 6 });
const count = fc.integer({ min: 1, max: 100_000 });
const place = fc.oneof(
  fc.record({
    kind: fc.constant('hub' as const),
    host: fc.constant('https://huggingface.co'),
    repo: fc.stringMatching(/^[\w.-]{1,20}\/[\w.-]{1,20}$/),
    revision: fc.stringMatching(/^[\w./-]{1,40}$/),
  }),
  fc.record({
    kind: fc.constant('url' as const),
    url: fc.constant('https://example.org/a%20model?x=1&y=2'),
  }),
  fc.record({
    kind: fc.constant('folder' as const),
    name: fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((name) => name.length <= 200),
  }),
);
const encoderLink = fc.record({
  id: fc.stringMatching(/^own:[0-9a-f]{16}$/),
  ref: fc.record({ place, query: fc.option(place) }),
  settings: fc.record({
    model: fc.constant('onnx/model_quantized.onnx'),
    queryModel: fc.option(fc.constant('query/onnx/model.onnx')),
    pooling: fc.constantFrom(...POOLINGS),
    normalize: fc.boolean(),
    maxTokens: fc.integer({ min: 1, max: 32_768 }),
    dimensions: fc.option(fc.integer({ min: 1, max: 4096 })),
    prefixes: fc.record({ query: fc.string({ unit: 'grapheme' }), passage: fc.string({ unit: 'grapheme' }) }),
  }),
});
const viewState: fc.Arbitrary<ViewState> = fc.record({
  view: fc.constantFrom(...VIEWS),
  corpus: fc.oneof(
    fc.constant<'demo'>('demo'),
    fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { minLength: 1, maxLength: 4 }),
  ),
  queryLanguages: languages,
  passageLanguages: languages,
  rows: fc.oneof(
    fc.constant({ mode: 'all' as const }),
    fc.record({ mode: fc.constant('first' as const), n: count }),
    fc.record({ mode: fc.constant('random' as const), n: count, seed: fc.nat() }),
    fc.record({ mode: fc.constant('per-language' as const), n: count, seed: fc.nat() }),
    fc.tuple(count, count).map(([a, b]) => ({
      mode: 'range' as const,
      from: Math.min(a, b),
      to: Math.max(a, b),
    })),
  ),
  corpusId: fc.option(fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/)),
  encoders: fc.array(encoderLink, { maxLength: MAX_ARMS }),
  arms: fc.array(
    fc.record({
      id: fc.stringMatching(/^(run:|own:)?[a-z0-9-]{1,20}$/),
      device: fc.constantFrom('auto' as const, 'wasm' as const, 'webgpu' as const),
    }),
    { minLength: 1, maxLength: MAX_ARMS },
  ),
  k: fc.integer({ min: 1, max: MAX_K }),
  setting: fc.constantFrom(...SETTINGS),
  measure: fc.constantFrom('R@10', 'R@100', 'nDCG@10', 'MRR', 'mAP'),
  focus: fc.record({
    queryLanguage: fc.option(fc.stringMatching(/^[a-z]{2,3}$/)),
    passageLanguage: fc.option(fc.stringMatching(/^[a-z]{2,3}$/)),
  }),
  query: fc.string({ unit: 'grapheme' }),
  queryId: fc.option(fc.string({ unit: 'grapheme' })),
  filter: languages,
  fusion: fc.record({
    mode: fc.constantFrom('sum' as const, 'mean' as const),
    alpha: fc.double({ min: 0, max: 1, noNaN: true }).map((alpha) => alpha + 0),
    perLanguage: fc.integer({ min: 0, max: 100 }),
    normalise: fc.boolean(),
    languages,
  }),
  order: fc.constantFrom(...LANGUAGE_ORDERS),
  table: fc.boolean(),
  tour: fc.option(
    fc.record({ id: fc.stringMatching(/^[a-z0-9-]{1,60}$/), step: fc.integer({ min: 1, max: 99 }) }),
  ),
});

describe('the view state as a link', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(viewState, (state) => {
        expect(decodeViewState(encodeViewState(state))).toEqual(state);
      }),
    );
  });

  it('says nothing of what is as usual', () => {
    expect(encodeViewState(DEFAULT_VIEW_STATE)).toBe('');
    expect(decodeViewState('')).toEqual(DEFAULT_VIEW_STATE);
  });

  it('is legible', () => {
    const link = encodeViewState({
      ...DEFAULT_VIEW_STATE,
      view: 'recall',
      queryLanguages: ['am', 'km'],
      rows: { mode: 'random', n: 200, seed: 7 },
      arms: [{ id: 'bag-hybrid', device: 'wasm' }],
    });
    expect(link).toBe('?view=recall&from=am,km&rows=random:200:7&arms=bag-hybrid@wasm');
  });

  it('opens what it can of a link that makes no sense', () => {
    const state = decodeViewState(
      '?view=nowhere&k=0&rows=first:-3&arms=../x,bm25&xqg=sum:2:4:&from=AM,km,km&measure=%3Cb%3E',
    );
    expect(state).toEqual({
      ...DEFAULT_VIEW_STATE,
      arms: [{ id: 'bm25', device: 'auto' }],
      queryLanguages: ['km'],
    });
  });

  it('names what of a link is not read', () => {
    fc.assert(
      fc.property(viewState, (state) => {
        expect(unreadParameters(encodeViewState(state))).toEqual([]);
      }),
    );
    expect(unreadParameters('?view=search&k=10&xqg=sum:0.01:4:')).toEqual([]);
    expect(unreadParameters('?view=serch&k=0&colour=red&q=a b&arms=bag-mono')).toEqual([
      'view=serch',
      'k=0',
      'colour=red',
    ]);
  });

  it('opens a lesson at its first step when no step is named', () => {
    expect(decodeViewState('?tour=language-bias').tour).toEqual({ id: 'language-bias', step: 1 });
    expect(decodeViewState('?tour=language-bias:0').tour).toBeNull();
  });
});
