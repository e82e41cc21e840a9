import { useQuery } from '@tanstack/react-query';
import { lessonIndexQuery } from '../../client/react/lesson-queries.ts';
import { useViewLink } from '../../client/react/view-state-context.tsx';
import type { LessonEntry } from '../../protocol/lesson.ts';
import { plural } from '../../ui/format.ts';
import { OwnLessonButton } from './own-lesson-button.tsx';
import { useTourUi } from './tour-ui.ts';
import howToWrite from '../../../docs/lessons.md?url';

/** The lessons with their minutes, and the way to add one. */
export function LessonList() {
  const { data, error } = useQuery(lessonIndexQuery());
  const own = useTourUi(({ own }) => own);
  const lessons = data?.lessons ?? [];
  return (
    <div className="max-w-[75ch] space-y-4">
      <p className="text-sm text-soft">
        Each asks a question of the demo shard, gives you something to move, and says what to look for.
      </p>
      {error !== null && <p className="text-sm text-bad">{error.message}</p>}
      <ol className="-mx-2 space-y-0.5">
        {lessons.map((lesson) => (
          <li key={lesson.id}>
            <LessonLink lesson={lesson} />
          </li>
        ))}
        {own.map((lesson) => (
          <li key={lesson.id} lang={lesson.lang}>
            <LessonLink lesson={lesson} own />
          </li>
        ))}
      </ol>
      <div className="border-t border-line pt-3">
        <OwnLessonButton taken={lessons.map(({ id }) => id)} />
        <p className="mt-2 text-sm text-soft">
          A lesson is a small text file.{' '}
          <a href={howToWrite} target="_blank" rel="noreferrer" className="text-link underline">
            How to write one
          </a>
        </p>
      </div>
    </div>
  );
}

function LessonLink({
  lesson: { id, title, minutes },
  own = false,
}: {
  readonly lesson: LessonEntry;
  readonly own?: boolean;
}) {
  const link = useViewLink({ tour: { id, step: 1 } });
  return (
    <a
      {...link}
      className="flex items-baseline justify-between gap-3 rounded-md px-2 py-1.5 text-base hover:bg-hover"
    >
      <span dir="auto" className="min-w-0 [overflow-wrap:anywhere]">
        {title}
      </span>
      <span className="shrink-0 text-xs text-faint tabular-nums">
        {own && 'yours · '}
        {plural(minutes, 'minute')}
      </span>
    </a>
  );
}
