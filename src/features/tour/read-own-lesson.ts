import { unreadParameters } from '../../client/view-state-codec.ts';
import type { Lesson, Read } from '../../protocol/lesson.ts';
import { MOST_LESSON_BYTES, readLesson } from '../../protocol/lesson.ts';
import { formatBytes } from '../../ui/format.ts';

/**
 * A lesson from a person's own file: untrusted, so it is measured before it is read, and read before it is shown.
 *
 * @param taken ids of the lessons that ship, which a link would open instead
 */
export async function readOwnLesson(
  file: Pick<File, 'name' | 'size' | 'text'>,
  taken: readonly string[],
): Promise<Read<Lesson>> {
  if (file.size > MOST_LESSON_BYTES) {
    return {
      problems: [
        `${file.name} has ${formatBytes(file.size)}; a lesson has at most ${formatBytes(MOST_LESSON_BYTES)}.`,
      ],
    };
  }
  const read = readLesson(await file.text());
  if (read.problems !== null) return read;
  const { id, steps } = read.value;
  const problems = [
    ...(taken.includes(id) ? [`id: ${id} is a lesson that ships; choose another id.`] : []),
    ...steps.flatMap(({ view = '' }, place) =>
      unreadParameters(view).map(
        (parameter) => `steps ${String(place + 1)}, view: ${parameter} is nothing that a link can say.`,
      ),
    ),
  ];
  return problems.length > 0 ? { problems } : read;
}
