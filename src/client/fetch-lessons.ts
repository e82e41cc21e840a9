import { CrosslensError } from '../protocol/errors.ts';
import type { Lesson, LessonIndex, Read } from '../protocol/lesson.ts';
import { readLesson, readLessonIndex } from '../protocol/lesson.ts';
import { fetchAnswer } from './fetch-answer.ts';

/** Where the lessons that ship lie, beside the page. */
const FOLDER = 'lessons/';

/** @throws CrosslensError `network`, `not-found`, `internal` */
export async function fetchLessonIndex(baseUrl: string, signal: AbortSignal): Promise<LessonIndex> {
  return fetchRead(`${baseUrl}${FOLDER}index.json`, readLessonIndex, signal);
}

/** @throws CrosslensError `network`, `not-found`, `internal` */
export async function fetchLesson(baseUrl: string, id: string, signal: AbortSignal): Promise<Lesson> {
  return fetchRead(`${baseUrl}${FOLDER}${id}.json`, readLesson, signal);
}

async function fetchRead<T>(url: string, read: (text: string) => Read<T>, signal: AbortSignal): Promise<T> {
  const response = await fetchAnswer(url, signal);
  if (!response.ok) throw new CrosslensError('not-found', `${url} answered ${String(response.status)}.`);
  const result = read(await response.text());
  if (result.problems !== null) throw new CrosslensError('internal', `${url}: ${result.problems.join(' ')}`);
  return result.value;
}
