import { holdsBoundary } from './punkt-decision.ts';
import type { PunktParameters } from './punkt-parameters.ts';
import { punktWords, WORD_ENDING } from './punkt-words.ts';
import type { SentenceSplitter } from './sentence-splitter.ts';
import { endWithoutSpace, NOT_SPACE, SPACE } from './unicode-classes.ts';

/** UTF-16 offsets, end exclusive. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place where a sentence may end. */
interface Candidate {
  /** The word that the mark ends, the mark and what follows it: enough to decide. */
  readonly context: string;
  /** Behind the mark. */
  readonly end: number;
  /** Where the next sentence begins, if this one ends here. */
  readonly next: number;
}

/** A mark that may end a sentence, with the mark (group 1) or the blank and the word (2, 3) behind it. */
const MARK = new RegExp(`[.?!](?=(${WORD_ENDING})|(${SPACE}+)(${NOT_SPACE}+))`, 'gu');
/** What stands at the beginning of a sentence and closes the one before. */
const CLOSING = new RegExp(`^["')\\]}\\u2018\\u2019\\u201c\\u201d\\xab\\xbb]+?(?:(${SPACE}+)|(?=--)|$)`, 'u');
const ASCII_SPACE = /[ \t\n\r\v\f]/u;

/**
 * Punkt's sentences (Kiss and Strunk 2006) as NLTK 3.10 draws them. The parameters decide: with NLTK's English ones
 * the sentences are those of the XOR QA evaluation.
 */
export function punktSentences(parameters: PunktParameters): SentenceSplitter {
  return { kind: 'punkt', split: (text) => splitSentences(text, parameters) };
}

function splitSentences(text: string, parameters: PunktParameters): string[] {
  const spans: Span[] = [];
  let start = 0;
  for (const { context, end, next } of candidatesOf(text)) {
    if (!holdsBoundary(punktWords(context), parameters)) continue;
    spans.push({ start, end });
    start = next;
  }
  spans.push({ start, end: endWithoutSpace(text) });
  return giveBackClosing(text, spans).filter((sentence) => sentence !== '');
}

/** Of the marks that end one word (`acting!!!`) only the last one counts, with the whole word before it. */
function candidatesOf(text: string): Candidate[] {
  const candidates: Candidate[] = [];
  let word: Span = { start: 0, end: 0 };
  for (const match of text.matchAll(MARK)) {
    const [, closer = '', blank = '', following = ''] = match;
    const begin = lastAsciiSpace(text, word.end, match.index);
    const start = begin > word.end ? begin + 1 : word.start;
    if (start < word.end) candidates.pop();
    word = { start, end: match.index };
    const end = match.index + 1;
    candidates.push({
      context: text.slice(start, end) + closer + blank + following,
      end,
      next: end + blank.length,
    });
  }
  return candidates;
}

/** Quotes and brackets that open a sentence but close the one before go back to it: `(One.) Two.` */
function giveBackClosing(text: string, spans: readonly Span[]): string[] {
  let givenBack = 0;
  return spans.map(({ start, end }, i) => {
    const begin = start + givenBack;
    const next = spans[i + 1];
    const closing = next === undefined ? null : CLOSING.exec(text.slice(next.start, next.end));
    givenBack = closing?.[0].length ?? 0;
    const closed =
      next === undefined || closing === null ? end : next.start + givenBack - (closing[1] ?? '').length;
    return text.slice(begin, Math.max(begin, closed));
  });
}

/** Place of the last blank from `from` up to `to`; -1 where there is none. */
function lastAsciiSpace(text: string, from: number, to: number): number {
  for (let i = to - 1; i >= from; i -= 1) if (ASCII_SPACE.test(text.charAt(i))) return i;
  return -1;
}
