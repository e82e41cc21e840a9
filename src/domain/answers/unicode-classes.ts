/** Character classes for regular expressions with the `u` flag. ECMAScript's own `\s`, `\w` and `\b` differ. */

/** White space as Python's `str.split` has it: with the four separators and NEL, without the byte order mark. */
export const SPACE =
  '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';

export const NOT_SPACE = `[^${SPACE.slice(1)}`;

/** A character of a word as Unicode's recommendation for regular expressions has it (UTS #18, annex C). */
export const WORD_WITH_MARKS = '[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\u200c\\u200d]';

/** A character of a word as Python's `re` has it: a combining mark ends a word. */
export const WORD_WITHOUT_MARKS = '[\\p{L}\\p{N}_]';

const ONE_SPACE = new RegExp(SPACE, 'u');

/** Where a text ends when the white space at its end is left out. */
export function endWithoutSpace(text: string): number {
  let end = text.length;
  while (end > 0 && ONE_SPACE.test(text.charAt(end - 1))) end -= 1;
  return end;
}
