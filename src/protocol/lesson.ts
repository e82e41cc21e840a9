import { z } from 'zod';
import { describeJsonError, locateJsonError } from '../domain/corpus/locate-json-error.ts';

/**
 * A lesson of the tour: data, so that a teacher can write another. It holds plain text only; what a step shows on the
 * screen is the query string that stands in the address bar. Described for people in `docs/lessons.md`.
 */

/** A lesson is a few pages of text; anything larger is something else. */
export const MOST_LESSON_BYTES = 256_000;

const id = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters, digits and hyphens, such as language-bias');
const words = (most: number): z.ZodString => z.string().trim().min(1).max(most);

const step = z.strictObject({
  /** Paragraphs. */
  text: z.array(words(1000)).min(1).max(8),
  /** What to move, in words. */
  move: words(600).optional(),
  /** What to look for. */
  look: words(1000).optional(),
  /** The state that the step opens, as the address bar has it: `?view=bias&arms=bag-mono`. */
  view: z
    .string()
    .max(2000)
    .regex(/^\?[^#]+$/, 'what follows the address in the address bar, from the question mark on')
    .refine((view) => !new URLSearchParams(view).has('tour'), 'leave out tour=: the step stays the one it is')
    .optional(),
  /** Shown when it is asked for. */
  answer: words(2000).optional(),
});

const source = z.strictObject({
  title: words(300),
  arxiv: z
    .string()
    .regex(/^\d{4}\.\d{4,5}$/, 'an arXiv number such as 2408.10536')
    .optional(),
});

const lesson = z.strictObject({
  version: z.literal(1),
  id,
  /** The question that the lesson asks. */
  title: words(120),
  minutes: z.number().int().min(1).max(120),
  /** Language of the text, as BCP 47 has it; English where nothing is said. */
  lang: z
    .string()
    .max(35)
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'a language tag such as am or pt-BR')
    .optional(),
  steps: z.array(step).min(1).max(30),
  sources: z.array(source).max(20),
});

const entry = z.strictObject({ id, title: words(120), minutes: z.number().int().min(1).max(120) });

const index = z.strictObject({ version: z.literal(1), lessons: z.array(entry).min(1).max(100) });

export type Lesson = z.infer<typeof lesson>;
export type LessonStep = z.infer<typeof step>;
export type LessonEntry = z.infer<typeof entry>;
export type LessonIndex = z.infer<typeof index>;

/** What a file says, or what is wrong with it, field by field. */
export type Read<T> =
  { readonly value: T; readonly problems: null } | { readonly problems: readonly string[] };

export function readLesson(text: string): Read<Lesson> {
  return read(lesson, text);
}

export function readLessonIndex(text: string): Read<LessonIndex> {
  return read(index, text);
}

function read<T>(schema: z.ZodType<T>, text: string): Read<T> {
  const notJson = locateJsonError(text);
  if (notJson !== null) return { problems: [describeJsonError(notJson)] };
  const result = schema.safeParse(JSON.parse(text));
  if (result.success) return { value: result.data, problems: null };
  return {
    problems: result.error.issues.map(({ path, message }) =>
      path.length === 0 ? message : `${fieldName(path)}: ${message}`,
    ),
  };
}

/** `steps 2, look`: counted from 1, as the steps on the screen are. */
function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((part, place) =>
      typeof part === 'number' ? ` ${String(part + 1)}` : `${place === 0 ? '' : ', '}${String(part)}`,
    )
    .join('');
}
