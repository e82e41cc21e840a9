import { useEffect, useRef } from 'react';
import { explainError } from '../../client/explain-error.ts';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import type { LanguagePlan } from '../../domain/corpus/read-plan.ts';
import type { Incoming } from '../../client/session/session-state.ts';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlanFile } from './plan-file.tsx';
import { speaks } from './plan-words.ts';
import { PlanIntake } from './plan-intake.tsx';
import { planTotals, readButtonWords } from './plan-words.ts';
import { ReadingProgress } from './reading-progress.tsx';
import { useOpening } from './use-opening.ts';

/** Files that are being looked at, or wait for the person's word. */
export function IncomingPanel() {
  const incoming = useSessionState((state) => state.corpus.incoming);
  if (incoming === null) return null;
  switch (incoming.phase.kind) {
    case 'looking':
      return <Looking incoming={incoming} />;
    case 'failed':
      return <Failed incoming={incoming} />;
    case 'asking':
      return <Plan incoming={incoming} />;
  }
}

function Looking({ incoming: { name, urls, phase } }: { readonly incoming: Incoming }) {
  const session = useSession();
  const progress = phase.kind === 'looking' ? phase.progress : null;
  const fetching = progress?.step === 'fetch' || (progress === null && urls.length > 0);
  return (
    <ReadingProgress
      title={fetching ? `Fetching ${name} from ${hostsOf(urls)}` : `Looking at ${name}`}
      progress={progress}
      onCancel={() => {
        session.corpus.dropIncoming();
      }}
    />
  );
}

function Failed({ incoming: { name, phase } }: { readonly incoming: Incoming }) {
  const session = useSession();
  const opening = useOpening();
  if (phase.kind !== 'failed') return null;
  const { title, detail, action } = explainError(phase.error);
  return (
    <Notice
      tone="bad"
      title={`${name}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`}
      actions={
        <>
          <Button icon="retry" onClick={() => void opening(({ corpus }) => corpus.retryIncoming())}>
            Try again
          </Button>
          <Button
            kind="quiet"
            onClick={() => {
              session.corpus.dropIncoming();
            }}
          >
            Leave it
          </Button>
        </>
      }
    >
      <p>{detail}</p>
      <p>{action} What was open stays open.</p>
    </Notice>
  );
}

/** What was guessed, and what would be read: nothing is until the person says so. */
function Plan({ incoming }: { readonly incoming: Incoming }) {
  const session = useSession();
  const opening = useOpening();
  const { name, inspection, plan, phase } = incoming;
  const panel = useRef<HTMLDivElement>(null);
  const shown = inspection !== null;
  useEffect(() => {
    if (!shown) return;
    // It stands above what was pressed to get here.
    panel.current?.focus({ preventScroll: true });
    panel.current?.scrollIntoView({ block: 'start' });
  }, [shown]);
  if (inspection === null || plan === null || phase.kind !== 'asking') return null;
  const totals = planTotals(inspection, plan);
  const few = inspection.files.length <= FEW_FILES;
  const speaking = inspection.files.filter(
    ({ file, plan: of }) => speaks(of) && !plan.without.includes(file),
  );
  const declareAll = (language: LanguagePlan): void => {
    for (const { file, plan: seen } of speaking) {
      const of = plan.files[file] ?? seen;
      if (of !== null) void session.corpus.replan(file, { ...of, language });
    }
  };
  return (
    <div ref={panel} tabIndex={-1} className="scroll-mt-16 outline-none">
      <Panel
        title={`How to read ${name}`}
        aside={
          <span className="text-sm text-faint">
            {plural(inspection.files.length, 'file')}, nothing read yet
          </span>
        }
      >
        <ul className="mb-4 list-disc space-y-1 pl-5 text-sm">
          {inspection.ask.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <ul className="divide-y divide-line border-y border-line">
          {inspection.files.map((file) => (
            <li key={file.file}>
              <PlanFile
                seen={file}
                plan={plan.files[file.file] ?? file.plan}
                without={plan.without.includes(file.file)}
                busy={phase.replanning.includes(file.file)}
                open={few && (file.languageGuessed || file.alternatives.length > 0 || file.table !== null)}
                onDeclareAll={speaking.length > 1 ? declareAll : null}
              />
            </li>
          ))}
        </ul>
        {totals.passages > 0 && <PlanIntake intake={plan.intake} totals={totals} />}
        <div className="mt-5 flex flex-wrap items-center gap-2">
          <Button
            kind="primary"
            className="max-w-full text-left whitespace-normal!"
            disabled={totals.files === 0 || phase.replanning.length > 0}
            onClick={() => void opening(({ corpus }) => corpus.readIncoming())}
          >
            {readButtonWords(plan.intake, totals)}
          </Button>
          <Button
            kind="quiet"
            onClick={() => {
              session.corpus.dropIncoming();
            }}
          >
            Cancel
          </Button>
          <span className="text-sm text-faint">
            {totals.files === 0 ? 'Every file is left out.' : 'What is open stays open until then.'}
          </span>
        </div>
      </Panel>
    </div>
  );
}

/** So many files show all that is to be told of them at once. */
const FEW_FILES = 4;

/** `huggingface.co and raw.githubusercontent.com` */
function hostsOf(urls: readonly string[]): string {
  return [...new Set(urls.map((url) => new URL(url).host))].join(' and ');
}
