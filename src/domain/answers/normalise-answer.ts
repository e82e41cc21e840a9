import type { LanguageCode } from '../corpus/types.ts';
import { INVISIBLE } from '../text/fold.ts';
import { NOT_SPACE, WORD_WITHOUT_MARKS } from './unicode-classes.ts';

/** Python's `string.punctuation`: with the ASCII symbols that Unicode does not count as punctuation. */
const ASCII_PUNCTUATION = /[!-/:-@[-`{-~]/gu;
const PUNCTUATION = /[\p{P}!-/:-@[-`{-~]/gu;

const BLANK_SEPARATED = new RegExp(`${NOT_SPACE}+`, 'gu');

const ENGLISH_ARTICLES = wordsOf('a an the');
/** What MLQA takes out, Vietnamese classifiers and particles among them. Other languages lose nothing. */
const ARTICLES: Readonly<Partial<Record<LanguageCode, RegExp>>> = {
  en: ENGLISH_ARTICLES,
  es: wordsOf('un una unos unas el la los las'),
  de: wordsOf('ein eine einen einem eines einer der die das den dem des'),
  vi: wordsOf('của là cái chiếc những'),
  // The article is a prefix, and MLQA's expression takes these two letters out of the middle of words as well.
  ar: /ال/gu,
};

/** Characters that stand for themselves: Han as in MLQA; beyond it ours, each with the marks that belong to it. */
const HAN = '\\p{Script=Han}';
const SINGLE: Readonly<Record<LanguageCode, string>> = {
  zh: HAN,
  yue: HAN,
  ja: `[${HAN}\\p{Script=Hiragana}\\p{Script=Katakana}\\u30fc\\uff70]`,
  th: '\\p{Script=Thai}\\p{M}*',
  lo: '\\p{Script=Lao}\\p{M}*',
  km: '\\p{Script=Khmer}\\p{M}*',
  my: '\\p{Script=Myanmar}\\p{M}*',
};
const MIXED = new Map(Object.entries(SINGLE).map(([lang, single]) => [lang, mixedTokens(single)]));

/**
 * The tokens of an answer that are compared. `null` for the language: SQuAD 1.1's normalisation, whatever the text is
 * in (lower case, ASCII punctuation and English articles out). A language: MLQA's (lower case, all punctuation out,
 * the articles of en, es, de, vi and ar out), after NFC; and where words are not separated the characters of that
 * script one by one, the rest by blanks (zh as in MLQA; yue, ja, th, lo, km and my ours).
 */
export function normaliseAnswer(answer: string, language: LanguageCode | null): string[] {
  if (language === null) {
    const bare = answer.toLowerCase().replace(ASCII_PUNCTUATION, '').replace(ENGLISH_ARTICLES, ' ');
    return bare.match(BLANK_SEPARATED) ?? [];
  }
  let text = answer.normalize('NFC').toLowerCase().replace(PUNCTUATION, '');
  const articles = ARTICLES[language];
  if (articles !== undefined) text = text.replace(articles, ' ');
  const mixed = MIXED.get(language);
  // Zero-width spaces mark the ends of words where a writer cared to set them.
  if (mixed !== undefined) return text.replace(INVISIBLE, '').match(mixed) ?? [];
  return text.match(BLANK_SEPARATED) ?? [];
}

function wordsOf(list: string): RegExp {
  const words = list.replaceAll(' ', '|');
  return new RegExp(`(?<!${WORD_WITHOUT_MARKS})(?:${words})(?!${WORD_WITHOUT_MARKS})`, 'gu');
}

function mixedTokens(single: string): RegExp {
  return new RegExp(`${single}|(?:(?!${single})${NOT_SPACE})+`, 'gu');
}
