import { normaliseLanguage } from '../../text/languages.ts';
import { asId } from '../json-values.ts';
import { languageFromName } from '../language-from-name.ts';
import type { ColumnPlan, FilePlan } from '../read-plan.ts';
import type { ReaderContext, RowSink } from '../row-sink.ts';
import type { LanguageCode } from '../types.ts';
import { textKey } from './text-key.ts';

/** Takes the rows of a table. */
export interface TableRows {
  /**
   * @param cell the text of a column in this row; a list or an object as JSON, `null` where there is nothing
   * @param row from 1, of rows that hold something
   */
  row(cell: (column: string) => string | null, row: number, where: string): void;
}

/**
 * Turns rows into passages and queries, as `ColumnPlan` says it. Many tables hold one row for each query and passage
 * that belong together, and repeat either: a passage that comes again (same id, or same text where rows have no ids)
 * is given once, and so is a query, which is then judged by every passage that stands beside it.
 */
export function createTableRows(plan: FilePlan, context: ReaderContext, sink: RowSink): TableRows {
  const columns: ColumnPlan = plan.columns ?? NO_COLUMNS;
  const passages = new Map<string, string>();
  const queries = new Map<string, SeenQuery>();

  function languageOf(cell: string | null, text: string): LanguageCode {
    const given = cell === null ? null : (normaliseLanguage(cell) ?? languageFromName(cell.trim()));
    if (cell !== null && given === null && plan.language.mode === 'given') {
      throw new BadRow(`“${excerpt(cell)}” is not a language that Crosslens knows.`);
    }
    return context.languageOf(text, given);
  }

  /** The passage's id, whether it was given before or now. */
  function passage(text: string, row: number, where: string, value: ReadRole): string {
    const lang = languageOf(value('lang'), text);
    const title = value('title');
    const own = value('id');
    const key = own === null ? `text ${lang} ${textKey(title ?? '')} ${textKey(text)}` : `id ${own}`;
    // Only a table of pairs repeats its passages on purpose; elsewhere an id that comes again is a mistake to report.
    const earlier = columns.query === null ? undefined : passages.get(key);
    if (earlier !== undefined && (own === null || earlier === textKey(text))) return own ?? earlier;
    const id = own ?? `${context.file}#${row}`;
    if (columns.query !== null) passages.set(key, own === null ? id : textKey(text));
    const group = value('group');
    sink.passage(
      { id, lang, ...(title === null ? {} : { title }), text, ...(group === null ? {} : { group }) },
      where,
    );
    return id;
  }

  function query(
    text: string,
    relevant: readonly string[],
    row: number,
    where: string,
    value: ReadRole,
  ): void {
    const lang = languageOf(value('lang'), text);
    const own = value('queryId') ?? (columns.text === null ? value('id') : null);
    const content = textKey(text);
    const key = own === null ? `text ${lang} ${content}` : `id ${own}`;
    const earlier = queries.get(key);
    const again = earlier !== undefined && earlier.content === content && relevant.length > 0;
    const id = again ? earlier.id : (own ?? `${context.file}#${row}`);
    if (again) {
      // Judgements take the place of the query's own, so that those of its first row are said once more.
      for (const docno of [...earlier.relevant, ...relevant]) sink.judgement({ query: id, docno, level: 1 });
      earlier.relevant = [];
      return;
    }
    queries.set(key, { id, content, relevant });
    const group = value('group');
    sink.query({ id, lang, text, relevant, ...(group === null ? {} : { group }) }, where);
  }

  return {
    row(cell, row, where) {
      const value: ReadRole = (role) => {
        const column = columns[role];
        const text = column === null ? null : cell(column);
        return text === null || text.trim() === '' ? null : text;
      };
      try {
        const text = value('text');
        const question = value('query');
        if (text === null && columns.text !== null) throw new BadRow(`“${columns.text}” is empty.`);
        const id = text === null ? null : passage(text, row, where, value);
        if (columns.query === null) return;
        if (question === null) throw new BadRow(`“${columns.query}” is empty.`);
        const named = idsOf(value('relevant'));
        query(question, id === null ? named : [...new Set([id, ...named])], row, where, value);
      } catch (error) {
        if (!(error instanceof BadRow)) throw error;
        sink.skip(where, error.message);
      }
    },
  };
}

const NO_COLUMNS: ColumnPlan = {
  id: null,
  text: null,
  title: null,
  lang: null,
  group: null,
  query: null,
  queryId: null,
  relevant: null,
};

interface SeenQuery {
  readonly id: string;
  readonly content: string;
  /** Passages that its first row named, until they are said as judgements. */
  relevant: readonly string[];
}

type ReadRole = (role: keyof ColumnPlan) => string | null;

/** Why a row was left out. */
class BadRow extends Error {}

/** Ids apart by spaces, `,`, `;` or `|`, or a JSON list of them. */
function idsOf(cell: string | null): readonly string[] {
  if (cell === null) return [];
  const text = cell.trim();
  if (text.startsWith('[')) {
    const list = parseList(text);
    if (list !== null) return [...new Set(list.map(asId).filter((id) => id !== null))];
  }
  return [...new Set(text.split(/[\s,;|]+/).filter((id) => id !== ''))];
}

function parseList(text: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function excerpt(text: string): string {
  const start = text.trim();
  return start.length > 40 ? `${start.slice(0, 40)}…` : start;
}
