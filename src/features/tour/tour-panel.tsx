import { useQuery } from '@tanstack/react-query';
import type { ReactNode, RefObject } from 'react';
import { createContext, useContext, useEffect, useRef } from 'react';
import { lessonIndexQuery, lessonQuery } from '../../client/react/lesson-queries.ts';
import type { TourPlace } from '../../client/view-state.ts';
import type { Lesson } from '../../protocol/lesson.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Notice } from '../../ui/notice.tsx';
import { LessonList } from './lesson-list.tsx';
import { LessonBody } from './lesson-body.tsx';
import { LessonFoot } from './lesson-foot.tsx';
import { TOUR_ID, useTourUi } from './tour-ui.ts';
import { useTour } from './use-tour.ts';

/** Whether the page is there already: what is opened later takes the focus, what a link opens with the page does not. */
const PageIsThere = createContext<RefObject<boolean>>({ current: false });

/** The lessons, beside the view on wide screens and above it on others, so that the view stays in sight. */
export function TourPanel() {
  const { open, place } = useTour();
  const pageIsThere = useRef(false);
  // Runs after the effects of what is inside, and so after the first heading has looked.
  useEffect(() => {
    pageIsThere.current = true;
  }, []);
  if (!open) return null;
  return (
    <PageIsThere value={pageIsThere}>
      {place === null ? (
        <Frame title="Lessons">
          <LessonList />
        </Frame>
      ) : (
        <OpenLesson key={place.id} place={place} />
      )}
    </PageIsThere>
  );
}

function OpenLesson({ place }: { readonly place: TourPlace }) {
  const own = useTourUi(({ own }) => own.find(({ id }) => id === place.id));
  const index = useQuery(lessonIndexQuery());
  const ships = index.data?.lessons.some(({ id }) => id === place.id) ?? false;
  const shipped = useQuery({ ...lessonQuery(place.id), enabled: own === undefined && ships });
  const lesson: Lesson | undefined = own ?? shipped.data;
  const error = index.error ?? shipped.error;
  if (lesson !== undefined) {
    const step = Math.min(place.step, lesson.steps.length);
    return (
      <Frame
        title={lesson.title}
        lang={lesson.lang ?? 'en'}
        step={step}
        foot={<LessonFoot lesson={lesson} step={step} />}
      >
        <LessonBody lesson={lesson} step={step} />
      </Frame>
    );
  }
  return (
    <Frame title="Lesson">
      {error !== null ? (
        <Problem title="The lesson could not be fetched." detail={error.message} />
      ) : index.data !== undefined && !ships ? (
        <Problem
          title={`There is no lesson “${place.id}” here.`}
          detail="If it is somebody’s own, ask them for its file and open it under All lessons."
        />
      ) : (
        <p className="text-sm text-faint">Opening the lesson</p>
      )}
    </Frame>
  );
}

function Problem({ title, detail }: { readonly title: string; readonly detail: string }) {
  const { showList } = useTour();
  return (
    <Notice
      title={title}
      actions={
        <Button small onClick={showList}>
          All lessons
        </Button>
      }
    >
      <p>{detail}</p>
    </Notice>
  );
}

/** Head and place of the panel. Its heading takes the focus when something else is opened in it. */
function Frame({
  title,
  lang,
  step = 1,
  foot,
  children,
}: {
  readonly title: string;
  readonly lang?: string;
  /** What is in it starts at its top when this changes. */
  readonly step?: number;
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}) {
  const { close } = useTour();
  const { folded, fold } = useTourUi();
  const heading = useRef<HTMLHeadingElement>(null);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (body.current !== null) body.current.scrollTop = 0;
  }, [step]);
  const pageIsThere = useContext(PageIsThere);
  useEffect(() => {
    if (pageIsThere.current) heading.current?.focus({ preventScroll: true });
  }, [pageIsThere]);
  return (
    <aside
      id={TOUR_ID}
      aria-label="Lessons"
      data-folded={folded}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
      className="group/tour sticky top-(--bar) z-20 flex max-h-[42svh] flex-col border-b border-line bg-panel shadow-xs beside:h-[calc(100svh-var(--bar))] beside:max-h-none beside:w-(--tour) beside:shrink-0 beside:border-r beside:border-b-0 beside:shadow-none"
    >
      <div className="flex shrink-0 items-start gap-1 py-2 pr-2 pl-4 sm:pl-6 beside:pl-4">
        <h2
          ref={heading}
          tabIndex={-1}
          lang={lang}
          dir="auto"
          className="min-w-0 flex-1 py-1 text-lg leading-6 font-semibold outline-none [overflow-wrap:anywhere]"
        >
          {title}
        </h2>
        <IconButton
          icon="down"
          label={folded ? 'Unfold the lesson' : 'Fold the lesson away'}
          aria-expanded={!folded}
          className={classNames('shrink-0 beside:hidden', !folded && 'rotate-180')}
          onClick={() => {
            fold(!folded);
          }}
        />
        <IconButton icon="close" label="Close the lessons" className="shrink-0" onClick={close} />
      </div>
      <div className={classNames('min-h-0 flex-1 flex-col beside:flex', folded ? 'hidden' : 'flex')}>
        <div
          ref={body}
          className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 pb-4 sm:px-6 beside:px-4"
        >
          {children}
        </div>
        {foot !== undefined && (
          <div className="shrink-0 border-t border-line px-4 py-2 sm:px-6 beside:px-4 beside:py-3">
            {foot}
          </div>
        )}
      </div>
    </aside>
  );
}
