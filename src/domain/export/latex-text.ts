import { scriptOf } from '../text/scripts.ts';
import type { Script } from '../text/languages.ts';

/** In every encoding that LaTeX knows; `\symbol` rather than a quote, which some languages of babel make active. */
const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '\\symbol{34}',
  '`': '\\textasciigrave{}',
  // After `\\` and after a rule these would begin an argument, or a star.
  '[': '{[}',
  ']': '{]}',
  '*': '{*}',
};

/** A text as LaTeX shows it: special characters escaped, ligatures (`--`, `''`, `,,`) broken, other scripts as they are. */
export function escapeLatex(text: string): string {
  return oneLine(text)
    .replace(/[\\{}$&#%_^~<>|"`[\]*]/g, (character) => SPECIAL[character] ?? character)
    .replace(/([-',])(?=\1)/g, '$1{}');
}

/** Safe behind a `%`: a comment ends with its line. */
export function oneLine(text: string): string {
  return text
    .replace(/[\s\u0085\u2028\u2029]+/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim();
}

/** What pdfLaTeX sets without further packages: Latin up to Extended-A, dashes and quotes, a few signs. */
const PLAIN = /^[\u0020-\u017f\u2013\u2014\u2018-\u201e\u2026\u2020\u2021\u20ac\u2212]*$/;

/** `null` where any LaTeX will do; else the scripts besides Latin, none when it is only signs or accents. */
export function unicodeScripts(texts: readonly string[]): readonly Script[] | null {
  const beyond = texts.map(oneLine).filter((text) => !PLAIN.test(text));
  if (beyond.length === 0) return null;
  const scripts = new Set<Script>();
  for (const character of beyond.join('')) {
    const script = scriptOf(character.codePointAt(0) ?? 0);
    if (script !== null && script !== 'Latin') scripts.add(script);
  }
  return [...scripts];
}
