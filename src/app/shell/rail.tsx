import { useSessionState } from '../../client/react/session-context.tsx';
import { useViewLink, useViewState } from '../../client/react/view-state-context.tsx';
import type { View, ViewState } from '../../client/view-state.ts';
import { classNames } from '../../ui/class-names.ts';
import type { IconName } from '../../ui/icon.tsx';
import { Icon } from '../../ui/icon.tsx';
import { stepWords } from '../step-words.ts';
import { keyOf, VIEW_ENTRIES } from '../views.tsx';

/** The pipeline with the state of each step: a rail on wide screens, a bar at the foot of narrow ones. */
export function Rail() {
  const [{ view: current }] = useViewState();
  return (
    <nav
      aria-label="Steps"
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-panel pb-[env(safe-area-inset-bottom)] md:sticky md:inset-auto md:top-0 md:h-screen md:w-20 md:shrink-0 md:border-t-0 md:border-r md:pb-0 lg:w-(--rail)"
    >
      <p className="hidden h-(--bar) items-center gap-2 px-4 text-lg font-semibold md:flex md:justify-center lg:justify-start">
        <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width={22} height={22} />
        <span className="hidden lg:inline">Crosslens</span>
      </p>
      <ol className="flex md:flex-col md:gap-0.5 md:px-2 md:pt-1">
        {VIEW_ENTRIES.map(({ view, title, icon }, index) => (
          <li
            key={view}
            className={classNames(
              'min-w-0 flex-1',
              // No steps of the pipeline: they stand apart, and on a phone only while they are looked at.
              view === 'regimes' && 'md:mt-2 md:border-t md:border-line md:pt-2',
              (view === 'regimes' || view === 'storage') && current !== view && 'max-md:hidden',
            )}
          >
            <Step view={view} title={title} icon={icon} shortcut={keyOf(index)} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

const CHANGES: Readonly<Record<View, Partial<ViewState>>> = {
  corpus: { view: 'corpus' },
  encoders: { view: 'encoders' },
  search: { view: 'search' },
  recall: { view: 'recall' },
  queries: { view: 'queries' },
  bias: { view: 'bias' },
  xqg: { view: 'xqg' },
  lab: { view: 'lab' },
  regimes: { view: 'regimes' },
  storage: { view: 'storage' },
};

function Step({
  view,
  title,
  icon,
  shortcut,
}: {
  readonly view: View;
  readonly title: string;
  readonly icon: IconName;
  readonly shortcut: string;
}) {
  const [state] = useViewState();
  const words = useSessionState((session) => stepWords(view, session, state));
  const link = useViewLink(CHANGES[view]);
  const current = state.view === view;
  return (
    <a
      {...link}
      aria-current={current ? 'page' : undefined}
      aria-keyshortcuts={shortcut}
      className={classNames(
        'group flex flex-col items-center gap-0.5 rounded-md px-0.5 py-1.5 sm:px-1 text-center transition-colors duration-150 md:py-2 lg:flex-row lg:items-start lg:gap-2.5 lg:px-2.5 lg:text-left',
        current ? 'bg-hover text-ink' : 'text-soft hover:bg-hover hover:text-ink',
      )}
    >
      <Icon name={icon} size={18} className="lg:mt-0.5" />
      <span className="min-w-0 lg:flex-1">
        <span
          className={classNames(
            'block text-[0.625rem] sm:text-2xs md:text-xs lg:text-base',
            current && 'font-semibold',
          )}
        >
          {title}
        </span>
        <span className="sr-only text-xs text-faint lg:not-sr-only lg:block lg:[overflow-wrap:anywhere]">
          {words}
        </span>
      </span>
      <kbd
        aria-hidden="true"
        className="hidden font-sans text-2xs text-faint opacity-0 transition-opacity group-hover:opacity-100 lg:inline"
      >
        {shortcut}
      </kbd>
    </a>
  );
}
