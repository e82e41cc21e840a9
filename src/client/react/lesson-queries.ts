import { queryOptions } from '@tanstack/react-query';
import { fetchLesson, fetchLessonIndex } from '../fetch-lessons.ts';

function baseUrl(): string {
  return new URL(import.meta.env.BASE_URL, window.location.href).href;
}

export function lessonIndexQuery() {
  return queryOptions({
    queryKey: ['lessons'],
    queryFn: ({ signal }) => fetchLessonIndex(baseUrl(), signal),
    staleTime: Infinity,
    retry: false,
  });
}

/** One of the lessons of the index. */
export function lessonQuery(id: string) {
  return queryOptions({
    queryKey: ['lessons', id],
    queryFn: ({ signal }) => fetchLesson(baseUrl(), id, signal),
    staleTime: Infinity,
    retry: false,
  });
}
