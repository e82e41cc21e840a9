import type { SentenceSplitter } from './sentence-splitter.ts';
import { endWithoutSpace, SPACE, WORD_WITH_MARKS, WORD_WITHOUT_MARKS } from './unicode-classes.ts';

/** What may stand between the last full stop of a sentence and its end. */
const CLOSERS = new Set(`])}>"'»”’ `);

const OPENING_QUOTE = /[«“‘„]|`+/gu;
/** A straight double quote opens where the sentence begins, or right after a blank or a bracket. */
const STRAIGHT_OPENING = /(?<=[ ([{<])(?:"|'')/gu;
/** An apostrophe that begins a word is a quote of its own, unless the word is what is left of a contraction. */
const SINGLE_OPENING = new RegExp(
  `(?<!${WORD_WITH_MARKS})'(?!(?:re|ve|ll|m|t|s|d|n)(?!${WORD_WITH_MARKS}))(?=${WORD_WITH_MARKS})`,
  'giu',
);

/** The character that follows is used up with the mark: of two commas in a row, the second one is not looked at. */
const COLON_OR_COMMA = /([:,])([^\p{Nd}])/gu;
const LAST_COLON_OR_COMMA = /[:,](?=\n?$)/u;
const SEPARATE = /[;@#$%&?!\u2012-\u2015]|\.{2,}/gu;
const APOSTROPHE_BEFORE_BLANK = /(?<=[^'])(?=' )/gu;
const BRACKET_STAR_OR_DASHES = /[*\][(){}<>]|--/gu;

const CLOSING_QUOTE = /[»”’]/gu;
const STRAIGHT_CLOSING = /''|"/gu;
/** Where a clitic begins: `it|'s`, `the boys|'`, and after that `we|'ll`, `do|n't`. Mixed case stays whole. */
const SHORT_CLITIC = /(?<=[^' ])(?='[smdSMD]? )/gu;
const LONG_CLITIC = /(?<=[^' ])(?=(?:'(?:ll|LL|re|RE|ve|VE)|n't|N'T) )/gu;

/** Words that the Penn Treebank cuts in two although nothing in their spelling says so. */
const FUSED = [
  ['can', 'not'],
  ['d', "'ye"],
  ['gim', 'me'],
  ['gon', 'na'],
  ['got', 'ta'],
  ['lem', 'me'],
  ['more', "'n"],
] as const;
const FUSED_WORDS = FUSED.map(
  ([head, tail]) =>
    new RegExp(`(?<!${WORD_WITHOUT_MARKS})(${head})(${tail})(?!${WORD_WITHOUT_MARKS})`, 'giu'),
);
/** `wanna` is cut before white space only. */
const WANNA = new RegExp(`(?<!${WORD_WITHOUT_MARKS})(wan)(na)(?= )`, 'giu');

/** Reached only behind a word that has just been cut (`cannot'tis`): elsewhere the apostrophe is gone by then. */
const TIS = new RegExp(` ('t)(is)(?!${WORD_WITHOUT_MARKS})`, 'giu');
const TWAS = new RegExp(` ('t)(was)(?!${WORD_WITHOUT_MARKS})`, 'giu');

const CUTS = [...FUSED_WORDS, WANNA, TIS, TWAS];

const SPACES = new RegExp(`${SPACE}+`, 'gu');

/**
 * Tokens of a text as the XOR QA evaluation counts them: sentences first, then the words of each. Behaves as
 * NLTK 3.10's `word_tokenize` where the splitter is Punkt with NLTK's English parameters.
 */
export function wordTokenize(text: string, splitter: SentenceSplitter): string[] {
  return splitter.split(text).flatMap(tokenizeSentence);
}

/**
 * Tokens of one sentence by the Penn Treebank's conventions with NLTK's additions (typographic quotes, dashes,
 * runs of full stops). Straight double quotes become `` and ''. Only the last full stop is cut off, so that those of
 * abbreviations stay; where a text was not split into sentences, the full stops inside it stay with their words too.
 * The steps depend on each other through the blanks that they leave: their order is part of the behaviour.
 */
export function tokenizeSentence(sentence: string): string[] {
  let text = sentence.replace(OPENING_QUOTE, ' $& ').replace(/^"/u, '``').replace(/``/gu, ' `` ');
  text = text.replace(STRAIGHT_OPENING, ' `` ').replace(SINGLE_OPENING, '$& ');

  text = separateFinalStop(text).replace(COLON_OR_COMMA, ' $1 $2').replace(LAST_COLON_OR_COMMA, ' $& ');
  text = text.replace(SEPARATE, ' $& ').replace(APOSTROPHE_BEFORE_BLANK, ' ');
  text = text.replace(BRACKET_STAR_OR_DASHES, ' $& ');

  text = ` ${text} `.replace(CLOSING_QUOTE, ' $& ').replace(STRAIGHT_CLOSING, " '' ").replace(SPACES, ' ');
  text = text.replace(SHORT_CLITIC, ' ').replace(LONG_CLITIC, ' ');
  for (const cut of CUTS) text = text.replace(cut, ' $1 $2 ');
  return text.split(' ').filter((token) => token !== '');
}

/** Cuts off a sentence's last full stop, behind which quotes and brackets may close; an ellipsis is none. */
function separateFinalStop(text: string): string {
  const trimmed = text.slice(0, endWithoutSpace(text));
  let end = trimmed.length;
  while (end > 0 && CLOSERS.has(trimmed.charAt(end - 1))) end -= 1;
  const before = trimmed.slice(0, Math.max(0, end - 1));
  if (trimmed.charAt(end - 1) !== '.' || before === '' || before.endsWith('.')) return text;
  return `${before} . ${trimmed.slice(end)} `;
}
