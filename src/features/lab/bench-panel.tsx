import { explainError } from '../../client/explain-error.ts';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import type { ArmState } from '../../client/session/session-state.ts';
import { labFigures } from '../../domain/lab/lab-figures.ts';
import type { SplitChoice } from '../../domain/lab/split.ts';
import type { LabOpenOutput } from '../../protocol/lab.ts';
import { ArmBadge } from '../../ui/arm-badge.tsx';
import { Button } from '../../ui/button.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Progress } from '../../ui/progress.tsx';
import { ArmPicker } from './arm-picker.tsx';
import { FigureStrip } from './figure-strip.tsx';
import { useLabForm } from './lab-form.ts';
import { halfWords, missingHalf, sameSplit, splitWords } from './split-words.ts';
import { useBenchArms, useBusy } from './use-bench.ts';

/** What is trained on, what is held out, and how the arm does before anything is trained. */
export function BenchPanel() {
  const session = useSession();
  const lab = useSessionState((state) => state.lab);
  const { arms, chosen } = useBenchArms();
  const split = useLabForm((form) => form.split);
  const change = useLabForm((form) => form.change);
  const busy = useBusy();
  if (chosen === null) return <NothingIndexed />;
  const { opened, phase } = lab;
  const stands = opened !== null && lab.base?.id === chosen.spec.id;
  const asChosen = stands && sameSplit(opened.split.choice, split);
  return (
    <Panel title="Bench" aside={<p className="text-xs text-faint">what is trained on, and what judges it</p>}>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <ArmPicker
          arms={arms}
          chosen={chosen.letter}
          disabled={busy}
          onChoose={(letter) => {
            change({ letter });
          }}
        />
        <SplitFields
          split={split}
          onChange={(next) => {
            change({ split: next });
          }}
        />
        {(!asChosen || phase === 'failed') && phase !== 'opening' && (
          <Button kind="primary" disabled={busy} onClick={() => void session.lab.open(chosen.letter, split)}>
            {opened === null ? `Measure ${chosen.letter} and split` : openWords(stands, asChosen, chosen)}
          </Button>
        )}
      </div>
      <div className="mt-4 space-y-4">
        {phase === 'opening' && <Opening arm={chosen} />}
        {phase === 'failed' && lab.error !== null && opened === null && (
          <Notice tone="bad" title={explainError(lab.error).title}>
            <p>{lab.error.message}</p>
            <p>Results and arms that were made before are kept.</p>
          </Notice>
        )}
        {lab.notice !== null && <Notice title={lab.notice} />}
        {opened !== null && phase !== 'opening' && <Opened opened={opened} base={lab.base?.name ?? ''} />}
      </div>
    </Panel>
  );
}

function openWords(sameArm: boolean, sameChoice: boolean, { letter }: ArmState): string {
  if (sameChoice) return 'Open the bench again';
  return sameArm ? 'Split anew' : `Take ${letter} instead`;
}

function SplitFields({
  split,
  onChange,
}: {
  readonly split: SplitChoice;
  readonly onChange: (split: SplitChoice) => void;
}) {
  return (
    <fieldset className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <legend className="sr-only">Split</legend>
      <NumberField
        label="Held out, %"
        value={Math.round(100 * split.heldOut)}
        min={10}
        max={90}
        onChange={(percent) => {
          onChange({ ...split, heldOut: percent / 100 });
        }}
      />
      <NumberField
        label="Seed of the split"
        value={split.seed}
        min={0}
        max={1_000_000}
        onChange={(seed) => {
          onChange({ ...split, seed });
        }}
      />
    </fieldset>
  );
}

function Opening({ arm }: { readonly arm: ArmState }) {
  return (
    <div className="max-w-md" role="status" data-arm={arm.letter}>
      <p className="mb-1.5 text-sm text-soft">
        Taking {arm.name} on the bench and measuring it on the held-out questions
      </p>
      <Progress label={`Measuring ${arm.name}`} value={null} />
    </div>
  );
}

function Opened({ opened, base }: { readonly opened: LabOpenOutput; readonly base: string }) {
  const missing = missingHalf(opened);
  const [by, guard] = splitWords(opened);
  return (
    <>
      <div className="grid gap-x-8 gap-y-4 xl:grid-cols-2">
        <div>
          <SplitBar opened={opened} />
          <p className="mt-2 text-sm text-soft">{by}</p>
          <p className="text-sm text-soft">{guard}</p>
        </div>
        <FigureStrip
          title={`${base} before any training, on the held-out questions`}
          figures={labFigures(opened.before)}
        />
      </div>
      {missing !== null && (
        <Notice tone="bad" title="This split cannot be trained on">
          <p>{missing}</p>
        </Notice>
      )}
    </>
  );
}

/** Both halves as lengths, by passages. */
function SplitBar({ opened: { training, heldOut } }: { readonly opened: LabOpenOutput }) {
  const share = heldOut.passages / Math.max(1, training.passages + heldOut.passages);
  const part = 'min-w-24 rounded-[4px] px-2 py-1.5 text-xs';
  return (
    <div className="flex gap-0.5 tabular-nums">
      <div className={`${part} bg-sunken`} style={{ flexGrow: 1 - share, flexBasis: 0 }}>
        <p className="font-semibold">To train on</p>
        <p className="text-soft">{halfWords(training)}</p>
      </div>
      <div
        className={`${part} bg-hover ring-1 ring-line-strong ring-inset`}
        style={{ flexGrow: share, flexBasis: 0 }}
      >
        <p className="font-semibold">Held out ({formatPercent(share)})</p>
        <p className="text-soft">{halfWords(heldOut)}</p>
      </div>
    </div>
  );
}

function NothingIndexed() {
  const arms = useSessionState((state) => state.arms);
  const encoders = arms.filter(({ encoder }) => encoder !== null);
  const working = encoders.find(({ phase }) => phase.kind === 'indexing' || phase.kind === 'opening');
  return (
    <Notice title="The Lab trains on the vectors of an indexed encoder">
      {encoders.length === 0 ? (
        <p>No arm is an encoder: BM25 and imported runs have no vectors. Choose one under Encoders.</p>
      ) : working === undefined ? (
        <p>
          None is indexed yet: index one of{' '}
          {encoders.map(({ letter, name }) => (
            <span key={letter} className="mr-2 inline-flex items-center gap-1">
              <ArmBadge letter={letter} small /> {name}
            </span>
          ))}
          under Encoders.
        </p>
      ) : (
        <p>
          It opens by itself as soon as {working.letter} is indexed
          {working.phase.kind === 'indexing' && working.phase.progress !== null
            ? `: ${formatCount(working.phase.progress.done)} of ${formatCount(working.phase.progress.total)} texts`
            : ''}
          .
        </p>
      )}
    </Notice>
  );
}
