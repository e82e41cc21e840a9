import { NOT_SPACE, SPACE, WORD_WITH_MARKS } from './unicode-classes.ts';

/** A word as Punkt sees it. */
export interface PunktWord {
  readonly text: string;
  /** Lower-cased; any number is `##number##`. */
  readonly type: string;
}

const NUMBER = '##number##';
const NUMERIC = /^-?[.,]?\p{Nd}[\p{Nd},.-]*\.?$/u;
const LETTER = `(?![\\p{Nd}])${WORD_WITH_MARKS}`;
const INITIAL = new RegExp(`^${LETTER}\\.$`, 'u');

/** Marks that end a word wherever they stand. Full stops, hyphens and commas may stand inside one. */
export const WORD_ENDING = `[)";}\\]*:@'({[\\u2018\\u2019\\u201c\\u201d\\xab\\xbb?!]`;
const LONG_MARK = `(?:-{2,}|\\.{2,}|(?:\\.${SPACE}){2,}\\.)`;
const WORD_BEGINNING = '[^("`{[:;&#*@)}\\],-]';
const AFTER_WORD = `${SPACE}|$|${WORD_ENDING}|${LONG_MARK}`;
const WORD = new RegExp(
  `${LONG_MARK}|(?=${WORD_BEGINNING})${NOT_SPACE}+?(?=${AFTER_WORD}|,(?=${AFTER_WORD}))|${NOT_SPACE}`,
  'gu',
);

/** The words of a text in order, line by line. Full stops stay with their words; a long dash or ellipsis is one. */
export function punktWords(text: string): PunktWord[] {
  return text
    .split('\n')
    .flatMap((line) => line.match(WORD) ?? [])
    .map((word) => ({ text: word, type: word.toLowerCase().replace(NUMERIC, NUMBER) }));
}

/** The type without its last full stop, save for a full stop on its own. */
export function typeWithoutStop({ type }: PunktWord): string {
  return type.length > 1 && type.endsWith('.') ? type.slice(0, -1) : type;
}

export function isNumber(word: PunktWord): boolean {
  return typeWithoutStop(word) === NUMBER;
}

/** One letter and a full stop: `J.` */
export function isInitial({ text }: PunktWord): boolean {
  return INITIAL.test(text);
}

export function isEllipsis({ text }: PunktWord): boolean {
  return /^\.{2,}$/u.test(text);
}

export function beginsUpper({ text }: PunktWord): boolean {
  return /^\p{Uppercase}/u.test(text);
}

export function beginsLower({ text }: PunktWord): boolean {
  return /^\p{Lowercase}/u.test(text);
}
