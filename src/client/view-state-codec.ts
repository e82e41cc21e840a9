import type { FusionChoice } from '../domain/augmentation/fusion-choice.ts';
import type { LanguageCode, RowChoice } from '../domain/corpus/types.ts';
import type { Setting } from '../domain/metrics/figures.ts';
import { SETTINGS } from '../domain/metrics/figures.ts';
import type { EncoderLink } from '../protocol/encoder.ts';
import { encoderLinkSchema } from '../protocol/encoder.ts';
import type { ArmSpec, LanguageOrder, TourPlace, View, ViewState } from './view-state.ts';
import { DEFAULT_VIEW_STATE, LANGUAGE_ORDERS, MAX_ARMS, VIEWS } from './view-state.ts';

/**
 * The view state as URL search parameters. What equals the default is left out, so that a link says only what is
 * special about it; what cannot be read falls back to the default, so that an old or mistyped link still opens.
 */

export const MAX_K = 100;
const MAX_COUNT = 1_000_000;
const MAX_SEED = 2 ** 31 - 1;

export function encodeViewState(state: ViewState): string {
  const parameters = new URLSearchParams();
  const usual = written(DEFAULT_VIEW_STATE);
  for (const [name, value] of Object.entries(written(state))) {
    if (value !== null && value !== usual[name]) parameters.set(name, value);
  }
  // File names may hold any character: one parameter for each.
  if (state.corpus !== 'demo') for (const name of state.corpus) parameters.append('file', name);
  for (const encoder of state.encoders) parameters.append('encoder', JSON.stringify(encoder));
  const text = parameters.toString();
  // Commas and colons are legal in a query string, and keep links legible.
  return text === '' ? '' : `?${text.replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%40', '@')}`;
}

export function decodeViewState(search: string): ViewState {
  const parameters = new URLSearchParams(search);
  const get = (name: string): string => parameters.get(name) ?? '';
  const fallback = DEFAULT_VIEW_STATE;
  const files = parameters.getAll('file').filter((name) => name !== '');
  return {
    view: oneOf<View>(VIEWS, get('view'), fallback.view),
    corpus: files.length === 0 ? 'demo' : files,
    corpusId: /^[a-z0-9][a-z0-9-]{0,60}$/.test(get('corpus')) ? get('corpus') : null,
    queryLanguages: readLanguages(get('from')),
    passageLanguages: readLanguages(get('in')),
    rows: readRows(get('rows')),
    arms: readArms(get('arms')),
    encoders: parameters.getAll('encoder').flatMap(readEncoder).slice(0, MAX_ARMS),
    k: readInteger(get('k'), 1, MAX_K) ?? fallback.k,
    setting: oneOf<Setting>(SETTINGS, get('setting'), fallback.setting),
    measure: /^[A-Za-z]+(@\d{1,3})?$/.test(get('measure')) ? get('measure') : fallback.measure,
    focus: readFocus(get('cell')),
    query: get('q'),
    queryId: parameters.get('id'),
    filter: readLanguages(get('only')),
    fusion: readFusion(get('xqg')),
    order: oneOf<LanguageOrder>(LANGUAGE_ORDERS, get('order'), fallback.order),
    table: get('table') === '1',
    tour: readTour(get('tour')),
  };
}

/** What a link says that cannot be read, or that nothing reads, as `name=value`: empty for a link of this app's own. */
export function unreadParameters(search: string): readonly string[] {
  const read = written(decodeViewState(search));
  return [...new URLSearchParams(search)]
    .filter(([name, value]) => {
      if (name === 'encoder') return readEncoder(value).length === 0;
      return name !== 'file' && read[name] !== value;
    })
    .map(([name, value]) => `${name}=${value}`);
}

/** The parameters by name, the usual ones too; `null` where there is nothing to say. */
function written(state: ViewState): Record<string, string | null> {
  return {
    view: state.view,
    corpus: state.corpusId,
    from: state.queryLanguages.join(','),
    in: state.passageLanguages.join(','),
    rows: writeRows(state.rows),
    arms: writeArms(state.arms),
    k: String(state.k),
    setting: state.setting,
    measure: state.measure,
    cell: writeFocus(state.focus),
    q: state.query,
    id: state.queryId,
    only: state.filter.join(','),
    xqg: writeFusion(state.fusion),
    order: state.order,
    table: state.table ? '1' : null,
    tour: state.tour === null ? null : `${state.tour.id}:${state.tour.step}`,
  };
}

