import { escapeLatex, oneLine, unicodeScripts } from './latex-text.ts';
import type { TableColumn, TableData, TableRow } from './table.ts';
import { allRows, shownNumber, valueOf } from './table.ts';

/** An en dash, as the screen has it. */
const NO_VALUE = '--';

/** Rows that stand on one page; a longer table has to break, with its headings again on each page. */
const PAGE_ROWS = 45;

/**
 * A booktabs table with caption and notes, to be put into a document with `\input`. Figures have the digits that the
 * screen shows, the same number down a column, so that right alignment sets point under point. What the document needs
 * (packages, and an engine with Unicode for other scripts than Latin) stands in comments at its head.
 */
export function toLatex(table: TableData): string {
  const long = allRows(table).length > PAGE_ROWS;
  const spec = table.columns.map(({ kind }) => (kind === 'text' ? 'l' : 'r')).join('');
  const headings = headingLines(table.columns);
  const body = table.rows.map((row) => line(table.columns, row));
  const summary = (table.summary ?? []).map((row) => line(table.columns, row));
  const below = [...(summary.length === 0 ? [] : ['\\midrule', ...summary]), '\\bottomrule'];
  const caption = `\\caption{${escapeLatex(table.title)}}`;
  const notes = table.notes.map((note) => `{\\footnotesize ${escapeLatex(note)}\\par}`);
  const lines = long
    ? [
        `\\begin{longtable}{${spec}}`,
        `${caption}\\\\`,
        ...['\\toprule', ...headings, '\\midrule', '\\endhead'],
        ...body,
        ...below,
        '\\end{longtable}',
        ...notes,
      ]
    : [
        '\\begin{table}',
        '\\centering',
        caption,
        `\\begin{tabular}{${spec}}`,
        ...['\\toprule', ...headings, '\\midrule'],
        ...body,
        ...below,
        '\\end{tabular}',
        ...(notes.length === 0 ? [] : ['\\par\\smallskip', ...notes]),
        '\\end{table}',
      ];
  return [...comments(table, long), ...lines, ''].join('\n');
}

function comments(table: TableData, long: boolean): string[] {
  const scripts = unicodeScripts(textsOf(table));
  return [
    `% ${oneLine(table.title)}`,
    `% Needs \\usepackage{booktabs}${long ? ' and \\usepackage{longtable}' : ''}.`,
    ...(scripts === null
      ? ['% With pdfLaTeX also \\usepackage[T1]{fontenc}.']
      : [
          '% UTF-8 beyond what pdfLaTeX sets: compile with XeLaTeX or LuaLaTeX, with fonts (fontspec) that have',
          `% ${scripts.length === 0 ? 'its signs and accented letters' : scripts.join(', ')}; Noto has them.`,
        ]),
  ];
}

function textsOf(table: TableData): string[] {
  const cells = allRows(table).flatMap((row) => table.columns.map((column) => valueOf(row, column)));
  return [
    table.title,
    ...table.notes,
    ...table.columns.flatMap(({ label, group = '' }) => [label, group]),
    ...cells.filter((cell) => typeof cell === 'string'),
  ];
}

/** One line of labels, and above it one of groups, each ruled off over its columns, where there are groups. */
function headingLines(columns: readonly TableColumn[]): string[] {
  const labels = columns.map(({ kind, label }) => {
    const text = escapeLatex(label);
    // A heading stands over its figures, which end at the right.
    return kind === 'percent' ? `${text} (\\%)` : text;
  });
  const runs = groupRuns(columns);
  if (runs.every(({ group }) => group === undefined)) return [row(labels)];
  const heads = runs.map(({ group, from, to }) => {
    const span = `\\multicolumn{${to - from + 1}}`;
    return group === undefined ? `${span}{l}{}` : `${span}{c}{${escapeLatex(group)}}`;
  });
  const rules = runs.flatMap(({ group, from, to }) =>
    group === undefined ? [] : [`\\cmidrule(lr){${from}-${to}}`],
  );
  return [row(heads), rules.join(''), row(labels)];
}

interface Run {
  readonly group: string | undefined;
  /** Counted from 1, as LaTeX does. */
  readonly from: number;
  readonly to: number;
}

function groupRuns(columns: readonly TableColumn[]): Run[] {
  const runs: Run[] = [];
  columns.forEach(({ group }, index) => {
    const last = runs.at(-1);
    if (last !== undefined && last.group === group) runs[runs.length - 1] = { ...last, to: index + 1 };
    else runs.push({ group, from: index + 1, to: index + 1 });
  });
  return runs;
}

function line(columns: readonly TableColumn[], values: TableRow): string {
  return row(
    columns.map((column) => {
      const value = valueOf(values, column);
      if (value === null) return NO_VALUE;
      if (typeof value === 'string') return escapeLatex(value);
      return shownNumber(value, values, column).replace('-', '$-$');
    }),
  );
}

function row(cells: readonly string[]): string {
  return `${cells.join(' & ')} \\\\`;
}
