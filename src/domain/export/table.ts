/** A table as it leaves the app: what every writer (CSV, JSON, LaTeX) starts from. */
export interface TableData {
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  /** Means and other rows that sum up the ones above; they come last and are set apart where the format can. */
  readonly summary?: readonly TableRow[];
  /** What a reader needs to read the figures: the setting, the convention, what n counts. One sentence each. */
  readonly notes: readonly string[];
}

export interface TableColumn {
  /** Unique within the table; names the field in JSON. */
  readonly key: string;
  readonly label: string;
  /** Columns with one group stand side by side under its name; other formats write it before the label. */
  readonly group?: string;
  /** percent: a fraction 0–1, shown times a hundred. */
  readonly kind: 'text' | 'number' | 'percent';
  /** Decimals where figures are shown rather than kept; a function where rows differ. Left out: `DEFAULT_DIGITS`. */
  readonly digits?: number | ((row: TableRow) => number);
}

/** Column key → value. `null`, or no such key: no value, which is not zero. */
export type TableRow = Readonly<Record<string, TableValue>>;
export type TableValue = string | number | null;

const DEFAULT_DIGITS = { text: 0, number: 3, percent: 1 } as const;

/** @throws {RangeError} for a number that no format can write (NaN, infinity): what has no value is `null` */
export function valueOf(row: TableRow, { key }: TableColumn): TableValue {
  const value = row[key] ?? null;
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError(`${key} is ${String(value)}: a table holds finite numbers or null.`);
  }
  return value;
}

export function allRows({ rows, summary = [] }: TableData): readonly TableRow[] {
  return [...rows, ...summary];
}

/** The heading of a column where there is only one line of headings. */
export function headingOf({ group, label }: TableColumn): string {
  return group === undefined ? label : `${group} ${label}`;
}

/** A number with the digits it is shown with; a percentage without its sign. */
export function shownNumber(value: number, row: TableRow, column: TableColumn): string {
  const { kind, digits = DEFAULT_DIGITS[kind] } = column;
  const text = (kind === 'percent' ? 100 * value : value).toFixed(
    typeof digits === 'number' ? digits : digits(row),
  );
  // What rounds to zero has no sign.
  return Number(text) === 0 ? text.replace('-', '') : text;
}
