import { normaliseLanguage } from '../../text/languages.ts';
import type { ColumnPlan } from '../read-plan.ts';
import { COLUMN_ROLES } from '../read-plan.ts';

type Role = (typeof COLUMN_ROLES)[number];

/** Names that datasets give to columns of each role, likeliest first; compared without case, spaces, `-` and `_`. */
const NAMES: Readonly<Record<Role, string>> = {
  text: 'text passage passagetext content contents context body document documenttext doc paragraph sentence chunk segment abstract description answer',
  query: 'query question querytext questiontext queries search searchterm',
  id: 'id docid docno pid passageid documentid corpusid uid uuid idx index',
  queryId: 'queryid qid questionid topicid topic',
  title: 'title doctitle heading headline name subject',
  lang: 'lang language langcode languagecode locale iso639 langid',
  group: 'group groupid parallelid translationid conceptid',
  relevant:
    'relevant relevantids relevantdocs relevantdocids relevantpassages positives positiveids positivedocids positive gold goldids docids passageids corpusids',
};

/** A column of whose cells at least this share fits is taken for what it looks like. */
const MOST = 0.8;

/** Texts have more characters than names and codes. */
const TEXT_LENGTH = 20;

/**
 * The roles that columns seem to play, by their names and, where those say nothing, by what the first rows hold.
 * @param rows cells as text [rows][columns]
 * @param nested columns that can play no role
 */
export function suggestColumns(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  nested: readonly string[] = [],
): ColumnPlan {
  const roles = new Map<Role, string>();
  const free = (column: string): boolean => !nested.includes(column) && ![...roles.values()].includes(column);
  const cellsOf = (column: string): readonly string[] =>
    rows.map((row) => row[columns.indexOf(column)] ?? '').filter((cell) => cell.trim() !== '');
  const take = (role: Role, column: string | undefined): void => {
    if (column !== undefined && !roles.has(role)) roles.set(role, column);
  };

  for (const role of Object.keys(NAMES) as Role[]) {
    const names = NAMES[role].split(' ');
    const ranked = columns
      .filter((column) => free(column) && names.includes(plainName(column)))
      .sort((a, b) => names.indexOf(plainName(a)) - names.indexOf(plainName(b)));
    take(role, ranked[0]);
  }
  // “name” or “topic” of a table without texts is no title of anything; contents decide below.
  const byLength = columns
    .filter((column) => free(column) && isText(cellsOf(column)))
    .sort((a, b) => meanLength(cellsOf(b)) - meanLength(cellsOf(a)));
  if (!roles.has('text') && !roles.has('query')) {
    const questions = byLength.find((column) => share(cellsOf(column), isQuestion) >= MOST);
    const texts = byLength.filter((column) => column !== questions);
    take('text', texts[0]);
    take('query', questions);
  }
  take(
    'lang',
    columns.find((column) => free(column) && isLanguageColumn(cellsOf(column))),
  );
  take(
    'id',
    columns.find((column) => free(column) && isIdColumn(cellsOf(column), rows.length)),
  );
  settleIds(roles, cellsOf);
  return Object.fromEntries(COLUMN_ROLES.map((role) => [role, roles.get(role) ?? null])) as Record<
    Role,
    string | null
  >;
}

/**
 * SQuAD's tables call the question's number `id` and repeat the passage: where texts repeat and ids do not, the ids
 * are the queries'. So they are where there are no texts at all.
 */
function settleIds(roles: Map<Role, string>, cellsOf: (column: string) => readonly string[]): void {
  const id = roles.get('id');
  if (id === undefined || !roles.has('query') || roles.has('queryId')) return;
  const text = roles.get('text');
  const repeats = (column: string): boolean => new Set(cellsOf(column)).size < cellsOf(column).length;
  if (text !== undefined && (!repeats(text) || repeats(id))) return;
  roles.delete('id');
  roles.set('queryId', id);
}

function plainName(column: string): string {
  return column.toLowerCase().replace(/[\s_-]+/g, '');
}

function isText(cells: readonly string[]): boolean {
  return meanLength(cells) >= TEXT_LENGTH && share(cells, (cell) => /\p{L}{2}/u.test(cell)) >= MOST;
}

function isQuestion(cell: string): boolean {
  return /[?？؟፧;;]\s*$/u.test(cell);
}

function isLanguageColumn(cells: readonly string[]): boolean {
  return cells.length > 0 && share(cells, (cell) => normaliseLanguage(cell) !== null) >= MOST;
}

function isIdColumn(cells: readonly string[], rows: number): boolean {
  if (cells.length === 0 || cells.length < rows) return false;
  return new Set(cells).size === cells.length && cells.every((cell) => cell.length <= 64 && !/\s/.test(cell));
}

function meanLength(cells: readonly string[]): number {
  return cells.reduce((total, cell) => total + cell.length, 0) / Math.max(1, cells.length);
}

function share(cells: readonly string[], fits: (cell: string) => boolean): number {
  return cells.length === 0 ? 0 : cells.filter(fits).length / cells.length;
}
