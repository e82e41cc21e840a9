import type { JsonObject } from '../json-values.ts';
import { isObject } from '../json-values.ts';
import { quoteLongIds } from './json-rows.ts';

/** The beginning of a file as recognising needs it. */
export interface Head {
  /** Without `.gz`. */
  readonly name: string;
  readonly text: string;
  /** The text is the whole file. */
  readonly whole: boolean;
}

/** A row of JSON near the beginning of a file. */
export interface SampleRow {
  readonly keys: ReadonlySet<string>;
  /** `null` where the row is longer than the sample: only its first keys are known. */
  readonly value: JsonObject | null;
}

/** Rows that are looked at. */
const MOST = 30;

/** Lines that are complete and hold something, without their ends. */
export function sampleLines({ text, whole }: Pick<Head, 'text' | 'whole'>, most = MOST): string[] {
  const lines = text.split('\n');
  if (!whole && lines.length > 1) lines.pop();
  return lines
    .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
    .filter((line) => line.trim() !== '')
    .slice(0, most);
}

/** Objects of JSON Lines, or of one list, as far as the sample goes. What is no object is passed over. */
export function sampleRows(head: Pick<Head, 'text' | 'whole'>): readonly SampleRow[] {
  const text = head.text.trimStart();
  const rows = text.startsWith('[') ? objectsOfList(text) : sampleLines(head);
  return rows.slice(0, MOST).flatMap((row): SampleRow[] => {
    const value = parse(row);
    if (isObject(value)) return [{ keys: new Set(Object.keys(value)), value }];
    const keys = value === undefined && row.trimStart().startsWith('{') ? firstKeys(row) : [];
    return keys.length === 0 ? [] : [{ keys: new Set(keys), value: null }];
  });
}

function parse(row: string): unknown {
  try {
    return JSON.parse(quoteLongIds(row));
  } catch {
    return undefined;
  }
}

/** The texts of the objects in a list whose end may be missing. */
function objectsOfList(text: string): string[] {
  const objects: string[] = [];
  let start = -1;
  walk(text, (at, depth, character) => {
    if (character === '{' && depth === 2) start = at;
    if (character === '}' && depth === 1 && start !== -1) {
      objects.push(text.slice(start, at + 1));
      start = -1;
    }
    return objects.length < MOST;
  });
  if (start !== -1) objects.push(text.slice(start));
  return objects;
}

/** The keys of an object whose end is missing. */
function firstKeys(row: string): string[] {
  const keys: string[] = [];
  walk(row, (at, depth, character, from) => {
    // A string of the first level is a key where a colon follows.
    if (character === '"' && depth === 1 && /^"\s*:/.test(row.slice(at, at + 8))) {
      keys.push(row.slice(from + 1, at));
    }
    return true;
  });
  return keys;
}

/**
 * Goes over JSON that may end early. Calls back for each bracket, with the depth behind it, and for the end of each
 * string, with the index `from` of its beginning.
 * @param visit `false` stops
 */
function walk(
  text: string,
  visit: (at: number, depth: number, character: string, from: number) => boolean,
): void {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    const from = at;
    if (character === '"') {
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++;
      if (at >= text.length) return;
    } else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    else continue;
    if (!visit(at, depth, character, from)) return;
  }
}
