import type { LabArmSummary } from '../../protocol/lab.ts';
import { plural } from '../../ui/format.ts';
import { shortWords } from './recipe-words.ts';

const QUERY_WORDS: Readonly<Record<string, string>> = { tag: 'language tag', expand: 'expansions' };
const SCORING_WORDS: Readonly<Record<string, string>> = {
  permutation: 'given orders',
  views: 'several views of one text',
};

/** What an arm's file says of it, in a line: encoder, what was trained, on which corpus. */
export function summaryWords({ encoder, dimensions, training, query, scoring }: LabArmSummary): string {
  const withCount = (words: string, queries: number): string =>
    queries === 0 ? words : `${words} for ${plural(queries, 'query', 'queries')}`;
  return [
    `${encoder.id}, ${String(dimensions)} dimensions`,
    ...training.map(
      ({ recipe, seed, corpus, finished }) =>
        `${shortWords(recipe)} on ${corpus}, seed ${String(seed)}${finished ? '' : ', stopped early'}`,
    ),
    ...(query === null ? [] : [withCount(QUERY_WORDS[query.kind] ?? query.kind, query.queries)]),
    ...(scoring === null ? [] : [withCount(SCORING_WORDS[scoring.kind] ?? scoring.kind, scoring.queries)]),
  ].join(' · ');
}
