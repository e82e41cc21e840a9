import { useId } from 'react';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import type { LanguageCode } from '../../domain/corpus/types.ts';
import type { SweepInput, SweepProgress } from '../../protocol/lab.ts';
import { Button } from '../../ui/button.tsx';
import { formatSeconds, plural } from '../../ui/format.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { orderLanguages } from '../../ui/order-languages.ts';
import { Panel } from '../../ui/panel.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { fitRecipe } from './draft-recipes.ts';
import { useDraft, useLabForm } from './lab-form.ts';
import { SweepCharts } from './sweep-charts.tsx';
import { alphaValues, readOrder, sweptWords } from './sweep-rows.ts';
import { useBenchObstacle, useBusy } from './use-bench.ts';

/** Trains once for each value of a setting, and draws what comes of it. */
export function SweepPanel() {
  const [{ table }] = useViewState();
  const { sweep, phase, opened } = useSessionState((state) => state.lab);
  if (opened === null) return null;
  return (
    <Panel
      title="Sweep"
      aside={<p className="text-xs text-faint">batch strategies, trained anew for each value</p>}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <SweepForm languages={opened.languages} />
        {sweep !== null && (
          <>
            {phase === 'sweeping' && <SweepBar progress={sweep.progress} />}
            {phase !== 'sweeping' && !sweep.done && (
              <p className="text-sm text-soft">
                {sweep.progress.runsDone === 0
                  ? 'Stopped before the first run was measured.'
                  : `Stopped after ${String(sweep.progress.runsDone)} of ${plural(sweep.progress.runs, 'run')}; the values that were complete stand.`}
              </p>
            )}
            {sweep.progress.points.length > 0 && (
              <SweepCharts
                input={sweep.input}
                points={sweep.progress.points}
                before={opened.before}
                table={table}
              />
            )}
          </>
        )}
      </div>
    </Panel>
  );
}

function SweepForm({ languages }: { readonly languages: readonly LanguageCode[] }) {
  const session = useSession();
  const sweep = useLabForm((form) => form.sweep);
  const change = useLabForm((form) => form.change);
  const [draft] = useDraft('hybrid');
  const busy = useBusy();
  const obstacle = useBenchObstacle();
  const id = useId();
  const usual = orderLanguages(languages).join(' ');
  const { order, unknown } = readOrder(sweep.order.trim() === '' ? usual : sweep.order, languages);
  const recipe = fitRecipe(draft, { languages, answers: false });
  const over: SweepInput['over'] =
    sweep.over === 'alpha'
      ? { kind: 'alpha', values: alphaValues(sweep.step) }
      : { kind: 'languages', order, counts: order.map((_, index) => index + 1) };
  const runs = (over.kind === 'alpha' ? over.values.length : over.counts.length) * sweep.seeds;
  const set = (part: Partial<typeof sweep>): void => {
    change({ sweep: { ...sweep, ...part } });
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <Segmented
          legend="Over"
          options={[
            { value: 'alpha', label: 'α' },
            { value: 'languages', label: 'number of languages' },
          ]}
          value={sweep.over}
          onChange={(value) => {
            set({ over: value });
          }}
        />
        {sweep.over === 'alpha' && (
          <Select
            label="Step"
            value={String(sweep.step)}
            options={[0.1, 0.2, 0.25, 0.5].map((step) => ({
              value: String(step),
              label: `${String(step)} · ${plural(alphaValues(step).length, 'value')}`,
            }))}
            onChange={(value) => {
              set({ step: Number(value) });
            }}
          />
        )}
        <NumberField
          label="Seeds for each"
          value={sweep.seeds}
          min={1}
          max={10}
          onChange={(seeds) => {
            set({ seeds });
          }}
        />
      </div>
      {sweep.over === 'languages' && (
        <div className="text-sm">
          <label htmlFor={id} className="text-faint">
            Languages in the order in which they are added; those left out are never trained on
          </label>
          <input
            id={id}
            type="text"
            autoComplete="off"
            spellCheck={false}
            value={sweep.order === '' ? usual : sweep.order}
            aria-invalid={unknown.length > 0}
            aria-describedby={`${id}-note`}
            onChange={({ target }) => {
              set({ order: target.value });
            }}
            className="mt-1 block min-h-8 w-full max-w-xl rounded-md border border-line bg-panel px-2 font-medium hover:border-line-strong aria-invalid:border-bad-line"
          />
          <p
            id={`${id}-note`}
            className={unknown.length > 0 ? 'mt-1 text-xs text-bad' : 'mt-1 text-xs text-faint'}
          >
            {unknown.length > 0
              ? `Not in this shard: ${unknown.join(', ')}.`
              : `${plural(order.length, 'language')} of ${String(languages.length)}.`}
          </p>
        </div>
      )}
      <div>
        <Button
          kind="primary"
          icon="play"
          disabled={busy || obstacle !== null || order.length === 0}
          onClick={() => {
            const seeds = Array.from({ length: sweep.seeds }, (_, index) => index + 1);
            void session.lab.sweep({ recipe, over, seeds });
          }}
        >
          {sweep.over === 'alpha' ? 'Sweep over α' : 'Sweep over the languages'}
        </Button>
        <p className="mt-1.5 text-xs text-faint">
          {obstacle !== null && `${obstacle} `}
          {plural(runs, 'run')} of batch strategies: {sweptWords(recipe, sweep.over)}. The settings are those
          of recipe 1.
        </p>
      </div>
    </div>
  );
}

function SweepBar({
  progress: { done, total, runsDone, runs, secondsLeft },
}: {
  readonly progress: SweepProgress;
}) {
  const session = useSession();
  return (
    <div>
      <p className="mb-1.5 text-sm text-soft tabular-nums">
        {runs === 0 ? 'Starting' : `${String(runsDone)} of ${plural(runs, 'run')} done`}
        {Number.isFinite(secondsLeft) && done > 0 && ` · ${formatSeconds(secondsLeft)} left`}
      </p>
      <Progress label="Sweep" value={total === 0 ? null : done / total} />
      <Button
        className="mt-2"
        icon="stop"
        onClick={() => {
          session.lab.stop();
        }}
      >
        Stop the sweep
      </Button>
    </div>
  );
}
