import type { LanguageCode } from '../corpus/types.ts';
import type { Outcome, RecallByLanguage } from './language-recall.ts';
import { recallByLanguage } from './language-recall.ts';

/** A question of the gold set. Ids are unique; of two with the same id the last one stands. */
export interface AnsweredQuestion {
  readonly id: string;
  readonly lang: LanguageCode;
  readonly answers: readonly string[];
}

/** What a system retrieved for a question: texts, best first. A title counts only where it is part of the text. */
export interface RetrievedTexts {
  readonly id: string;
  readonly passages: readonly string[];
}

/**
 * Which questions a figure is divided by. `official`: those that the system returned, as the XOR QA evaluation has
 * it, so that an omitted question raises the figure and a repeated one counts twice. `strict`: all questions of the
 * gold set, an omitted one as a miss; of a repeated one the first result stands.
 */
export type Denominator = 'official' | 'strict';

export interface AnswerRecall extends RecallByLanguage {
  readonly denominator: Denominator;
  /** Gold questions that never count: no answer, or only `yes` and `no`, which no passage has to contain. */
  readonly excluded: number;
  /** Gold questions that could count, but for which nothing was returned. */
  readonly omitted: number;
  /** Results beyond the first one for a question that counts. */
  readonly repeated: number;
  /** Results for questions that the gold set does not have; they are ignored. */
  readonly unknown: number;
}

/** The part of the retrieved passages that is searched for an answer. */
type Beginning = (passages: readonly string[]) => string;

/**
 * Share of questions of which some answer occurs, letter by letter, in the beginning of what was retrieved. Languages
 * are those of the gold set. An answer that is the empty string always occurs, in the reference too.
 */
export function answerRecall(
  questions: readonly AnsweredQuestion[],
  retrieved: readonly RetrievedTexts[],
  denominator: Denominator,
  beginning: Beginning,
): AnswerRecall {
  const gold = new Map(questions.map((question) => [question.id, question]));
  const countable = new Map([...gold].filter(([, { answers }]) => spansOf(answers).length > 0));

  const outcomes: Outcome[] = [];
  const returned = new Set<string>();
  let repeated = 0;
  for (const { id, passages } of retrieved) {
    const question = countable.get(id);
    if (question === undefined) continue;
    if (returned.has(id)) {
      repeated += 1;
      if (denominator === 'strict') continue;
    }
    returned.add(id);
    const searched = beginning(passages);
    const hit = spansOf(question.answers).some((answer) => searched.includes(answer));
    outcomes.push({ lang: question.lang, hit });
  }

  const omitted = [...countable.values()].filter(({ id }) => !returned.has(id));
  if (denominator === 'strict') outcomes.push(...omitted.map(({ lang }) => ({ lang, hit: false })));
  return {
    ...recallByLanguage(
      questions.map(({ lang }) => lang),
      outcomes,
    ),
    denominator,
    excluded: gold.size - countable.size,
    omitted: omitted.length,
    repeated,
    unknown: retrieved.filter(({ id }) => !gold.has(id)).length,
  };
}

/** Answers that a passage can contain. `Yes` is one: the reference tells case apart. */
function spansOf(answers: readonly string[]): readonly string[] {
  return answers.filter((answer) => answer !== 'yes' && answer !== 'no');
}
