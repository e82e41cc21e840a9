import { useDeferredValue } from 'react';
import { explainError } from '../../client/explain-error.ts';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import type { LabResult, LabState } from '../../client/session/lab-state.ts';
import type { TrainProgress } from '../../protocol/lab.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount, formatSeconds, plural } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useLabForm } from './lab-form.ts';
import { LiveCharts } from './live-charts.tsx';
import { LiveHeat } from './live-heat.tsx';
import { PutBeside } from './put-beside.tsx';
import { fullWords } from './recipe-words.ts';
import { resultChanges } from './results-export.ts';
import { RoundsTable } from './rounds-table.tsx';
import { discard, goOn, keep } from './run-jobs.ts';
import type { ShownMaps } from './shown-maps.ts';
import { mapsOfResult, mapsOfRun } from './shown-maps.ts';
import { verdict } from './verdict.ts';

/** The run that goes on, or the one before: how far it is, and what it does to the arm. */
export function RunPanel() {
  const [{ table }, change] = useViewState();
  const lab = useSessionState((state) => state.lab);
  const { progress: shown, maps, words } = shownOf(useDeferredValue(lab));
  return (
    <Panel
      title="Run"
      aside={
        shown !== null && (
          <Segmented
            legend="Show as"
            options={[
              { value: 'charts', label: 'charts' },
              { value: 'table', label: 'tables' },
            ]}
            value={table ? 'table' : 'charts'}
            onChange={(value) => {
              change({ table: value === 'table' });
            }}
          />
        )
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <State lab={lab} />
        {words !== undefined && shown !== null && <p className="text-sm text-soft">{words}</p>}
        {shown !== null && <Pictures progress={shown} maps={maps} table={table} />}
      </div>
    </Panel>
  );
}

/** A run's own curves and maps while there is one, else those of the newest result. */
function shownOf({ phase, progress, recipe, opened, results }: LabState) {
  const running = phase === 'training' || phase === 'stopped' || phase === 'measuring';
  const last = results.at(-1);
  if (!running && last !== undefined) {
    return { progress: last.output.history, maps: mapsOfResult(last), words: fullWords(last.recipe) };
  }
  return {
    progress,
    maps: progress === null || opened === null ? null : mapsOfRun(progress, opened.before.bias),
    words: running && recipe !== null ? fullWords(recipe) : undefined,
  };
}

function Pictures({
  progress,
  maps,
  table,
}: {
  readonly progress: TrainProgress;
  readonly maps: ShownMaps | null;
  readonly table: boolean;
}) {
  return (
    <>
      {progress.steps.length > 0 || progress.points.length > 0 ? (
        <LiveCharts progress={progress} table={table} />
      ) : (
        <p className="text-sm text-faint">The first figures come after a few steps.</p>
      )}
      {progress.rounds.length > 0 && <RoundsTable progress={progress} />}
      {maps !== null && <LiveHeat shown={maps} table={table} />}
    </>
  );
}

function State({ lab }: { readonly lab: LabState }) {
  const session = useSession();
  const waiting = useLabForm((form) => form.waiting);
  const { phase, progress, error, results } = lab;
  const newest = results.at(-1);
  const stoppedAt =
    progress === null ? '' : ` after ${plural(progress.done, 'step')} of ${formatCount(progress.total)}`;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {phase === 'training' && (
        <>
          <TrainingBar progress={progress} />
          <div>
            <Button
              icon="stop"
              onClick={() => {
                session.lab.stop();
              }}
            >
              Stop
            </Button>
          </div>
        </>
      )}
      {phase === 'measuring' && (
        <div role="status">
          <p className="mb-1.5 text-sm text-soft">Measuring on all held-out questions</p>
          <Progress label="Measuring" value={null} />
        </div>
      )}
      {phase === 'stopped' && (
        <Notice
          title={`Stopped${stoppedAt}; nothing is lost.`}
          actions={
            <>
              <Button kind="primary" icon="play" onClick={() => void goOn(session)}>
                Go on
              </Button>
              <Button icon="tick" onClick={() => void keep(session)}>
                Keep as it is
              </Button>
              <Button
                kind="quiet"
                onClick={() => {
                  discard(session);
                }}
              >
                Let it go
              </Button>
            </>
          }
        />
      )}
      {error !== null && error.code !== 'arm-file-invalid' && lab.opened !== null && (
        <div role="alert">
          <Notice tone="bad" title={explainError(error).title}>
            <p>{error.message}</p>
            <p>What was made before is kept.</p>
          </Notice>
        </div>
      )}
      {waiting.length > 0 && (phase === 'training' || phase === 'stopped' || phase === 'measuring') && (
        <p className="text-sm text-soft">Then: {waiting.map(({ name }) => name).join('; ')}.</p>
      )}
      {phase === 'ready' && newest !== undefined && <Ended result={newest} />}
      {newest === undefined && (phase === 'ready' || phase === 'closed') && progress === null && (
        <p className="text-sm text-soft">
          Nothing has been trained yet. Loss, held-out figures and the map of languages are drawn here while a
          recipe runs.
        </p>
      )}
    </div>
  );
}

/** How the newest run ended, what it did to the figures, and the two ways on: beside the others, or undone. */
function Ended({ result }: { readonly result: LabResult }) {
  const session = useSession();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <div role="status">
        <p className="text-sm text-soft">
          {result.name}: {endWords(result.output)}
        </p>
        <p className="text-base font-medium">{verdict(resultChanges(result)).words}</p>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <PutBeside id={result.id} name={result.name} />
        <Button
          small
          icon="undo"
          onClick={() => {
            session.lab.undo();
          }}
        >
          Undo
        </Button>
      </div>
    </div>
  );
}

function endWords({
  ended,
  seconds,
  history: { done },
}: {
  readonly ended: 'finished' | 'stopped' | 'not-finite';
  readonly seconds: number;
  readonly history: TrainProgress;
}): string {
  const steps = `${plural(done, 'step')} in ${formatSeconds(seconds)}`;
  if (ended === 'finished') return `finished, ${steps}.`;
  if (ended === 'stopped') return `kept as it was after ${steps}.`;
  return `ended after ${steps}, because the loss was no number any more. The last good adapter was kept; a lower learning rate helps.`;
}

function TrainingBar({ progress }: { readonly progress: TrainProgress | null }) {
  if (progress === null) {
    return (
      <div>
        <p className="mb-1.5 text-sm text-soft">Starting</p>
        <Progress label="Training" value={null} />
      </div>
    );
  }
  const { done, total, perSecond, secondsLeft, phase, epoch } = progress;
  return (
    <div>
      <p className="mb-1.5 flex flex-wrap gap-x-3 text-sm text-soft tabular-nums">
        <span className="font-medium text-ink">{phase}</span>
        <span>
          {formatCount(done)} of {plural(total, 'step')}
        </span>
        <span>epoch {epoch}</span>
        {perSecond > 0 && (
          <span>{perSecond >= 10 ? formatCount(perSecond) : perSecond.toFixed(1)} steps/s</span>
        )}
        {Number.isFinite(secondsLeft) && <span>{formatSeconds(secondsLeft)} left</span>}
      </p>
      <Progress label="Training" value={total === 0 ? null : done / total} />
    </div>
  );
}
