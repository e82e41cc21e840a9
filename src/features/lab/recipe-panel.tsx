import { useId } from 'react';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import { askedFusion } from '../../client/asked-fusion.ts';
import { useViewState } from '../../client/react/view-state-context.tsx';
import type { Recipe } from '../../domain/lab/recipe.ts';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../ui/format.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { fitRecipe, isTrained, withoutAlignment } from './draft-recipes.ts';
import type { Job } from './lab-form.ts';
import { kindOf, useDraft, useLabForm } from './lab-form.ts';
import { QuerySide } from './query-side.tsx';
import { RecipeAbout } from './recipe-about.tsx';
import { RecipeChooser } from './recipe-chooser.tsx';
import { ControlSettings, OwnSettings } from './recipe-settings.tsx';
import { suggestName } from './recipe-words.ts';
import { runJobs } from './run-jobs.ts';
import { TrainingSettings } from './training-settings.tsx';
import { useBenchObstacle, useBusy } from './use-bench.ts';
import { ViewWeights } from './view-weights.tsx';

/** What is done to the arm on the bench. */
export function RecipePanel() {
  const choice = useLabForm((form) => form.choice);
  const control = useLabForm((form) => form.control);
  const change = useLabForm((form) => form.change);
  const kind = kindOf(choice, control);
  return (
    <Panel title="Recipe">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <RecipeChooser
          choice={choice}
          onChoose={(next) => {
            change({ choice: next, name: '' });
          }}
        />
        <hr className="border-line" />
        <RecipeAbout choice={choice} control={control} />
        {choice === 'query' && <QuerySide />}
        {choice === 'views' && <ViewWeights />}
        {kind !== null && <TrainForm key={kind} kind={kind} />}
      </div>
    </Panel>
  );
}

function TrainForm({ kind }: { readonly kind: Recipe['kind'] }) {
  const session = useSession();
  const { opened, base, phase } = useSessionState((state) => state.lab);
  const form = useLabForm();
  const [draft] = useDraft(kind);
  const [{ fusion: chosen }] = useViewState();
  const fusible = askedFusion(
    chosen,
    useSessionState((state) => state.corpus.shard?.summary ?? null),
  );
  const fusion = form.withXqg ? fusible : null;
  const busy = useBusy();
  const shard = { languages: opened?.languages ?? [], answers: opened?.answers ?? false };
  const recipe: Recipe = fitRecipe<Recipe>(draft, shard);
  const trained = isTrained(recipe);
  const suggested = suggestName(base?.name ?? '', recipe);
  const count = trained ? form.seeds.count : 1;
  const seeds = Array.from({ length: count }, (_, index) => form.seeds.first + index);
  const jobs: Job[] = [
    { recipe, seeds, fusion, name: form.name.trim() === '' ? suggested : form.name.trim() },
  ];
  if (recipe.kind === 'align' && form.compare) {
    const plain = withoutAlignment(recipe);
    jobs.push({
      recipe: plain,
      seeds,
      fusion,
      name: `${suggestName(base?.name ?? '', plain)}, not aligned`.slice(0, 120),
    });
  }
  const obstacle = useBenchObstacle();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {kind === 'hybrid' ||
      kind === 'align' ||
      kind === 'distil' ||
      kind === 'transport' ||
      kind === 'self-train' ? (
        <>
          <OwnSettings kind={kind} {...shard} />
          <TrainingSettings kind={kind} />
          <Seeds />
        </>
      ) : (
        <ControlSettings languages={shard.languages} />
      )}
      <NameField suggested={suggested} />
      {fusible !== null && (
        <label className="flex items-start gap-2 text-sm">
          <input
            type="checkbox"
            className="mt-1 size-3.5 accent-(--action)"
            checked={form.withXqg}
            onChange={({ target }) => {
              form.change({ withXqg: target.checked });
            }}
          />
          <span>
            Measure with generated queries fused in as well
            <span className="block text-xs text-faint">
              What xQG still wins after this recipe, with the weight that the xQG view has (α ={' '}
              {String(fusible.alpha)}).
            </span>
          </span>
        </label>
      )}
      <div>
        <Button
          kind="primary"
          icon="play"
          disabled={busy || obstacle !== null}
          onClick={() => void runJobs(session, jobs)}
        >
          {buttonWords(trained, jobs.length, count)}
        </Button>
        <p className="mt-1.5 text-xs text-faint">
          {obstacle !== null
            ? obstacle
            : phase === 'stopped'
              ? 'The run that was stopped is let go when another one starts.'
              : 'The adapter stays in this browser; it is no part of the encoder.'}
        </p>
      </div>
    </div>
  );
}

function buttonWords(trained: boolean, jobs: number, seeds: number): string {
  if (!trained) return 'Fit and measure';
  const times = seeds === 1 ? '' : ` with ${plural(seeds, 'seed')}`;
  return jobs === 1 ? `Train${times}` : `Train${times}, then again without alignment`;
}

function Seeds() {
  const seeds = useLabForm((form) => form.seeds);
  const change = useLabForm((form) => form.change);
  return (
    <div>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <NumberField
          label="Seeds"
          value={seeds.count}
          min={1}
          max={10}
          onChange={(count) => {
            change({ seeds: { ...seeds, count } });
          }}
        />
        <NumberField
          label="First seed"
          value={seeds.first}
          min={0}
          max={1_000_000}
          onChange={(first) => {
            change({ seeds: { ...seeds, first } });
          }}
        />
      </div>
      <p className="mt-1 text-xs text-faint">
        The first one makes the arm; the others say how much chance there is in its figures.
      </p>
    </div>
  );
}

function NameField({ suggested }: { readonly suggested: string }) {
  const id = useId();
  const name = useLabForm((form) => form.name);
  const change = useLabForm((form) => form.change);
  return (
    <div className="text-sm">
      <label htmlFor={id} className="text-faint">
        Name of the new arm
      </label>
      <input
        id={id}
        type="text"
        maxLength={120}
        value={name}
        placeholder={suggested}
        onChange={({ target }) => {
          change({ name: target.value });
        }}
        className="mt-1 block min-h-8 w-full rounded-md border border-line bg-panel px-2 placeholder:text-faint hover:border-line-strong"
      />
    </div>
  );
}
