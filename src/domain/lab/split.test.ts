import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusFiles } from '../../cli/corpus-paths.ts';
import { readCorpus } from '../../engine/corpus/read-files.ts';
import { describeWithShared } from '../../testing/shared-data.ts';
import { selectShard } from '../corpus/select-shard.ts';
import type { Corpus, Passage, Query, Shard, ShardChoice } from '../corpus/types.ts';
import type { Split } from './split.ts';
import { judgingQueries, splitKey, splitShard } from './split.ts';

const ALL: ShardChoice = { queryLanguages: [], passageLanguages: [], rows: { mode: 'all' } };

function shardOf(passages: readonly Passage[], queries: readonly Query[]): Shard {
  return selectShard({ name: 'made', passages, queries, generated: [] }, ALL);
}

const passage = (id: string, lang: string, rest: Partial<Passage> = {}): Passage => ({
  id,
  lang,
  text: id,
  ...rest,
});

/** Passages that are relevant to a query of both halves. */
function leaks({ passages, queries }: Shard, { trainingKeys, trainingQueries }: Split): string[] {
  const judging = judgingQueries({ passages, queries } as Shard, trainingKeys);
  const trained = new Set(
    queries.filter((_, q) => trainingQueries[q] === 1).flatMap(({ relevantRows }) => relevantRows),
  );
  return queries
    .filter((_, q) => judging[q] === 1)
    .flatMap(({ relevantRows }) => relevantRows.filter((row) => trained.has(row)))
    .map((row) => passages[row]?.id ?? '');
}

/** Every judged query is on one side: it trains, or it judges. */
function sides(shard: Shard, split: Split): string[] {
  const judging = judgingQueries(shard, split.trainingKeys);
  return shard.queries.map((_, q) => `${String(split.trainingQueries[q] ?? 0)}${String(judging[q] ?? 0)}`);
}

/** Two questions share the sentence s1, in two languages; s3 has a question of its own, s4 none. */
const SENTENCES = shardOf(
  ['en', 'de'].flatMap((lang) =>
    ['s1', 's2', 's3', 's4'].map((name) => passage(`${name}-${lang}`, lang, { group: name })),
  ),
  ['en', 'de'].flatMap((lang) => [
    { id: `q1-${lang}`, lang, text: 'q1', relevant: [`s1-${lang}`], group: 'q1' },
    { id: `q2-${lang}`, lang, text: 'q2', relevant: [`s1-${lang}`, `s2-${lang}`], group: 'q2' },
    { id: `q3-${lang}`, lang, text: 'q3', relevant: [`s3-${lang}`], group: 'q3' },
  ]),
);

