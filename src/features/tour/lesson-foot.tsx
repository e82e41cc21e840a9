import { useQuery } from '@tanstack/react-query';
import { lessonIndexQuery } from '../../client/react/lesson-queries.ts';
import { useViewState } from '../../client/react/view-state-context.tsx';
import type { Lesson } from '../../protocol/lesson.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { useTour } from './use-tour.ts';

/**
 * The way to the step before and the one after, and at the end to the next lesson. The buttons stay the same elements
 * from step to step, so that the focus stays on them. @param step from 1
 */
export function LessonFoot({ lesson, step }: { readonly lesson: Lesson; readonly step: number }) {
  const [, change] = useViewState();
  const { showList } = useTour();
  const { data } = useQuery(lessonIndexQuery());
  const lessons = data?.lessons ?? [];
  const place = lessons.findIndex(({ id }) => id === lesson.id);
  const following = place < 0 ? undefined : lessons[place + 1];
  const first = step === 1;
  const last = step === lesson.steps.length;
  const go = (id: string, to: number): void => {
    change({ tour: { id, step: to } });
  };
  return (
    <div className="flex gap-2">
      <Button
        small
        icon="left"
        aria-disabled={first}
        className={classNames(first && 'opacity-55 hover:bg-panel')}
        onClick={() => {
          if (!first) go(lesson.id, step - 1);
        }}
      >
        Previous
      </Button>
      <Button
        small
        className="min-w-0 shrink! text-left whitespace-normal!"
        onClick={() => {
          if (!last) go(lesson.id, step + 1);
          else if (following !== undefined) go(following.id, 1);
          else showList();
        }}
      >
        {!last ? 'Next' : following !== undefined ? `Next lesson: ${following.title}` : 'All lessons'}
      </Button>
    </div>
  );
}
