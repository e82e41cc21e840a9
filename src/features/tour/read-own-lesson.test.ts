import { describe, expect, it } from 'vitest';
import { MOST_LESSON_BYTES } from '../../protocol/lesson.ts';
import { readOwnLesson } from './read-own-lesson.ts';

const LESSON = {
  version: 1,
  id: 'mine',
  title: 'Why?',
  minutes: 3,
  steps: [{ text: ['One.'] }, { text: ['Two.'], view: '?view=bias&k=20' }],
  sources: [],
};
const fileOf = (value: unknown): File => new File([JSON.stringify(value)], 'mine.json');

describe('a lesson of one’s own', () => {
  it('is read', async () => {
    expect(await readOwnLesson(fileOf(LESSON), ['language-bias'])).toEqual({ value: LESSON, problems: null });
  });

  it('is not read at all when it is too large', async () => {
    const large = {
      name: 'large.json',
      size: MOST_LESSON_BYTES + 1,
      text: () => Promise.reject(new Error('It was read.')),
    };
    expect((await readOwnLesson(large, [])).problems).toEqual([
      expect.stringMatching(/^large\.json has .*at most/),
    ]);
  });

  it('may not take the id of one that ships', async () => {
    expect((await readOwnLesson(fileOf(LESSON), ['mine'])).problems).toEqual([
      expect.stringMatching(/^id: mine/),
    ]);
  });

  it('is refused for a view that no link can say, with the step and the parameter', async () => {
    const steps = [LESSON.steps[0], { text: ['x'], view: '?view=bais&k=10&colour=red' }];
    expect((await readOwnLesson(fileOf({ ...LESSON, steps }), [])).problems).toEqual([
      expect.stringMatching(/^steps 2, view: view=bais /),
      expect.stringMatching(/^steps 2, view: colour=red /),
    ]);
  });
});
