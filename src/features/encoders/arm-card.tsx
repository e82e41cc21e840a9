import { useSessionState } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import { ownEncoderOf } from '../../client/session/known-encoders.ts';
import type { ArmState, Placement } from '../../client/session/session-state.ts';
import type { ArmSpec } from '../../client/view-state.ts';
import { RECIPE_NAMES } from '../../domain/lab/recipe-names.ts';
import { regimeLabel } from '../../domain/regimes/regime.ts';
import { isOwnId } from '../../protocol/encoder.ts';
import { isLabId } from '../../protocol/lab-arm.ts';
import { isRunId } from '../../protocol/lexical.ts';
import { ArmBadge } from '../../ui/arm-badge.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { formatBytes, formatCount, plural } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { FileTable } from './add/file-list.tsx';
import { ArmVectors } from './arm-vectors.tsx';
import { moveArm, placeArm, removeArm } from './edit-arms.ts';
import { ExportRun } from './export-run.tsx';
import { IndexState } from './index-state.tsx';
import { NeededModel } from './needed-model.tsx';

/** One arm: what it is, where it runs and why, and its index. */
export function ArmCard({ arm, place }: { readonly arm: ArmState; readonly place: number }) {
  const [{ arms }, change] = useViewState();
  const { letter, name, encoder, placement, notice } = arm;
  const shipped = useSessionState((state) => state.manifest?.encoders.find(({ id }) => id === encoder?.id));
  const own = useSessionState(({ encoders, labArms }) => {
    const id = ownEncoderOf(arm.spec, labArms);
    return encoders.find((one) => one.id === id);
  });
  const needed = own?.profile === null && arm.phase.kind === 'failed' ? own : null;
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
              ? [shipped && regimeLabel(shipped.regime), encoder.dtype, `${encoder.dimensions}-d`]
                  .filter(Boolean)
                  .join(' · ')
              : isOwnId(arm.spec.id)
                ? 'an encoder that is not here'
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
      {needed !== null ? null : encoder === null ? (
        <p className="text-sm text-soft">
          {isOwnId(arm.spec.id)
            ? 'The link names it, and it is not here.'
            : isLabId(arm.spec.id)
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
      {encoder !== null && needed === null && (
        <Disclosure summary={`${formatBytes(encoder.bytes)} in ${plural(encoder.files.length, 'file')}`}>
          <FileTable files={encoder.files} />
        </Disclosure>
      )}
      <div className="mt-auto space-y-2">
        {needed === null ? <IndexState arm={arm} /> : <NeededModel own={needed} />}
        {arm.phase.kind === 'indexed' && <ExportRun arm={arm} />}
        {encoder !== null && placement !== null && <ArmVectors arm={arm} />}
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
            {placement.cosine === null ? (
              <div className="flex gap-1">
                <dt>agreement</dt>
                <dd className="text-soft">only one device was opened</dd>
              </div>
            ) : (
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