describe('splitShard', () => {
  it('keeps questions together that share a gold sentence, and all languages of a question', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const split = splitShard(SENTENCES, { seed, heldOut: 0.5 });
      const halfOf = new Map(SENTENCES.queries.map(({ id }, q) => [id, split.trainingQueries[q]] as const));
      expect(new Set(['q1-en', 'q1-de', 'q2-en', 'q2-de'].map((id) => halfOf.get(id))).size).toBe(1);
      expect(halfOf.get('q3-en')).toBe(halfOf.get('q3-de'));
      expect(leaks(SENTENCES, split)).toEqual([]);
      expect(split.by).toBe('group');
    }
  });

  it('cuts no article, and joins articles that a question spans', () => {
    const shard = shardOf(
      [
        passage('a1', 'en', { source: 'A' }),
        passage('a2', 'en', { source: 'A' }),
        passage('b1', 'en', { source: 'B' }),
        passage('c1', 'en', { source: 'C' }),
      ],
      [
        { id: 'ab', lang: 'en', text: '', relevant: ['a2', 'b1'] },
        { id: 'c', lang: 'en', text: '', relevant: ['c1'] },
      ],
    );
    const { by, units, trainingKeys } = splitShard(shard, { seed: 1, heldOut: 0.5 });
    expect({ by, units }).toEqual({ by: 'article', units: { training: 1, heldOut: 1 } });
    expect([['A', 'B'], ['C']]).toContainEqual(trainingKeys);
  });

  it('leaves something to both halves where there are two units, and knows where there is one', () => {
    const two = shardOf([passage('a', 'en'), passage('b', 'en')], []);
    for (const heldOut of [0.1, 0.9]) {
      expect(splitShard(two, { seed: 3, heldOut }).units).toEqual({ training: 1, heldOut: 1 });
    }
    const one = shardOf([passage('a', 'en', { unit: 'u' }), passage('b', 'en', { unit: 'u' })], []);
    expect(splitShard(one, { seed: 3, heldOut: 0.5 })).toMatchObject({
      by: 'paragraph',
      units: { training: 1, heldOut: 0 },
    });
  });

  it('is the same for a seed, and another one for another', () => {
    const shard = shardOf(
      Array.from({ length: 40 }, (_, p) => passage(`p${String(p)}`, 'en')),
      [],
    );
    const keys = (seed: number): readonly string[] => splitShard(shard, { seed, heldOut: 0.5 }).trainingKeys;
    expect(keys(1)).toEqual(keys(1));
    expect(keys(1)).toHaveLength(20);
    expect(keys(1)).not.toEqual(keys(2));
  });

  it('lets nothing relevant to a question that judges be relevant to one that trained', () => {
    const name = (prefix: string, most: number) =>
      fc.integer({ min: 0, max: most }).map((n) => `${prefix}${String(n)}`);
    const optional = (prefix: string) => fc.option(name(prefix, 4), { nil: undefined });
    const corpus = fc
      .record({
        passages: fc.array(
          fc.record({ lang: name('l', 2), source: optional('s'), unit: optional('u'), group: optional('g') }),
          { minLength: 2, maxLength: 12 },
        ),
        queries: fc.array(
          fc.record({ lang: name('l', 2), group: optional('q'), to: fc.array(fc.nat(11), { maxLength: 3 }) }),
          { maxLength: 10 },
        ),
      })
      .map(({ passages, queries }): Corpus => ({
        name: 'made',
        passages: passages.map(({ lang, ...links }, p) => ({
          id: `p${String(p)}`,
          lang,
          text: '',
          ...Object.fromEntries(Object.entries(links).filter(([, value]) => value !== undefined)),
        })),
        queries: queries.map(({ lang, group, to }, q) => ({
          id: `q${String(q)}`,
          lang,
          text: '',
          relevant: to.map((p) => `p${String(p)}`),
          ...(group === undefined ? {} : { group }),
        })),
        generated: [],
      }));
    fc.assert(
      fc.property(
        corpus,
        fc.integer({ min: 0, max: 1000 }),
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        (made, seed, heldOut) => {
          const shard = selectShard(made, ALL);
          const split = splitShard(shard, { seed, heldOut });
          expect(leaks(shard, split)).toEqual([]);
          const judged = sides(shard, split).filter((_, q) => shard.queries[q]!.relevantRows.length > 0);
          expect(judged.every((side) => side === '10' || side === '01')).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('judgingQueries', () => {
  const [s1] = SENTENCES.passages.filter(({ id }) => id === 's1-en');

  it('takes out every question with something relevant under a key, in all languages', () => {
    const judging = judgingQueries(SENTENCES, [splitKey(s1!)]);
    expect(SENTENCES.queries.filter((_, q) => judging[q] === 1).map(({ id }) => id)).toEqual([
      'q3-en',
      'q3-de',
    ]);
  });

  it('takes out questions with nothing relevant in the shard', () => {
    const shard = shardOf(
      [passage('a', 'en')],
      [
        { id: 'judged', lang: 'en', text: '', relevant: ['a'] },
        // Its group holds it in the shard.
        { id: 'lost', lang: 'en', text: '', relevant: [] },
      ],
    );
    const kept = {
      ...shard,
      queries: [...shard.queries, { ...shard.queries[0]!, id: 'lost', relevantRows: [] }],
    };
    expect([...judgingQueries(kept, [])]).toEqual([1, 0]);
  });
});

describe('the demo’s split', async () => {
  const { corpus } = await readCorpus('demo', await corpusFiles('demo'), {});
  const shard = selectShard(corpus!, ALL);

  it('leaks nothing, and holds half of it out', () => {
    const split = splitShard(shard, { seed: 1, heldOut: 0.5 });
    expect(leaks(shard, split)).toEqual([]);
    const held = split.trainingPassages.reduce((sum, training) => sum + 1 - training, 0);
    expect(held / shard.passages.length).toBeGreaterThan(0.4);
    expect(held / shard.passages.length).toBeLessThan(0.6);
    expect(new Set(sides(shard, split))).toEqual(new Set(['10', '01']));
  });
});

describeWithShared('XQuAD-R’s split', ['data', 'eval', 'xquad-r'], (folder) => {
  it('is by article, leaks nothing, and judges by about 6,500 questions', async () => {
    const { corpus } = await readCorpus('xquad-r', await corpusFiles(folder), {});
    const shard = selectShard(corpus!, ALL);
    const split = splitShard(shard, { seed: 1, heldOut: 0.5 });
    expect(split.by).toBe('article');
    expect(leaks(shard, split)).toEqual([]);
    const judging = judgingQueries(shard, split.trainingKeys).reduce((sum, mark) => sum + mark, 0);
    expect(judging).toBeGreaterThan(5500);
    expect(judging).toBeLessThan(7500);
    expect(new Set(sides(shard, split))).toEqual(new Set(['10', '01']));
  });
});
