import { describe, expect, it } from 'vitest';
import type { JudgedQuery, Shard } from '../../corpus/types.ts';
import type { LabData } from '../lab-data.ts';
import type { TransportRecipe } from '../recipe.ts';
import { splitShard } from '../split.ts';
import { transportTexts } from './transport-texts.ts';

const GROUPS = 40;
/** Each group has one passage; German is missing in every other group. */
const queries = Array.from({ length: GROUPS }, (_, group) =>
  ['am', 'de', 'en', 'km']
    .filter((lang) => lang !== 'de' || group % 2 === 0)
    .map((lang): JudgedQuery => ({
      id: `${lang}${group}`,
      lang,
      text: `${lang} question ${group}`,
      relevant: [`p${group}`],
      relevantRows: [group],
      group: `g${group}`,
    })),
).flat();
const shard: Shard = {
  name: 'small',
  passages: Array.from({ length: GROUPS }, (_, group) => ({
    id: `p${group}`,
    lang: 'en',
    text: `p ${group}`,
  })),
  queries: [...queries, { id: 'alone', lang: 'am', text: 'no group', relevant: ['p1'], relevantRows: [1] }],
  generated: [],
  goldCopies: [],
};
const split = splitShard(shard, { seed: 1, heldOut: 0.5 });
const data: LabData = {
  shard,
  dimensions: 1,
  passages: new Float32Array(0),
  queries: new Float32Array(0),
  split,
};
const recipe = (pairs: number, teacher = 'en'): TransportRecipe => ({
  kind: 'transport',
  teacher,
  epsilon: 0.1,
  iterations: 10,
  pairs,
  training: {
    shape: { kind: 'full' },
    epochs: 1,
    batchSize: 2,
    learningRate: 0.1,
    weightDecay: 0,
    temperature: 1,
  },
});
const groupOf = (text: string): number => Number(text.split(' ')[2]);

describe('transportTexts', () => {
  const everything = transportTexts(recipe(1000), data, 3);

  it('pairs a language with the teacher within a group of the training half', () => {
    expect(everything.student).toHaveLength(everything.teacher.length);
    everything.student.forEach((text, at) => {
      expect(groupOf(text)).toBe(groupOf(everything.teacher[at]!));
      expect(everything.teacher[at]).toMatch(/^en /);
      expect(text).not.toMatch(/^en /);
      expect(split.trainingPassages[groupOf(text)]).toBe(1);
    });
    const training = queries.filter(
      ({ lang, relevantRows }) => lang !== 'en' && split.trainingPassages[relevantRows[0]!] === 1,
    );
    expect([...everything.student].sort()).toEqual(training.map(({ text }) => text).sort());
  });

  it('lets languages take turns', () => {
    const { student } = transportTexts(recipe(9), data, 3);
    const counts = ['am', 'de', 'km'].map((lang) => student.filter((text) => text.startsWith(lang)).length);
    expect(counts).toEqual([3, 3, 3]);
  });

  it('draws the same for a seed, and a larger draw holds the smaller one', () => {
    expect(transportTexts(recipe(1000), data, 3)).toEqual(everything);
    expect(transportTexts(recipe(1000), data, 4)).not.toEqual(everything);
    expect(transportTexts(recipe(7), data, 3).student).toEqual(everything.student.slice(0, 7));
  });

  it('has nothing where nobody speaks the teacher’s language', () => {
    expect(transportTexts(recipe(10, 'fr'), data, 3)).toEqual({ student: [], teacher: [] });
  });
});
