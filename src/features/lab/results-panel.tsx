import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import type { LabResult } from '../../client/session/lab-state.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { ExportMenu } from '../../ui/export/export-menu.tsx';
import { formatDifference, formatFigure } from '../../ui/format-figure.ts';
import { Panel } from '../../ui/panel.tsx';
import { labFigures } from '../../domain/lab/lab-figures.ts';
import { isTrained } from './draft-recipes.ts';
import { ExportArm } from './export-arm.tsx';
import { PutBeside } from './put-beside.tsx';
import { fullWords } from './recipe-words.ts';
import { resultChanges, resultsTable } from './results-export.ts';
import { sameSplit } from './split-words.ts';
import type { Change } from './verdict.ts';
import { FIGURE_KEYS, FIGURE_TITLES, FIGURE_WORDS } from '../../domain/regimes/figures.ts';
import { changesOf, direction, verdict } from './verdict.ts';

/** What was made on this visit, newest first, each judged by the same held-out questions. */
export function ResultsPanel() {
  const results = useSessionState((state) => state.lab.results);
  if (results.length === 0) return null;
  const newestFirst = results.toReversed();
  return (
    <Panel
      title="Results of this visit"
      aside={
        <div className="flex items-center gap-3">
          <p className="text-xs text-faint">before → after on the held-out questions</p>
          <ExportMenu
            name="the results"
            figure={{ file: ['lab', 'results'], table: () => resultsTable(results) }}
          />
        </div>
      }
    >
      <ul className="divide-y divide-line">
        {newestFirst.map((result, index) => (
          <li key={result.id} className="py-4 first:pt-0 last:pb-0">
            <Result result={result} newest={index === 0} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Result({ result, newest }: { readonly result: LabResult; readonly newest: boolean }) {
  const session = useSession();
  const busy = useSessionState(({ lab: { phase } }) => phase !== 'ready');
  const changes = resultChanges(result);
  const { kind, words } = verdict(changes);
  const seeds = result.output.perSeed.length;
  return (
    <article aria-label={result.name} className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <header>
        <h3 className="text-base font-semibold [overflow-wrap:anywhere]">{result.name}</h3>
        <p className="text-sm text-faint">
          {fullWords(result.recipe)} · made from {result.base}
          <OtherQuestions result={result} />
        </p>
      </header>
      <p
        className={classNames(
          'border-l-2 pl-3 text-base',
          kind === 'helped' ? 'border-(--under)' : kind === 'unknown' ? 'border-line' : 'border-(--over)',
        )}
      >
        {words}
      </p>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 lg:grid-cols-4">
        {FIGURE_KEYS.map((key) => {
          const change = changes.find((one) => one.key === key);
          return change && <Figure key={key} change={change} />;
        })}
      </dl>
      <WithXqg result={result} />
      {isTrained(result.recipe) && (
        <p className="text-xs text-faint">
          {seeds > 1
            ? `Changes are means over ${String(seeds)} seeds with a 95 % interval; the arm is that of the first seed.`
            : 'One seed: several would say how much of this is chance.'}
        </p>
      )}
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <PutBeside id={result.id} name={result.name} />
        <ExportArm id={result.id} name={result.name} />
        {newest && (
          <Button
            small
            kind="quiet"
            icon="undo"
            disabled={busy}
            aria-label={`Take ${result.name} away`}
            onClick={() => {
              session.lab.undo();
            }}
          >
            Take away
          </Button>
        )}
      </div>
    </article>
  );
}

function Figure({ change }: { readonly change: Change }) {
  const { key, before, after, margin } = change;
  const digits = key === 'rankDistance' ? 1 : 3;
  const way = direction(change);
  return (
    <div>
      <dt className="text-xs text-faint">{FIGURE_TITLES[key]}</dt>
      <dd className="tabular-nums">
        <span className="text-soft">
          {formatFigure(before, digits)} <span aria-label="to">→</span>{' '}
        </span>
        <strong className="text-base">{formatFigure(after, digits)}</strong>
        <span
          className={classNames(
            'block text-sm font-medium',
            way === 'better' ? 'text-(--under-text)' : way === 'worse' ? 'text-(--over-text)' : 'text-faint',
          )}
        >
          {change.change === null ? 'not judged' : formatDifference(change.change, digits)}
          {margin !== null && ` ± ${margin.toFixed(digits)}`}
        </span>
      </dd>
    </div>
  );
}

/** What xQG adds on top of the recipe, where it was measured. */
function WithXqg({ result: { output } }: { readonly result: LabResult }) {
  if (output.withXqg === null) return null;
  const changes = changesOf(labFigures(output.report), labFigures(output.withXqg), []);
  const words = changes.map(
    ({ key, after, change }) =>
      `${FIGURE_WORDS[key]} ${formatFigure(after, key === 'rankDistance' ? 1 : 3)} (${
        change === null ? 'not judged' : formatDifference(change, key === 'rankDistance' ? 1 : 3)
      })`,
  );
  return (
    <p className="text-sm text-soft">
      <span className="font-medium text-ink">With xQG on top:</span> {words.join(', ')}.
    </p>
  );
}

/** Results of another shard or split were judged by other questions: they stand here, but not beside the others. */
function OtherQuestions({ result }: { readonly result: LabResult }) {
  const choice = useSessionState((state) => state.lab.opened?.split.choice ?? null);
  const shardHash = useSessionState((state) => state.lab.shardHash);
  const own = result.output.arm.summary.training.at(-1);
  if (own === undefined) return null;
  const { split } = own;
  const what =
    shardHash !== null && own.shardHash !== shardHash
      ? 'another shard'
      : choice !== null && !sameSplit(choice, split)
        ? `another split (seed ${String(split.seed)}, ${String(Math.round(100 * split.heldOut))} % held out)`
        : null;
  return what !== null && <span className="text-(--over-text)"> · {what}: judged by other questions</span>;
}
