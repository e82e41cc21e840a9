import type { FusionChoice } from '../domain/augmentation/fusion-choice.ts';
import type { LanguageCode, RowChoice } from '../domain/corpus/types.ts';
import type { Setting } from '../domain/metrics/figures.ts';
import { SETTINGS } from '../domain/metrics/figures.ts';
import type { ArmSpec, LanguageOrder, View, ViewState } from './view-state.ts';
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
  for (const [name, value] of Object.entries(written(state))) {
    if (value !== null) parameters.set(name, value);
  }
  // File names may hold any character: one parameter for each.
  if (state.corpus !== 'demo') for (const name of state.corpus) parameters.append('file', name);
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
    queryLanguages: readLanguages(get('from')),
    passageLanguages: readLanguages(get('in')),
    rows: readRows(get('rows')),
    arms: readArms(get('arms')),
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
  };
}

/** The parameters by name; `null` where the value is the default. */
function written(state: ViewState): Record<string, string | null> {
  const { fusion, rows } = state;
  const of = DEFAULT_VIEW_STATE;
  const unless = (value: string, usual: string): string | null => (value === usual ? null : value);
  return {
    view: unless(state.view, of.view),
    from: unless(state.queryLanguages.join(','), ''),
    in: unless(state.passageLanguages.join(','), ''),
    rows: unless(writeRows(rows), writeRows(of.rows)),
    arms: unless(writeArms(state.arms), writeArms(of.arms)),
    k: unless(String(state.k), String(of.k)),
    setting: unless(state.setting, of.setting),
    measure: unless(state.measure, of.measure),
    cell: unless(writeFocus(state.focus), ''),
    q: unless(state.query, ''),
    id: state.queryId,
    only: unless(state.filter.join(','), ''),
    xqg: unless(writeFusion(fusion), writeFusion(of.fusion)),
    order: unless(state.order, of.order),
    table: state.table ? '1' : null,
  };
}

function writeRows(rows: RowChoice): string {
  if (rows.mode === 'all') return 'all';
  return rows.mode === 'first' ? `first:${rows.n}` : `random:${rows.n}:${rows.seed}`;
}

function readRows(text: string): RowChoice {
  const [mode, size = '', draw = ''] = text.split(':');
  const n = readInteger(size, 1, MAX_COUNT);
  if (n === null) return { mode: 'all' };
  if (mode === 'first') return { mode, n };
  const seed = readInteger(draw, 0, MAX_SEED);
  return mode === 'random' && seed !== null ? { mode, n, seed } : { mode: 'all' };
}

function writeArms(arms: readonly ArmSpec[]): string {
  return arms.map(({ id, device }) => (device === 'auto' ? id : `${id}@${device}`)).join(',');
}

function readArms(text: string): readonly ArmSpec[] {
  const arms = text.split(',').flatMap((part): ArmSpec[] => {
    const [, id, device] = /^((?:run:)?[a-z0-9-]+)(?:@(wasm|webgpu))?$/.exec(part) ?? [];
    if (id === undefined) return [];
    return [{ id, device: device === 'wasm' || device === 'webgpu' ? device : 'auto' }];
  });
  return arms.length === 0 ? DEFAULT_VIEW_STATE.arms : arms.slice(0, MAX_ARMS);
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
