import type { LanguageCode } from '../../corpus/types.ts';
import { CannotRun } from '../cannot-run.ts';
import type { LabData } from '../lab-data.ts';
import { drawDistinct, drawOne } from './draw.ts';
import { createCrossPairs } from './language-pairs.ts';
import type { PairSampler } from './pair-batch.ts';
import { pairBatch } from './pair-batch.ts';
import { stepRandom } from './step-random.ts';
import type { Unit } from './units.ts';
import { countQueries, findUnits } from './units.ts';

export interface HybridChoice {
  /** Probability that a batch is monolingual. */
  readonly alpha: number;
  /** Training languages; empty: all. */
  readonly languages: readonly LanguageCode[];
  readonly batchSize: number;
  readonly seed: number;
}

/**
 * Batches of arXiv 2408.10536. With probability α a batch is monolingual (X-X-mono): one language, drawn uniformly
 * over the training languages that have queries and passages, and different units that have both in it. Else it is
 * cross-lingual (X-Y): each unit gives one pair in two different languages, drawn uniformly over what it has. Of
 * several texts in a language one is drawn. Where there are fewer units than `batchSize` the batch is smaller.
 *
 * Units are drawn anew for every batch, so that an epoch is an amount (as many pairs as there are training queries)
 * and not a round over all of them.
 * @throws CannotRun where α asks for batches that the training half has no two units for
 */
export function createHybridSampler(data: LabData, choice: HybridChoice): PairSampler {
  const { alpha, languages, batchSize, seed } = choice;
  const units = findUnits(data, languages);
  requireUnits(data, languages, units);
  const mono = monolingual(units);
  const crossPairs = createCrossPairs();
  const cross = units.filter(({ queries, passages }) => crossPairs(queries, passages).length > 0);
  if (alpha > 0 && mono.length === 0) {
    throw new CannotRun(
      `α = ${alpha} asks for monolingual batches, but no training language has two questions with a relevant ` +
        'passage in their own language. Choose α = 0, or other languages.',
    );
  }
  if (alpha < 1 && cross.length < 2) {
    throw new CannotRun(
      `α = ${alpha} asks for cross-lingual batches, but in the training languages (${namesOf(data, languages)}) fewer ` +
        'than two questions have a relevant passage in another language. Choose α = 1, or more languages.',
    );
  }
  const pairs = countQueries(units);

  return {
    pairs,
    stepsPerEpoch: Math.ceil(pairs / batchSize),
    batch(step) {
      const random = stepRandom(seed, 'hybrid', step);
      const drawn =
        random() < alpha
          ? drawMono(mono, batchSize, random)
          : drawCross(cross, crossPairs, batchSize, random);
      return pairBatch(
        { left: 'queries', right: 'passages' },
        drawn.map(([query, passage]) => ({
          left: query,
          right: passage,
          positives: data.shard.queries[query]?.relevantRows ?? [],
        })),
      );
    },
  };
}

type Rows = readonly [query: number, passage: number];

interface Monolingual {
  readonly lang: LanguageCode;
  readonly units: readonly Unit[];
}

function drawMono(mono: readonly Monolingual[], size: number, random: () => number): Rows[] {
  const chosen = drawOne(mono, random);
  if (chosen === undefined) return [];
  return drawDistinct(chosen.units, size, random).flatMap((unit) =>
    drawPair(unit, chosen.lang, chosen.lang, random),
  );
}

function drawCross(
  units: readonly Unit[],
  crossPairs: ReturnType<typeof createCrossPairs>,
  size: number,
  random: () => number,
): Rows[] {
  return drawDistinct(units, size, random).flatMap((unit) => {
    const languages = drawOne(crossPairs(unit.queries, unit.passages), random);
    return languages === undefined ? [] : drawPair(unit, ...languages, random);
  });
}

function drawPair(
  { queries, passages }: Unit,
  queryLanguage: LanguageCode,
  passageLanguage: LanguageCode,
  random: () => number,
): Rows[] {
  const query = drawOne(queries.get(queryLanguage) ?? [], random);
  const passage = drawOne(passages.get(passageLanguage) ?? [], random);
  return query === undefined || passage === undefined ? [] : [[query, passage]];
}

/** Languages in which two units at least have a query and a passage: a pair alone has no negative. */
function monolingual(units: readonly Unit[]): Monolingual[] {
  const byLanguage = new Map<LanguageCode, Unit[]>();
  for (const unit of units) {
    for (const lang of unit.queries.keys()) {
      if (!unit.passages.has(lang)) continue;
      const list = byLanguage.get(lang);
      if (list === undefined) byLanguage.set(lang, [unit]);
      else list.push(unit);
    }
  }
  return [...byLanguage]
    .filter(([, list]) => list.length > 1)
    .map(([lang, list]) => ({ lang, units: list }))
    .sort((a, b) => (a.lang < b.lang ? -1 : 1));
}

function requireUnits(data: LabData, languages: readonly LanguageCode[], units: readonly Unit[]): void {
  const seen = new Set(units.flatMap(({ queries, passages }) => [...queries.keys(), ...passages.keys()]));
  const missing = languages.filter((lang) => !seen.has(lang));
  if (missing.length > 0 && units.length > 1) {
    throw new CannotRun(
      `The training half has no question with a relevant passage in ${missing.join(', ')}. Leave ` +
        `${missing.length === 1 ? 'it' : 'them'} out of the training languages.`,
    );
  }
  if (units.length < 2) {
    throw new CannotRun(
      `The training half has ${units.length === 0 ? 'no question' : 'one question only'} with a relevant passage in ` +
        `the training languages (${namesOf(data, languages)}); negatives need two at least. Hold out less, choose ` +
        'more languages, or a larger shard.',
    );
  }
}

function namesOf({ shard }: LabData, languages: readonly LanguageCode[]): string {
  const all = languages.length > 0 ? languages : shard.passages.map(({ lang }) => lang);
  return [...new Set(all)].join(', ');
}
