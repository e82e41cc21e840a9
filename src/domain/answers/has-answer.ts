import type { LanguageCode } from '../corpus/types.ts';
import type { RecallByLanguage } from './language-recall.ts';
import { recallByLanguage } from './language-recall.ts';

/** Letters, digits and marks in a row, or any other single character that can be seen. */
const TOKEN = /[\p{L}\p{N}\p{M}]+|[^\p{Z}\p{C}]/gu;

/** For one question, the rank (from 1) of the first passage with an answer. */
export interface AnswerRank {
  readonly lang: LanguageCode;
  /** `null` where no retrieved passage has one. */
  readonly rank: number | null;
}

/** Tokens of DPR's matcher: decomposed (NFD), in lower case. Marks are kept, so that `Şahin` is not `Sahin`. */
export function answerTokens(text: string): string[] {
  return (text.normalize('NFD').match(TOKEN) ?? []).map((token) => token.toLowerCase());
}

/**
 * Whether a passage contains some answer by DPR's test (Karpukhin et al. 2020; used by CORA): the answer's tokens in
 * a row among the passage's. Unlike R@kt it ignores case and the blanks beside punctuation, and never looks inside a
 * word, so that in scripts without blanks an answer is found only as a whole clause. An answer without tokens is
 * contained in every passage, as in the reference.
 */
export function hasAnswer(answers: readonly string[], passage: string): boolean {
  return containsSome(answers.map(answerTokens), answerTokens(passage));
}

/** Rank (from 1) of the first passage that contains some answer; `null` where none does. Passages: best first. */
export function firstAnswerRank(answers: readonly string[], passages: readonly string[]): number | null {
  const wanted = answers.map(answerTokens);
  const index = passages.findIndex((passage) => containsSome(wanted, answerTokens(passage)));
  return index === -1 ? null : index + 1;
}

/** DPR's R@k: the share of questions with an answer among the first k passages, by language and as their mean. */
export function hasAnswerRecall(questions: readonly AnswerRank[], k: number): RecallByLanguage {
  return recallByLanguage(
    questions.map(({ lang }) => lang),
    questions.map(({ lang, rank }) => ({ lang, hit: rank !== null && rank <= k })),
  );
}

/** Whether some answer stands in a row among the tokens. Both are what `answerTokens` gives. */
export function containsSome(wanted: readonly (readonly string[])[], tokens: readonly string[]): boolean {
  return wanted.some((answer) =>
    answer.length === 0
      ? true
      : tokens.some((_, start) => answer.every((token, i) => token === tokens[start + i])),
  );
}
