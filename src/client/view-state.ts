import type { LanguageCode, RowChoice } from '../domain/corpus/types.ts';
import type { Setting } from '../domain/metrics/figures.ts';
import type { FusionChoice } from '../domain/augmentation/fusion-choice.ts';
import type { Device } from '../protocol/arm.ts';
import type { EncoderLink } from '../protocol/encoder.ts';
import { BM25_ID } from '../protocol/lexical.ts';

/** Everything worth sharing about what is on the screen. It lives in the URL and nowhere else. */

export const VIEWS = [
  'corpus',
  'encoders',
  'search',
  'recall',
  'queries',
  'bias',
  'xqg',
  'lab',
  'regimes',
  'storage',
] as const;
export type View = (typeof VIEWS)[number];

/** One arm as a link names it: an encoder's id (or `bm25`) and where it runs. */
export interface ArmSpec {
  readonly id: string;
  readonly device: Device | 'auto';
}

export const MAX_ARMS = 4;
export const LANGUAGE_ORDERS = ['family', 'training', 'result'] as const;
export type LanguageOrder = (typeof LANGUAGE_ORDERS)[number];

export interface ViewState {
  readonly view: View;
  /** `demo`, or the names of the person's own files (a link cannot reopen those; the screen says so). */
  readonly corpus: 'demo' | readonly string[];
  /** The corpus's id where this browser keeps it (see `KeptCorpus`), or the id of one of the dataset catalogue. */
  readonly corpusId: string | null;
  /** Empty means all. */
  readonly queryLanguages: readonly LanguageCode[];
  /** Empty means all. */
  readonly passageLanguages: readonly LanguageCode[];
  readonly rows: RowChoice;
  readonly arms: readonly ArmSpec[];
  /** Encoders of the person's own that `arms` name, so that a link says where they are to be had. */
  readonly encoders: readonly EncoderLink[];
  readonly k: number;
  readonly setting: Setting;
  /** Canonical name, such as `R@10`: the `@k` follows `k`. */
  readonly measure: string;
  /** Queries: which cell of a figure they stand behind; `null` means all languages. */
  readonly focus: {
    readonly queryLanguage: LanguageCode | null;
    readonly passageLanguage: LanguageCode | null;
  };
  readonly query: string;
  /** Set when the query is one of the shard's. */
  readonly queryId: string | null;
  /** Search: show only passages in these languages; empty means all. */
  readonly filter: readonly LanguageCode[];
  /** `languages` empty means all. */
  readonly fusion: FusionChoice;
  readonly order: LanguageOrder;
  /** Show the table twins instead of the charts. */
  readonly table: boolean;
  /** The lesson that is open beside the view, and its step, from 1. */
  readonly tour: TourPlace | null;
}

export interface TourPlace {
  readonly id: string;
  readonly step: number;
}

export const DEFAULT_VIEW_STATE: ViewState = {
  view: 'search',
  corpus: 'demo',
  corpusId: null,
  queryLanguages: [],
  passageLanguages: [],
  rows: { mode: 'all' },
  encoders: [],
  arms: [
    { id: 'bag-hybrid', device: 'auto' },
    { id: 'bag-mono', device: 'auto' },
    { id: BM25_ID, device: 'auto' },
  ],
  k: 10,
  setting: 'multi',
  measure: 'R@10',
  focus: { queryLanguage: null, passageLanguage: null },
  query: '',
  queryId: null,
  filter: [],
  fusion: { mode: 'sum', alpha: 0.01, perLanguage: 4, languages: [], normalise: false },
  order: 'family',
  table: false,
  tour: null,
};
