interface JsonError {
  /** Index of the character at fault, from 0; the text's length when it ends too early. */
  readonly offset: number;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in characters. */
  readonly column: number;
  readonly kind: 'truncated' | 'syntax';
  /** Where in the value: `data[3].paragraphs[0].context`; empty at the top. */
  readonly path: string;
}

interface Level {
  readonly closes: ']' | '}';
  key: string;
  index: number;
}

const SCALAR = /(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?![A-Za-z0-9.+-])/y;
const SPACE = /[ \t\n\r]*/y;

/**
 * Where a text stops being JSON. Engines word `JSON.parse`'s errors differently, and for a text that ends early
 * some give no position; this walks the text once more and gives the same answer everywhere. `null`: it is JSON.
 */
export function locateJsonError(text: string): JsonError | null {
  const levels: Level[] = [];
  let at = 0;
  const string = (): boolean => {
    const end = endOfString(text, at);
    if (typeof end === 'number') at = end;
    return typeof end === 'number';
  };
  let expects: 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or end' = 'value';
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const matched = pattern.test(text);
    if (matched) at = pattern.lastIndex;
    return matched;
  };
  for (;;) {
    skip(SPACE);
    const level = levels.at(-1);
    const character = text[at];
    if (expects === 'comma or end' && level === undefined) return character === undefined ? null : fail();
    if (character === undefined) return fail();
    if (expects === 'colon') {
      if (character !== ':') return fail();
      at++;
      expects = 'value';
    } else if (
      level !== undefined &&
      character === level.closes &&
      !(expects === 'value' || expects === 'key')
    ) {
      at++;
      levels.pop();
      expects = 'comma or end';
    } else if (expects === 'comma or end') {
      if (character !== ',' || level === undefined) return fail();
      at++;
      level.index++;
      expects = level.closes === '}' ? 'key' : 'value';
    } else if (expects === 'key' || expects === 'key or }') {
      const from = at;
      if (level === undefined || character !== '"' || !string()) return fail();
      level.key = text.slice(from + 1, at - 1);
      expects = 'colon';
    } else if (character === '{' || character === '[') {
      at++;
      levels.push({ closes: character === '{' ? '}' : ']', key: '', index: 0 });
      expects = character === '{' ? 'key or }' : 'value or ]';
    } else {
      if (character === '"' ? !string() : !skip(SCALAR)) return fail();
      expects = 'comma or end';
    }
  }

  function fail(): JsonError {
    const rest = text.slice(at, at + 8);
    // A string without its end, or the first letters of `true`, at the very end: cut off, not misspelt.
    const cut =
      rest === '' || endOfString(text, at) === 'truncated' || /^(?:tr?u?|fa?l?s?|nu?l?|-)$/.test(rest);
    const offset = cut ? text.length : at;
    const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    const line = countLines(text, lineStart);
    return {
      offset,
      line,
      column: offset - lineStart + 1,
      kind: cut ? 'truncated' : 'syntax',
      path: pathOf(levels),
    };
  }
}

/** One sentence for a person: what is wrong, and where. */
export function describeJsonError({ offset, line, column, kind, path }: JsonError): string {
  const place = `line ${line.toLocaleString('en-GB')}, column ${column.toLocaleString('en-GB')} (character ${(offset + 1).toLocaleString('en-GB')})`;
  const inside = path === '' ? '' : `, inside ${path}`;
  return kind === 'truncated'
    ? `The JSON ends too early, at ${place}${inside}.`
    : `The JSON is not well formed at ${place}${inside}.`;
}

/** Index after the closing quote of the string that opens at `start`. A loop, since a pattern would recurse on long texts. */
function endOfString(text: string, start: number): number | 'truncated' | 'syntax' {
  if (text[start] !== '"') return 'syntax';
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '"') return at + 1;
    if (character < ' ') return 'syntax';
    if (character !== '\\') continue;
    const escape = text.slice(at + 1, at + 6);
    if (/^["\\/bfnrt]/.test(escape)) at++;
    else if (/^u[0-9a-fA-F]{4}/.test(escape)) at += 5;
    else
      return at + 1 + escape.length === text.length && /^(?:u[0-9a-fA-F]{0,3})?$/.test(escape)
        ? 'truncated'
        : 'syntax';
  }
  return 'truncated';
}

function countLines(text: string, end: number): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

function pathOf(levels: readonly Level[]): string {
  return levels
    .map(({ closes, key, index }) => (closes === ']' ? `[${String(index)}]` : key === '' ? '' : `.${key}`))
    .join('')
    .replace(/^\./, '');
}
