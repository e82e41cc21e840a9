import { useSessionState } from '../../client/react/session-context.tsx';
import { LessonsButton } from '../../features/tour/lessons-button.tsx';
import { IconButton } from '../../ui/button.tsx';
import { ExperimentMenu } from '../experiment/experiment-menu.tsx';
import { ArmChip } from './arm-chip.tsx';
import { DepthControl } from './depth-control.tsx';
import { LanguagesControl } from './languages-control.tsx';
import { ThemeControl } from './theme-control.tsx';

/** The arms, and the controls that act on every view. */
export function TopBar({ onShowKeys }: { readonly onShowKeys: () => void }) {
  const arms = useSessionState((state) => state.arms);
  return (
    <header className="sticky top-0 z-30 flex h-(--bar) items-center gap-2 border-b border-line bg-surface/95 px-3 backdrop-blur-sm sm:px-5">
      <div className="min-w-0 flex-1">
        <ul aria-label="Arms" className="flex gap-2 overflow-x-auto [scrollbar-width:none]">
          {arms.map((arm) => (
            <li key={arm.letter} className="shrink-0 sm:min-w-28 sm:shrink">
              <ArmChip arm={arm} />
            </li>
          ))}
        </ul>
      </div>
      <div role="group" aria-label="For all views" className="flex shrink-0 items-center gap-1">
        <DepthControl />
        <LanguagesControl />
        <div className="max-sm:hidden">
          <ExperimentMenu />
        </div>
        <LessonsButton />
        <ThemeControl />
        <IconButton
          icon="keys"
          label="Keys"
          aria-keyshortcuts="?"
          className="max-sm:hidden"
          onClick={onShowKeys}
        />
      </div>
    </header>
  );
}
