import type { Lesson } from '../../protocol/lesson.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { LessonStepBody } from './lesson-step-body.tsx';
import { useTour } from './use-tour.ts';

/** What one step of a lesson says, and where the lesson's claims come from. @param step from 1 */
export function LessonBody({ lesson, step }: { readonly lesson: Lesson; readonly step: number }) {
  const { showList } = useTour();
  const shown = lesson.steps[step - 1];
  return (
    <>
      <p className="text-xs text-faint tabular-nums">
        <button type="button" className="underline underline-offset-4 hover:text-ink" onClick={showList}>
          All lessons
        </button>
        {' · '}
        <span aria-live="polite">
          step {step} of {lesson.steps.length}
        </span>
      </p>
      {shown !== undefined && <LessonStepBody number={step} step={shown} lang={lesson.lang ?? 'en'} />}
      {lesson.sources.length > 0 && (
        <div className="mt-4">
          <Disclosure summary="Sources">
            <ul className="space-y-1">
              {lesson.sources.map(({ title, arxiv }) => (
                <li key={title} dir="auto">
                  {title}
                  {arxiv !== undefined && ` (arXiv ${arxiv})`}
                </li>
              ))}
            </ul>
          </Disclosure>
        </div>
      )}
    </>
  );
}