function writeRows(rows: RowChoice): string {
  switch (rows.mode) {
    case 'all':
      return 'all';
    case 'first':
      return `first:${rows.n}`;
    case 'range':
      return `range:${rows.from}:${rows.to}`;
    case 'random':
    case 'per-language':
      return `${rows.mode}:${rows.n}:${rows.seed}`;
  }
}

function readRows(text: string): RowChoice {
  const [mode, size = '', draw = ''] = text.split(':');
  const n = readInteger(size, 1, MAX_COUNT);
  if (n === null) return { mode: 'all' };
  if (mode === 'first') return { mode, n };
  if (mode === 'range') {
    const to = readInteger(draw, n, MAX_COUNT);
    return to === null ? { mode: 'all' } : { mode, from: n, to };
  }
  const seed = readInteger(draw, 0, MAX_SEED);
  const isDrawn = mode === 'random' || mode === 'per-language';
  return isDrawn && seed !== null ? { mode, n, seed } : { mode: 'all' };
}

function writeArms(arms: readonly ArmSpec[]): string {
  return arms.map(({ id, device }) => (device === 'auto' ? id : `${id}@${device}`)).join(',');
}

function readArms(text: string): readonly ArmSpec[] {
  const arms = text.split(',').flatMap((part): ArmSpec[] => {
    const [, id, device] = /^((?:run:|lab:|own:)?[a-z0-9-]+)(?:@(wasm|webgpu))?$/.exec(part) ?? [];
    if (id === undefined) return [];
    return [{ id, device: device === 'wasm' || device === 'webgpu' ? device : 'auto' }];
  });
  return arms.length === 0 ? DEFAULT_VIEW_STATE.arms : arms.slice(0, MAX_ARMS);
}

/** JSON that a link's maker may have changed: only what fits the schema is taken. */
function readEncoder(text: string): EncoderLink[] {
  try {
    const { success, data } = encoderLinkSchema.safeParse(JSON.parse(text));
    return success ? [data] : [];
  } catch {
    return [];
  }
}

function writeFocus({ queryLanguage, passageLanguage }: ViewState['focus']): string {
  return queryLanguage === null && passageLanguage === null
    ? ''
    : `${queryLanguage ?? ''}:${passageLanguage ?? ''}`;
}

function readFocus(text: string): ViewState['focus'] {
  const [from = '', to = ''] = text.split(':');
  const code = (part: string): LanguageCode | null => readLanguages(part)[0] ?? null;
  return { queryLanguage: code(from), passageLanguage: code(to) };
}

function writeFusion({ mode, alpha, perLanguage, languages, normalise }: FusionChoice): string {
  const parts = [mode, String(alpha), String(perLanguage), languages.join(',')];
  return (normalise ? [...parts, 'unit'] : parts).join(':');
}

function readFusion(text: string): FusionChoice {
  const [mode, weight = '', count = '', languages = '', length = ''] = text.split(':');
  const alpha = Number(weight);
  const perLanguage = readInteger(count, 0, 1000);
  if (
    (mode !== 'sum' && mode !== 'mean') ||
    weight === '' ||
    !(alpha >= 0 && alpha <= 1) ||
    perLanguage === null
  ) {
    return DEFAULT_VIEW_STATE.fusion;
  }
  return { mode, alpha, perLanguage, languages: readLanguages(languages), normalise: length === 'unit' };
}

/** `language-bias:2`; without a number the first step. */
function readTour(text: string): TourPlace | null {
  const [, id, step = '1'] = /^([a-z0-9-]{1,60})(?::([1-9]\d?))?$/.exec(text) ?? [];
  return id === undefined ? null : { id, step: Number(step) };
}

function readLanguages(text: string): readonly LanguageCode[] {
  return [...new Set(text.split(',').filter((code) => /^[a-z]{2,8}$/.test(code)))];
}

function readInteger(text: string, least: number, most: number): number | null {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? value : null;
}

function oneOf<T extends string>(values: readonly T[], text: string, fallback: T): T {
  return values.find((value) => value === text) ?? fallback;
}
