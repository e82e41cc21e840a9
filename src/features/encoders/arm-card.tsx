import { useSessionState } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import type { ArmState, Placement } from '../../client/session/session-state.ts';
import type { ArmSpec } from '../../client/view-state.ts';
import { RECIPE_NAMES } from '../../domain/lab/recipe-names.ts';
import { isLabId } from '../../protocol/lab-arm.ts';
import { isRunId } from '../../protocol/lexical.ts';
import { ArmBadge } from '../../ui/arm-badge.tsx';
import { IconButton } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { moveArm, placeArm, removeArm } from './edit-arms.ts';
import { ExportRun } from './export-run.tsx';
import { IndexState } from './index-state.tsx';

/** One arm: what it is, where it runs and why, and its index. */
export function ArmCard({ arm, place }: { readonly arm: ArmState; readonly place: number }) {
  const [{ arms }, change] = useViewState();
  const { letter, name, encoder, placement, notice } = arm;
  return (
    <section
      aria-label={`Arm ${letter}, ${name}`}
      data-arm={letter}
      className="flex flex-col gap-3 rounded-lg border border-line border-t-4 border-t-arm bg-panel p-4"
    >
      <div className="flex items-start gap-2">
        <ArmBadge letter={letter} />
        <div className="min-w-0 flex-1">
          <h3 className="text-base leading-5 font-semibold [overflow-wrap:anywhere]">{name}</h3>
          <p className="text-xs text-faint">
            {encoder !== null
              ? `${encoder.regime} · ${encoder.dtype} · ${encoder.dimensions}-d`
              : isRunId(arm.spec.id)
                ? 'a run of another system'
                : isLabId(arm.spec.id)
                  ? 'an arm of the Lab'
                  : 'lexical, no vectors'}
          </p>
          {arm.lab !== null && encoder !== null && (
            <p className="text-xs text-faint">
              {`Made in the Lab on ${encoder.name}: ${recipesOf(arm.lab)}.`}
            </p>
          )}
        </div>
        <div className="-mt-1 -mr-2 flex">
          <IconButton
            icon="left"
            label={`Move arm ${letter} to the left`}
            disabled={place === 0}
            onClick={() => {
              change({ arms: moveArm(arms, place, -1) });
            }}
          />
          <IconButton
            icon="right"
            label={`Move arm ${letter} to the right`}
            disabled={place >= arms.length - 1}
            onClick={() => {
              change({ arms: moveArm(arms, place, 1) });
            }}
          />
          <IconButton
            icon="close"
            label={`Remove arm ${letter}`}
            disabled={arms.length <= 1}
            onClick={() => {
              change({ arms: removeArm(arms, place) });
            }}
          />
        </div>
      </div>
      {encoder === null ? (
        <p className="text-sm text-soft">
          {isLabId(arm.spec.id)
            ? 'Its file says on which encoder it stands.'
            : isRunId(arm.spec.id)
              ? 'Ranks the corpus’s queries as the file does; it cannot answer others.'
              : 'Counts words in a worker of its own; there is no device to choose.'}
        </p>
      ) : (
        <DeviceChoice
          spec={arm.spec}
          placement={placement}
          onChange={(device) => {
            change({ arms: placeArm(arms, place, device) });
          }}
        />
      )}
      {notice !== null && <Notice title={notice} />}
      <div className="mt-auto space-y-2">
        <IndexState arm={arm} />
        {arm.phase.kind === 'indexed' && <ExportRun arm={arm} />}
      </div>
    </section>
  );
}

/** What was done, first to last. */
function recipesOf({ training, query, scoring }: NonNullable<ArmState['lab']>): string {
  const parts = [
    ...training.map(({ recipe }) => RECIPE_NAMES[recipe.kind].toLowerCase()),
    ...(query === null ? [] : ['changed queries']),
    ...(scoring === null ? [] : ['changed scores']),
  ];
  return parts.length === 0 ? 'nothing changed' : parts.join(', then ');
}

function DeviceChoice({
  spec,
  placement,
  onChange,
}: {
  readonly spec: ArmSpec;
  readonly placement: Placement | null;
  readonly onChange: (device: ArmSpec['device']) => void;
}) {
  const capabilities = useSessionState((state) => state.capabilities);
  const noGpu = capabilities.webgpu === null;
  return (
    <div className="space-y-1.5 text-sm">
      <Segmented
        legend="Device"
        hideLegend
        value={spec.device}
        onChange={onChange}
        options={[
          { value: 'auto', label: 'Auto', title: 'Measure both, keep the faster one' },
          { value: 'wasm', label: 'WASM', title: 'On the processor' },
          {
            value: 'webgpu',
            label: 'WebGPU',
            title: noGpu ? capabilities.webgpuReason : 'On the GPU',
            disabled: noGpu,
          },
        ]}
      />
      {placement !== null && (
        <>
          <p className="text-soft">{placement.reason}</p>
          <dl className="flex flex-wrap gap-x-4 text-xs tabular-nums text-faint">
            {DEVICES.map(({ device, label }) => {
              const rate = placement.textsPerSecond[device];
              return rate === null ? null : (
                <div key={device} className="flex gap-1">
                  <dt>{label}</dt>
                  <dd className="text-soft">{formatCount(rate)} texts/s</dd>
                </div>
              );
            })}
            {placement.cosine !== null && (
              <div
                className="flex gap-1"
                title="Lowest cosine between the two devices’ vectors of the same texts"
              >
                <dt>agreement</dt>
                <dd className="text-soft">cosine {placement.cosine.toFixed(4)}</dd>
              </div>
            )}
          </dl>
        </>
      )}
    </div>
  );
}

const DEVICES = [
  { device: 'wasm', label: 'WASM' },
  { device: 'webgpu', label: 'WebGPU' },
] as const;
