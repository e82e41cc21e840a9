import { SplitPreTokenizer } from '@huggingface/tokenizers';
import type { Fields } from './fields.ts';
import { fieldsOf } from './fields.ts';

/** Stretches of a text that a pattern matches, in order and without overlap: pairs of start and end. */
export type Matches = (text: string) => readonly (readonly [start: number, end: number])[];

/**
 * A pattern of tokenizer.json: `{String}` matches as it stands, `{Regex}` is Oniguruma's, put into JavaScript's by the
 * library.
 */
export function createPattern(config: unknown): Matches {
  const { String: literal, Regex: regex }: Fields = fieldsOf(config, 'its pattern');
  if (typeof literal === 'string') return literalMatches(literal);
  if (typeof regex === 'string') return regexMatches(regex);
  throw new Error('its pattern is neither a text nor a regular expression');
}

export function regexMatches(source: string): Matches {
  // Where a search begins is where the match before it ended: matches that `\G` opens stand side by side.
  const contiguous = source.startsWith(String.raw`\G`);
  const rest = contiguous ? source.slice(2) : source;
  if (/(?<!\\)(?:\\\\)*\\G/.test(rest))
    throw new Error(String.raw`its pattern ${source} uses \G elsewhere than at its beginning`);
  const compiled = translate(rest);
  const pattern = new RegExp(compiled.source, contiguous ? 'uy' : 'ug');
  return (text) => {
    const found: [number, number][] = [];
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const end = match.index + match[0].length;
      found.push([match.index, end]);
      // An empty match would be found for ever.
      if (end === match.index) pattern.lastIndex += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
    }
    return found;
  };
}

function translate(source: string): RegExp {
  let pattern: RegExp | null;
  try {
    ({ pattern } = new SplitPreTokenizer({
      type: 'Split',
      pattern: { Regex: source },
      behavior: 'Isolated',
      invert: false,
    }));
  } catch (error) {
    throw new Error(`its pattern ${source} cannot be put into JavaScript: ${String(error)}`, {
      cause: error,
    });
  }
  if (pattern === null) throw new Error(`its pattern ${source} cannot be put into JavaScript`);
  // The library folds case within ASCII; in Unicode ſ (U+017F) is an s and K (U+212A) a k.
  return new RegExp(pattern.source.replaceAll('[sS]', '[sSſ]').replaceAll('[kK]', '[kK\u212A]'), 'u');
}

function literalMatches(literal: string): Matches {
  return (text) => {
    const found: [number, number][] = [];
    if (literal === '') return found;
    for (let at = text.indexOf(literal); at !== -1; at = text.indexOf(literal, at + literal.length))
      found.push([at, at + literal.length]);
    return found;
  };
}
