import { ArmBadge } from './arm-badge.tsx';
import { Progress } from './progress.tsx';

interface State {
  readonly letter: string;
  readonly name: string;
  readonly kind: 'waiting' | 'working' | 'failed';
  readonly words: string;
  readonly progress: number | null;
}

/** The arms whose figures are not there yet, each with what it is waiting for. Failed is said, never drawn as zero. */
export function ReportStates({ states }: { readonly states: readonly (State | null)[] }) {
  const open = states.filter((state) => state !== null);
  if (open.length === 0) return null;
  return (
    <ul aria-label="Arms without figures" className="mt-3 grid gap-2 sm:grid-cols-2 xl:grid-cols-3">
      {open.map(({ letter, name, kind, words, progress }) => (
        <li
          key={letter}
          data-arm={letter}
          className="rounded-lg border border-dashed border-line-strong/60 px-3 py-2 text-sm"
        >
          <p className="flex items-center gap-2">
            <ArmBadge letter={letter} small />
            <span className="truncate font-medium">{name}</span>
          </p>
          <p className={kind === 'failed' ? 'mt-1 text-bad' : 'mt-1 text-soft tabular-nums'}>{words}</p>
          {kind === 'working' && (
            <div className="mt-1.5">
              <Progress label={`${letter} ${name}: ${words}`} value={progress} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
