import { stemAmharic } from './amharic.ts';
import { stemArabic } from './arabic.ts';
import { foldWord } from './fold.ts';
import { scriptOf } from './scripts.ts';
import { segmentWords } from './segment.ts';

/** A word as the lexical index holds it, and where it stands in the text as given. */
interface Term {
  readonly term: string;
  /** UTF-16 offsets into the text, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** Letters, digits and marks, with the invisible joiners that may stand inside a word. */
const WORD = /[\p{L}\p{N}\p{M}\u200b-\u200d\u2060\u00ad]+/gu;

const DIGIT = /\p{Nd}/u;

/** How words are found in a run of letters. */
type Kind = 'spaced' | 'ethiopic' | 'arabic' | 'unspaced' | 'ideographic';

/**
 * Words of a text in any script, in reading order. Script decides run by run how they are found, so that a passage
 * may mix languages:
 *
 * - Khmer, Thai, Lao, Burmese: words of `Intl.Segmenter`.
 * - Chinese and Japanese: the same, and each character of a longer word, so that a different cut still meets.
 * - Ethiopic, Arabic: words between spaces, without what the language writes onto them.
 * - Everything else: runs of letters, digits and marks.
 */
export function analyse(text: string): Term[] {
  const terms: Term[] = [];
  for (const match of text.matchAll(WORD)) {
    for (const run of runsOf(match[0], match.index)) addTerms(terms, run);
  }
  return terms;
}

interface Run {
  readonly text: string;
  readonly start: number;
  readonly kind: Kind;
}

function addTerms(terms: Term[], { text, start, kind }: Run): void {
  if (kind === 'unspaced' || kind === 'ideographic') {
    for (const [from, to] of segmentWords(text)) {
      const word = text.slice(from, to);
      push(terms, foldWord(word), start + from, start + to);
      if (kind === 'ideographic') addCharacters(terms, word, start + from);
    }
    return;
  }
  const folded = foldWord(text);
  const stem = kind === 'ethiopic' ? stemAmharic(folded) : kind === 'arabic' ? stemArabic(folded) : folded;
  push(terms, stem, start, start + text.length);
}

/** The characters of a word of several. */
function addCharacters(terms: Term[], word: string, start: number): void {
  const characters = Array.from(word);
  if (characters.length === 1) return;
  let at = start;
  for (const character of characters) {
    push(terms, foldWord(character), at, at + character.length);
    at += character.length;
  }
}

function push(terms: Term[], term: string, start: number, end: number): void {
  if (term !== '') terms.push({ term, start, end });
}

/**
 * Cuts where the kind changes (`iPhoneការ`). Marks and joiners stay with what they follow, and digits too
 * (`COVID19`), but for scripts without spaces (`2026年`).
 */
function runsOf(word: string, start: number): Run[] {
  const runs: Run[] = [];
  let from = 0;
  let current: Kind | null = null;
  let at = 0;
  for (const letter of word) {
    const kind = kindOf(letter, current);
    if (kind !== null && current !== null && kind !== current) {
      runs.push({ text: word.slice(from, at), start: start + from, kind: current });
      from = at;
    }
    current = kind ?? current;
    at += letter.length;
  }
  runs.push({ text: word.slice(from), start: start + from, kind: current ?? 'spaced' });
  return runs;
}

/** `null` for what goes with the letter before it. */
function kindOf(letter: string, before: Kind | null): Kind | null {
  switch (scriptOf(letter.codePointAt(0) ?? 0)) {
    case null:
      return (before === 'unspaced' || before === 'ideographic') && DIGIT.test(letter) ? 'spaced' : null;
    case 'Khmer':
    case 'Thai':
    case 'Lao':
    case 'Myanmar':
      return 'unspaced';
    case 'Han':
    case 'Kana':
      return 'ideographic';
    case 'Ethiopic':
      return 'ethiopic';
    case 'Arabic':
      return 'arabic';
    default:
      return 'spaced';
  }
}
