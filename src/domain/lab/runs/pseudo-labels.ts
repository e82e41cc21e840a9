import { answerTokens, containsSome } from '../../answers/has-answer.ts';
import type { LanguageCode } from '../../corpus/types.ts';
import { CannotRun } from '../cannot-run.ts';
import type { LabData } from '../lab-data.ts';
import type { SelfTrainRecipe } from '../recipe.ts';

/** Whether a passage may be taken as relevant to a query, by rows. */
export type Accepts = (query: number, passage: number) => boolean;

/** Answers that no passage has to contain. */
const NO_ANSWERS: ReadonlySet<string> = new Set(['yes', 'no']);

/**
 * `top` accepts every passage. `answer` accepts those that contain an answer of the query, or of one of its parallel
 * queries, in the passage's own language, by DPR's test. In scripts without blanks that test finds whole clauses
 * only, so that mining labels little there. Answers without a letter or digit, and `yes` and `no`, are not looked for.
 * @throws CannotRun where no training query has answers
 */
export function acceptorOf(data: LabData, label: SelfTrainRecipe['label']): Accepts {
  if (label === 'top') return () => true;
  const answers = answersOf(data);
  const tokens = new Map<number, readonly string[]>();
  const { passages } = data.shard;
  return (query, row) => {
    const passage = passages[row];
    const wanted = passage === undefined ? undefined : answers(query, passage.lang);
    if (passage === undefined || wanted === undefined) return false;
    const known = tokens.get(row) ?? answerTokens(passage.text);
    tokens.set(row, known);
    return containsSome(wanted, known);
  };
}

type Answers = (query: number, lang: LanguageCode) => readonly (readonly string[])[] | undefined;

function answersOf({ shard, split }: LabData): Answers {
  const keyOf = (query: number, lang: LanguageCode): string => {
    const group = shard.queries[query]?.group;
    return `${lang} ${group === undefined ? `query ${query}` : `group ${group}`}`;
  };
  const found = new Map<string, string[][]>();
  shard.queries.forEach(({ lang, answers = [] }, q) => {
    if (split.trainingQueries[q] !== 1) return;
    const wanted = answers
      .filter((answer) => !NO_ANSWERS.has(answer.trim().toLowerCase()))
      .map(answerTokens)
      .filter((tokens) => tokens.some((token) => /[\p{L}\p{N}]/u.test(token)));
    if (wanted.length === 0) return;
    const key = keyOf(q, lang);
    found.set(key, [...(found.get(key) ?? []), ...wanted]);
  });
  if (found.size === 0) {
    throw new CannotRun(
      'Mining looks for the answers of the questions, and no question of the training half has one. Choose labels by ' +
        'the best passage instead, or a corpus with answers, such as XQuAD-R.',
    );
  }
  return (query, lang) => found.get(keyOf(query, lang));
}
