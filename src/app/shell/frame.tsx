import { Suspense, useCallback, useEffect, useState } from 'react';
import { useViewState } from '../../client/react/view-state-context.tsx';
import { DropTarget } from '../../features/corpus/drop-target.tsx';
import { LessonHint } from '../../features/tour/lesson-hint.tsx';
import { TourPanel } from '../../features/tour/tour-panel.tsx';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { ExperimentPanel } from '../experiment/experiment-panel.tsx';
import { useKeys } from '../use-keys.ts';
import { useSessionSync } from '../use-session-sync.ts';
import { VIEW_ENTRIES, viewTitle } from '../views.tsx';
import { Announcer } from './announcer.tsx';
import { JudgingNotice } from './judging-notice.tsx';
import { KeysPanel } from './keys-panel.tsx';
import { Rail } from './rail.tsx';
import { TopBar } from './top-bar.tsx';

export function Frame() {
  useSessionSync();
  const [{ view }] = useViewState();
  const [keysShown, setKeysShown] = useState(false);
  const showKeys = useCallback((show: boolean | 'toggle') => {
    setKeysShown((shown) => (show === 'toggle' ? !shown : show));
  }, []);
  useKeys(showKeys);

  const title = viewTitle(view);
  useEffect(() => {
    document.title = `${title} · Crosslens`;
  }, [title]);

  const Content = VIEW_ENTRIES.find((entry) => entry.view === view)?.component;
  return (
    <DropTarget>
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-action px-3 py-2 text-sm font-medium text-on-action focus:translate-y-0"
      >
        Skip to {title}
      </a>
      <div className="md:flex">
        <Rail />
        <div className="min-w-0 flex-1 pb-20 md:pb-0">
          <TopBar
            onShowKeys={() => {
              showKeys('toggle');
            }}
          />
          <div className="beside:flex beside:items-start">
            <TourPanel />
            <main id="main" tabIndex={-1} className="min-w-0 flex-1 px-4 py-5 outline-none sm:px-6">
              <LessonHint />
              <ExperimentPanel />
              <JudgingNotice />
              <ErrorBoundary key={view} name={title}>
                <Suspense fallback={<p className="text-sm text-faint">Opening {title}</p>}>
                  {Content !== undefined && <Content />}
                </Suspense>
              </ErrorBoundary>
            </main>
          </div>
        </div>
      </div>
      {keysShown && (
        <KeysPanel
          onClose={() => {
            showKeys(false);
          }}
        />
      )}
      <Announcer />
    </DropTarget>
  );
}
