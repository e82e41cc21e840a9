import { describe, expect, it } from 'vitest';
import type { AnsweredRetrieval } from './answer-figures.ts';
import { AnswerTally } from './answer-figures.ts';
import { APPROXIMATE_SENTENCES } from './sentence-splitter.ts';

const QUESTIONS: readonly AnsweredRetrieval[] = [
  { id: '1', lang: 'en', answers: ['Addis Ababa'], passages: ['nothing', 'It lies in Addis Ababa today.'] },
  { id: '2', lang: 'en', answers: ['Mekong'], passages: ['the Nile', 'the Danube'] },
  { id: '3', lang: 'km', answers: ['ភ្នំពេញ'], passages: ['ទីក្រុងភ្នំពេញ'] },
  { id: '4', lang: 'km', answers: ['yes'], passages: ['yes'] },
];

describe('AnswerTally', () => {
  const whole = new AnswerTally(1, APPROXIMATE_SENTENCES);
  whole.add(QUESTIONS);
  const figure = (tally: AnswerTally, measure: string, lang: string) =>
    tally.figures().find((one) => one.measure === measure && one.lang === lang);

  it('looks at k passages for has-answer, and at tokens for R@2kt', () => {
    expect(figure(whole, 'has-answer R@1', 'en')).toMatchObject({ value: 0, n: 2 });
    expect(figure(whole, 'R@2kt (strict, approximate)', 'en')).toMatchObject({ value: 1 / 2, n: 2 });
  });

  it('finds an answer inside an unspaced run by characters, which tokens of DPR do not', () => {
    expect(figure(whole, 'has-answer R@1', 'km')).toMatchObject({ value: 0, n: 1 });
    expect(figure(whole, 'R@10kc (strict, by characters, not official)', 'km')).toMatchObject({
      value: 1,
      n: 1,
    });
  });

  it('weighs languages alike in the mean, and leaves out yes and no', () => {
    expect(figure(whole, 'R@2kt (strict, approximate)', 'mean')).toMatchObject({
      value: (1 / 2 + 1) / 2,
      n: 3,
    });
  });

  it('comes to the same a question at a time', () => {
    const parts = new AnswerTally(1, APPROXIMATE_SENTENCES);
    for (const question of QUESTIONS) parts.add([question]);
    expect(parts.figures()).toEqual(whole.figures());
  });
});
