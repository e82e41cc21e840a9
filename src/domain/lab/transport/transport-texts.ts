import type { LanguageCode } from '../../corpus/types.ts';
import type { LabData } from '../lab-data.ts';
import type { TransportRecipe } from '../recipe.ts';
import { drawDistinct } from '../sampling/draw.ts';
import { stepRandom } from '../sampling/step-random.ts';

/** Parallel texts, side by side. */
export interface ParallelTexts {
  readonly student: readonly string[];
  readonly teacher: readonly string[];
}

/**
 * Draws parallel pairs of training queries: one in a student's language and one of the same group in the teacher's.
 * Languages take turns, in the order of their codes, so that each has as many pairs as the others until its own are
 * used up; which pairs of a language come first depends on the seed alone.
 * @returns `recipe.pairs` pairs or as many as there are; none where no group of training queries has the teacher's
 * language and another one
 */
export function transportTexts(recipe: TransportRecipe, data: LabData, seed: number): ParallelTexts {
  const { shard, split } = data;
  const rows = shard.queries.flatMap((query, row) =>
    split.trainingQueries[row] === 1 && query.group !== undefined ? [query] : [],
  );
  const teachers = new Map<string, string>();
  for (const { lang, group, text } of rows) {
    if (lang === recipe.teacher && group !== undefined && !teachers.has(group)) teachers.set(group, text);
  }
  const byLanguage = new Map<LanguageCode, (readonly [student: string, teacher: string])[]>();
  for (const { lang, group, text } of rows) {
    const teacher = teachers.get(group ?? '');
    if (lang === recipe.teacher || teacher === undefined) continue;
    const pairs = byLanguage.get(lang) ?? [];
    pairs.push([text, teacher]);
    byLanguage.set(lang, pairs);
  }
  const random = stepRandom(seed, 'transport texts', 0);
  const decks = [...byLanguage.keys()].sort().map((lang) => {
    const pairs = byLanguage.get(lang) ?? [];
    return drawDistinct(pairs, pairs.length, random);
  });

  const drawn: (readonly [student: string, teacher: string])[] = [];
  for (let turn = 0; decks.some((deck) => turn < deck.length); turn += 1) {
    for (const deck of decks) {
      const pair = deck[turn];
      if (pair !== undefined && drawn.length < recipe.pairs) drawn.push(pair);
    }
    if (drawn.length >= recipe.pairs) break;
  }
  return { student: drawn.map(([student]) => student), teacher: drawn.map(([, teacher]) => teacher) };
}
