import type { ReactNode } from 'react';
import { useSessionState } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import { ARM_LETTERS } from '../../client/session/session-state.ts';
import { MAX_ARMS } from '../../client/view-state.ts';
import { shapeWords } from '../../domain/regimes/family.ts';
import { readRegime, REGIME_ABOUT, regimeLabel } from '../../domain/regimes/regime.ts';
import type { EncoderEntry } from '../../protocol/manifest.ts';
import { ArmBadge } from '../../ui/arm-badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { orderLanguages } from '../../ui/order-languages.ts';
import { addArm } from './edit-arms.ts';
import { Facts } from './facts.tsx';
import { MeasuredTable } from './measured-table.tsx';
import { TrainedLanguages } from './trained-languages.tsx';

/** The frame of a card that something can be chosen from as an arm. */
export function ChoiceCard({
  id,
  name,
  summary,
  recommended = false,
  children,
}: {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly recommended?: boolean;
  readonly children: ReactNode;
}) {
  const [{ arms }, change] = useViewState();
  const places = arms.flatMap((arm, place) => (arm.id === id ? [ARM_LETTERS[place] ?? ''] : []));
  const next = ARM_LETTERS[arms.length];
  return (
    <article aria-label={name} className="flex flex-col rounded-lg border border-line bg-panel p-4">
      <div className="mb-2 flex flex-wrap items-start justify-between gap-x-3 gap-y-2">
        <div>
          <h4 className="flex items-center gap-2 text-base font-semibold">
            {name}
            {places.map((letter) => (
              <ArmBadge key={letter} letter={letter} small />
            ))}
            {recommended && <span className="text-xs font-normal text-faint">recommended</span>}
          </h4>
          <code className="text-xs text-faint">{id}</code>
        </div>
        <Button
          small
          icon="plus"
          disabled={arms.length >= MAX_ARMS}
          title={arms.length >= MAX_ARMS ? 'Four arms is the most; remove one first' : undefined}
          onClick={() => {
            change({ arms: addArm(arms, id) });
          }}
        >
          {next === undefined ? 'Four arms are in use' : `Add as arm ${next}`}
        </Button>
      </div>
      <p className="max-w-[70ch] text-sm text-soft">{summary}</p>
      <div className="mt-3 space-y-4">{children}</div>
    </article>
  );
}

export function EncoderCard({
  encoder,
  recommended,
}: {
  readonly encoder: EncoderEntry;
  readonly recommended: boolean;
}) {
  const shard = useSessionState((state) => state.corpus.shard);
  const shardLanguages = orderLanguages((shard?.summary.languages ?? []).map(({ lang }) => lang));
  const { training } = encoder;
  const regime = readRegime(encoder.regime);
  return (
    <ChoiceCard id={encoder.id} name={encoder.name} summary={encoder.summary} recommended={recommended}>
      <Facts
        facts={[
          ['Shape', shapeWords(encoder.architecture).name.toLowerCase()],
          ['Size', formatBytes(encoder.bytes)],
          ['Dimensions', formatCount(encoder.dimensions)],
          ['Weights', encoder.dtype],
          ['Batches', regimeLabel(encoder.regime)],
          ['Pooling', encoder.pooling],
          ['Longest input', `${formatCount(encoder.maxTokens)} tokens`],
          ['Licence', encoder.licence],
        ]}
      />
      {regime !== null && (
        <p className="max-w-[70ch] text-xs text-soft">
          <span className="font-medium text-ink first-letter:uppercase">{regimeLabel(encoder.regime)}</span>:{' '}
          {REGIME_ABOUT[regime].explanation}
        </p>
      )}
      <TrainedLanguages trained={encoder.languages.trained} shardLanguages={shardLanguages} />
      <MeasuredTable measured={encoder.measured} of={encoder.name} />
      <Disclosure summary="How it was trained, and on what">
        <p className="max-w-[70ch]">{training.summary}</p>
        <Facts
          facts={[
            ['Architecture', encoder.architecture],
            ['Steps', formatCount(training.steps)],
            ['Batch', formatCount(training.batchSize)],
            ['α', String(training.alpha)],
            ['Temperature', String(training.temperature)],
            ['Seed', String(training.seed)],
            ['Time', `${training.minutes.toFixed(0)} min`],
            ['Revision', encoder.revision],
          ]}
        />
        <p className="my-1.5">
          <code className="text-xs [overflow-wrap:anywhere]">{training.command}</code>
        </p>
        <ul className="space-y-1 text-xs">
          {training.data.map((source) => (
            <li key={source.source}>
              <span className="font-medium text-ink">{source.source}</span>: {formatCount(source.rows)} rows,{' '}
              {source.licence}, <span className="[overflow-wrap:anywhere]">{source.home}</span>
            </li>
          ))}
        </ul>
      </Disclosure>
    </ChoiceCard>
  );
}
