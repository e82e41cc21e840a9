import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeViewState, encodeViewState, unreadParameters } from '../../client/view-state-codec.ts';
import type { ViewState } from '../../client/view-state.ts';
import { readLesson, readLessonIndex } from '../../protocol/lesson.ts';
import type { Lesson } from '../../protocol/lesson.ts';
import { BM25_ID } from '../../protocol/lexical.ts';
import { parseManifest } from '../../protocol/manifest.ts';
import { readOwnLesson } from './read-own-lesson.ts';

const ROOT = new URL('../../../', import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
const folder = (path: string): string[] => readdirSync(new URL(path, ROOT));

const index = readLessonIndex(text('public/lessons/index.json'));
const entries = index.problems === null ? index.value.lessons : [];
const encoders = parseManifest(JSON.parse(text('models/manifest.json'))).encoders.map(({ id }) => id);
const languages = folder('public/demo')
  .map((name) => /^([a-z]{2})\.jsonl$/.exec(name)?.[1])
  .filter((lang) => lang !== undefined);
const queries = new Map(
  languages.flatMap((lang) =>
    text(`public/demo/${lang}.jsonl`)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; text: string; relevant?: string[] })
      .filter(({ relevant }) => relevant !== undefined)
      .map((query) => [query.id, query.text] as const),
  ),
);

function lessonOf(id: string): Lesson {
  const read = readLesson(text(`public/lessons/${id}.json`));
  if (read.problems !== null) throw new Error(`${id}: ${read.problems.join(' ')}`);
  return read.value;
}

function viewsOf(lesson: Lesson): readonly string[] {
  return lesson.steps.flatMap(({ view }) => view ?? []);
}

function languagesOf(state: ViewState): readonly string[] {
  const { queryLanguage, passageLanguage } = state.focus;
  return [
    ...state.queryLanguages,
    ...state.passageLanguages,
    ...state.filter,
    ...state.fusion.languages,
    ...[queryLanguage, passageLanguage].filter((lang) => lang !== null),
  ];
}

describe('the lessons that ship', () => {
  it('are six questions, listed as their files have them', () => {
    expect(index.problems).toBeNull();
    expect(entries.map(({ title }) => title)).toEqual([
      'What is language bias?',
      'Why not train on one language only?',
      'What do parallel questions buy?',
      'What does xQG add to a vector?',
      'When does a mean hide a loss?',
      'Why did the Amharic query find Arabic passages?',
    ]);
    expect(
      folder('public/lessons')
        .filter((name) => name !== 'index.json')
        .sort(),
    ).toEqual(entries.map(({ id }) => `${id}.json`).sort());
    for (const entry of entries) expect(lessonOf(entry.id)).toMatchObject(entry);
  });

  describe.each(entries.map(({ id }) => id))('%s', (id) => {
    const lesson = lessonOf(id);
    const views = viewsOf(lesson);

    it('gives something to show, to move, to look for and to check oneself by', () => {
      expect(views).not.toHaveLength(0);
      expect(lesson.steps.some(({ move }) => move !== undefined)).toBe(true);
      expect(lesson.steps.every(({ look }) => look !== undefined)).toBe(true);
      expect(lesson.steps.some(({ answer }) => answer !== undefined)).toBe(true);
      expect(lesson.sources.every(({ arxiv }) => arxiv !== undefined)).toBe(true);
    });

    it('shows what a link can say, without loss, and never the page as it opens', () => {
      for (const view of views) {
        expect(unreadParameters(view), view).toEqual([]);
        const state = decodeViewState(view);
        const link = encodeViewState(state);
        expect(link, view).not.toBe('');
        expect(decodeViewState(link)).toEqual(state);
      }
    });

    it('names only arms, languages and queries that the app and the demo have', () => {
      for (const state of views.map(decodeViewState)) {
        expect(state.corpus).toBe('demo');
        for (const arm of state.arms) expect([...encoders, BM25_ID]).toContain(arm.id);
        for (const lang of languagesOf(state)) expect(languages).toContain(lang);
        if (state.queryId !== null) expect(queries.get(state.queryId)).toBe(state.query);
      }
    });
  });
});

describe('the example in docs/lessons.md', () => {
  it('is a lesson that opens', async () => {
    const [, example = ''] = /```json\n([\s\S]*?)```/.exec(text('docs/lessons.md')) ?? [];
    const ships = entries.map(({ id }) => id);
    expect((await readOwnLesson(new File([example], 'example.json'), ships)).problems).toBeNull();
  });
});
