import { describe, expect, it } from 'vitest';
import { readLesson, readLessonIndex } from './lesson.ts';

const LESSON = {
  version: 1,
  id: 'my-lesson',
  title: 'Why?',
  minutes: 3,
  steps: [
    { text: ['One.'], view: '?view=bias&arms=bag-mono', look: 'The diagonal.', answer: 'So.' },
    { text: ['Two.', 'Three.'], move: 'k' },
  ],
  sources: [{ title: 'A paper', arxiv: '2408.10536' }],
};
const problemsOf = (value: unknown): readonly string[] =>
  readLesson(typeof value === 'string' ? value : JSON.stringify(value)).problems ?? [];
const withStep = (step: object): unknown => ({ ...LESSON, steps: [LESSON.steps[0], step] });

describe('a lesson’s file', () => {
  it('is read as it was written', () => {
    expect(readLesson(JSON.stringify(LESSON))).toEqual({ value: LESSON, problems: null });
    expect(readLesson(JSON.stringify({ ...LESSON, lang: 'am' })).problems).toBeNull();
  });

  it('says where it stops being JSON', () => {
    expect(problemsOf('{"version": 1,\n "id": }')).toEqual([
      expect.stringMatching(/not well formed at line 2, column 8 .*inside id/),
    ]);
    expect(problemsOf('')).toEqual([expect.stringMatching(/ends too early/)]);
  });

  it.each<[string, unknown, RegExp]>([
    ['a version of the future', { ...LESSON, version: 2 }, /^version: /],
    ['an id that no link can hold', { ...LESSON, id: 'My lesson' }, /^id: .*hyphens/],
    ['no steps', { ...LESSON, steps: [] }, /^steps: /],
    ['a misspelt field', withStep({ text: ['x'], lok: 'y' }), /^steps 2: .*lok/],
    ['a paragraph that is no text', withStep({ text: [7] }), /^steps 2, text 1: /],
    ['an empty paragraph', withStep({ text: ['  '] }), /^steps 2, text 1: /],
    ['a whole address', withStep({ text: ['x'], view: 'https://e.org/?view=bias' }), /^steps 2, view: .*bar/],
    ['a step that moves the lesson', withStep({ text: ['x'], view: '?tour=a:1' }), /^steps 2, view: .*tour/],
    [
      'a number that arXiv has not',
      { ...LESSON, sources: [{ title: 'x', arxiv: 'abs/1' }] },
      /^sources 1, arxiv: /,
    ],
  ])('is refused for %s, and the field is named', (_, value, words) => {
    expect(problemsOf(value)).toEqual([expect.stringMatching(words)]);
  });

  it('is refused for a list, a number, nothing', () => {
    for (const value of [[], 7, null]) expect(problemsOf(value)).toHaveLength(1);
  });
});

describe('the index of lessons', () => {
  it('is read, or refused by field', () => {
    const entry = { id: 'a', title: 'Why?', minutes: 3 };
    expect(readLessonIndex(JSON.stringify({ version: 1, lessons: [entry] })).problems).toBeNull();
    expect(
      readLessonIndex(JSON.stringify({ version: 1, lessons: [entry, { ...entry, minutes: 0 }] })).problems,
    ).toEqual([expect.stringMatching(/^lessons 2, minutes: /)]);
  });
});
