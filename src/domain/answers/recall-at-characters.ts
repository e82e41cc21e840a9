import type { AnswerRecall, AnsweredQuestion, Denominator, RetrievedTexts } from './answer-recall.ts';
import { answerRecall } from './answer-recall.ts';

export interface CharacterRecallOptions {
  /** Code points, whole, 1 or more. */
  readonly characters: number;
  readonly denominator: Denominator;
}

export interface CharacterRecall extends AnswerRecall {
  /** What may stand beside the figure: `R@10kc (by characters, not official)`. */
  readonly name: string;
  readonly characters: number;
}

/**
 * R@kc, a variant of our own of XOR QA's R@kt, for scripts that do not separate words, where a token is a whole
 * clause: the share of questions of which an answer occurs in the first `characters` code points of the retrieved
 * passages. It shares only the rules of R@kt for questions that count; figures of the two must not be compared.
 * Passages are joined by line feeds, which are not counted, so that no answer is found across two of them, and text
 * is searched as it is written: `New York, USA` is found here and missed by R@kt.
 */
export function recallAtCharacters(
  questions: readonly AnsweredQuestion[],
  retrieved: readonly RetrievedTexts[],
  { characters, denominator }: CharacterRecallOptions,
): CharacterRecall {
  if (!Number.isInteger(characters) || characters < 1)
    throw new RangeError(`not a number of characters: ${characters}`);
  const recall = answerRecall(questions, retrieved, denominator, (passages) =>
    firstCharacters(passages, characters),
  );
  const said = denominator === 'strict' ? 'strict, by characters' : 'by characters';
  return { ...recall, name: `R@${characters / 1000}kc (${said}, not official)`, characters };
}

function firstCharacters(passages: readonly string[], count: number): string {
  const parts: string[] = [];
  let left = count;
  for (const passage of passages) {
    if (left === 0) break;
    const part = Array.from(passage).slice(0, left);
    parts.push(part.join(''));
    left -= part.length;
  }
  return parts.join('\n');
}
