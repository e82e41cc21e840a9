import type { ColumnPlan } from '../read-plan.ts';
import { suggestColumns } from './suggest-columns.ts';

/** Names in a header are short; texts are not. */
const LONGEST_NAME = 64;

/** Names of columns, and whether the first row held them. */
export interface TableColumns {
  readonly names: readonly string[];
  readonly header: boolean;
}

/** Names of the columns of a table without a header. */
function numberedColumns(count: number): readonly string[] {
  return Array.from({ length: count }, (_, column) => `column ${column + 1}`);
}

/**
 * Whether the first row names the columns: all of it short, different and not numeric, and either a name that
 * columns are known by, or shorter than what stands below it.
 */
export function guessHeader(rows: readonly (readonly string[])[]): TableColumns {
  const first = rows[0] ?? [];
  const rest = rows.slice(1);
  const names = headerNames(first);
  const plain = (cells: readonly string[]): boolean =>
    new Set(cells).size === cells.length &&
    cells.every((cell) => cell.trim() !== '' && cell.length <= LONGEST_NAME && !/^[\d.,\s-]+$/.test(cell));
  const known = Object.values(suggestColumns(names, [])).some((column) => column !== null);
  const shorter = first.some((cell, column) => {
    const below = rest.map((row) => (row[column] ?? '').length);
    return below.length > 0 && below.reduce((a, b) => a + b, 0) / below.length > 3 * Math.max(4, cell.length);
  });
  const header = plain(first) && (known || shorter) && rest.every((row) => row.join('') !== first.join(''));
  return header ? { names, header } : { names: numberedColumns(width(rows)), header: false };
}

/**
 * The columns as a plan understood them: a plan that names `column 1` read the first row as a row. `null` where the
 * plan names a column that the table does not have either way.
 */
export function columnsOfPlan(rows: readonly (readonly string[])[], plan: ColumnPlan): TableColumns | null {
  const wanted = Object.values(plan).filter((column) => column !== null);
  const names = headerNames(rows[0] ?? []);
  if (wanted.every((column) => names.includes(column))) return { names, header: true };
  const numbered = numberedColumns(width(rows));
  return wanted.every((column) => numbered.includes(column)) ? { names: numbered, header: false } : null;
}

/** Blank names are numbered, and a name that comes again is told apart. */
function headerNames(cells: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, column) => {
    const name = cell.trim() === '' ? `column ${column + 1}` : cell.trim();
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

function width(rows: readonly (readonly string[])[]): number {
  return rows.reduce((widest, row) => Math.max(widest, row.length), 0);
}
