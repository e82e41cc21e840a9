import { useId, useMemo, useState } from 'react';
import { useViewLink, useViewState } from '../../client/react/view-state-context.tsx';
import { decodeViewState, encodeViewState } from '../../client/view-state-codec.ts';
import type { LessonStep } from '../../protocol/lesson.ts';
import { Button, buttonClass } from '../../ui/button.tsx';

/** What a step says: text, what to move, what to look for, and its answer when it is asked for. */
export function LessonStepBody({
  number,
  step,
  lang,
}: {
  readonly number: number;
  readonly step: LessonStep;
  readonly lang: string;
}) {
  const { text, view, move, look, answer } = step;
  return (
    <div className="mt-2 max-w-[75ch] space-y-3 text-base [overflow-wrap:anywhere]">
      {/* The same element from step to step: what comes into it is read out. */}
      <div aria-live="polite" lang={lang} className="space-y-2">
        {text.map((paragraph, place) => (
          <p key={place} dir="auto">
            {paragraph}
          </p>
        ))}
      </div>
      {view !== undefined && <ShowThis view={view} />}
      {move !== undefined && (
        <Task label="Move" lang={lang}>
          {move}
        </Task>
      )}
      {look !== undefined && (
        <Task label="Look for" lang={lang}>
          {look}
        </Task>
      )}
      {answer !== undefined && <Answer key={number} text={answer} lang={lang} />}
    </div>
  );
}

/** A link to what the step is about; the lesson stays open beside it, and Back leads back. */
function ShowThis({ view }: { readonly view: string }) {
  const [state] = useViewState();
  const { tour } = state;
  const target = useMemo(() => ({ ...decodeViewState(view), tour }), [view, tour]);
  const link = useViewLink(target);
  const shown = encodeViewState(state) === encodeViewState(target);
  const closesFiles = state.corpus !== 'demo' && target.corpus === 'demo';
  return (
    <div>
      <p className="flex items-center gap-2">
        <a
          {...link}
          onClick={(event) => {
            link.onClick(event);
            // A view starts at its top; one that was there already may have been scrolled.
            if (event.defaultPrevented) window.scrollTo({ top: 0 });
          }}
          className={buttonClass(shown ? 'plain' : 'primary', true)}
        >
          Show this
        </a>
        <span role="status" className="text-sm text-faint">
          {shown && 'on the screen now'}
        </span>
      </p>
      {closesFiles && (
        <p className="mt-1 text-sm text-soft">
          The lesson is about the demo shard: showing it closes your files.
        </p>
      )}
    </div>
  );
}

function Task({
  label,
  lang,
  children,
}: {
  readonly label: string;
  readonly lang: string;
  readonly children: string;
}) {
  return (
    <div className="border-l-2 border-line-strong pl-3">
      <p className="text-xs font-semibold text-soft">{label}</p>
      <p lang={lang} dir="auto">
        {children}
      </p>
    </div>
  );
}

function Answer({ text, lang }: { readonly text: string; readonly lang: string }) {
  const [shown, setShown] = useState(false);
  const id = useId();
  return (
    <div>
      <Button
        small
        aria-expanded={shown}
        aria-controls={id}
        onClick={() => {
          setShown(!shown);
        }}
      >
        {shown ? 'Hide the answer' : 'Show the answer'}
      </Button>
      <div id={id} aria-live="polite">
        {shown && (
          <p lang={lang} dir="auto" className="mt-2">
            {text}
          </p>
        )}
      </div>
    </div>
  );
}
