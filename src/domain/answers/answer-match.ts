import type { LanguageCode } from '../corpus/types.ts';
import { normaliseAnswer } from './normalise-answer.ts';

/** Agreement of an answer with the best of the gold answers, 0 to 1. */
export interface AnswerMatch {
  /** 1 where all tokens are the same, in order, else 0. */
  readonly exactMatch: number;
  /** Harmonic mean of precision and recall over tokens, repeated ones counted as often as both have them. */
  readonly f1: number;
}

/**
 * Exact match and F1 as SQuAD and MLQA define them, each the maximum over the gold answers; `language` is that of the
 * answers, and `null` means SQuAD 1.1's own rules (see `normaliseAnswer`). `null` without a gold answer. Two answers
 * of which nothing is left agree fully, as in SQuAD 2.0; SQuAD 1.1 and MLQA give them an F1 of 0.
 */
export function matchAnswer(
  answer: string,
  gold: readonly string[],
  language: LanguageCode | null,
): AnswerMatch | null {
  if (gold.length === 0) return null;
  const tokens = normaliseAnswer(answer, language);
  const matches = gold.map((text) => compare(tokens, normaliseAnswer(text, language)));
  return {
    exactMatch: Math.max(...matches.map(({ exactMatch }) => exactMatch)),
    f1: Math.max(...matches.map(({ f1 }) => f1)),
  };
}

function compare(answer: readonly string[], gold: readonly string[]): AnswerMatch {
  const same = answer.length === gold.length && answer.every((token, i) => token === gold[i]);
  // Said outright: no rounding may keep equal answers from 1, and two empty ones have no precision.
  if (same) return { exactMatch: 1, f1: 1 };
  const common = commonTokens(answer, gold);
  return { exactMatch: 0, f1: (2 * common) / (answer.length + gold.length) };
}

function commonTokens(answer: readonly string[], gold: readonly string[]): number {
  const left = new Map<string, number>();
  for (const token of gold) left.set(token, (left.get(token) ?? 0) + 1);
  let common = 0;
  for (const token of answer) {
    const count = left.get(token) ?? 0;
    if (count === 0) continue;
    left.set(token, count - 1);
    common += 1;
  }
  return common;
}
