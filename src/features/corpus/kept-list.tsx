import { useEffect } from 'react';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import { useViewLink } from '../../client/react/view-state-context.tsx';
import { Button } from '../../ui/button.tsx';
import { formatBytes, plural } from '../../ui/format.ts';
import { TwoStepButton } from '../../ui/two-step-button.tsx';
import { describeNames } from './describe-names.ts';
import { useOpening } from './use-opening.ts';

const WHEN = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

const TO_STORAGE = { view: 'storage' } as const;

/** Corpora of earlier visits that this browser keeps. */
export function KeptList() {
  const session = useSession();
  const opening = useOpening();
  const storage = useViewLink(TO_STORAGE);
  const kept = useSessionState((state) => state.corpus.keptCorpora);
  const origin = useSessionState((state) => state.corpus.origin);
  // Storage may have deleted some meanwhile.
  useEffect(() => {
    void session.corpus.listKept();
  }, [session]);
  if (kept === null || kept.length === 0) return null;
  const open = origin.kind === 'files' ? origin.kept : null;
  return (
    <section aria-label="Kept in this browser" className="rounded-lg border border-line bg-panel px-4 py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-base font-semibold">Kept in this browser</h2>
        <p className="text-sm text-faint">
          They open without their files, and without a network.{' '}
          <a {...storage} className="text-link underline decoration-dotted underline-offset-4">
            All that this browser keeps
          </a>
        </p>
      </div>
      <ul className="mt-2 divide-y divide-line">
        {kept.map(({ id, files, summary, bytes, saved }) => {
          const name = describeNames(files);
          return (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2 text-sm">
              <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{name}</span>
              <span className="text-faint tabular-nums">
                {plural(summary.passages, 'passage')} · {plural(summary.queries, 'query', 'queries')} ·{' '}
                {plural(summary.languages.length, 'language')} · {formatBytes(bytes)} ·{' '}
                <time dateTime={saved}>{WHEN.format(new Date(saved))}</time>
              </span>
              <span className="ml-auto flex flex-wrap items-center gap-1.5">
                {id === open ? (
                  <span className="px-2 text-sm text-good">open</span>
                ) : (
                  <Button
                    small
                    aria-label={`Open ${name}`}
                    onClick={() => void opening(({ corpus }) => corpus.openKept(id))}
                  >
                    Open
                  </Button>
                )}
                <TwoStepButton
                  sure={`Delete ${formatBytes(bytes)}`}
                  label={`Delete ${name}`}
                  onSure={() => void session.corpus.removeKept(id)}
                >
                  Delete
                </TwoStepButton>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
