import { presetArms } from '../../client/regime-arms.ts';
import { useViewLink, useViewState } from '../../client/react/view-state-context.tsx';
import { ARM_LETTERS } from '../../client/session/session-state.ts';
import { MAX_ARMS } from '../../client/view-state.ts';
import { groupFamily, regimePresets, shapeWords } from '../../domain/regimes/family.ts';
import type { RegimePreset } from '../../domain/regimes/family.ts';
import { FIGURE_KEYS, FIGURE_TITLES } from '../../domain/regimes/figures.ts';
import type { FigureKey } from '../../domain/regimes/figures.ts';
import { COMPARED_CORPUS, measuredFigures } from '../../domain/regimes/measured.ts';
import { regimeLabel } from '../../domain/regimes/regime.ts';
import type { EncoderEntry } from '../../protocol/manifest.ts';
import { ArmBadge } from '../../ui/arm-badge.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { formatFigure } from '../../ui/format-figure.ts';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { addArm } from './edit-arms.ts';

const CELL = 'px-2 py-1 whitespace-nowrap';

/** All encoders that ship in one look: what sets them apart, how good each is, and a way to choose it. */
export function FamilyTable({ encoders }: { readonly encoders: readonly EncoderEntry[] }) {
  const [preset] = regimePresets(encoders);
  return (
    <section aria-label="The family in one look" className="rounded-lg border border-line bg-panel">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-2.5">
        <p className="max-w-[75ch] text-sm text-soft">
          {`Encoders of one shape differ in the batches they were trained on, or in how their weights are stored. Figures: ${COMPARED_CORPUS}, our measurement; lower rank distance is fairer.`}
        </p>
        {preset !== undefined && <RegimesLink preset={preset} />}
      </div>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="The family, scrollable">
        <table className="w-full text-left text-sm tabular-nums">
          <thead className="text-xs text-faint">
            <tr>
              <th scope="col" className={`${CELL} pl-4 font-medium`}>
                Encoder
              </th>
              <th scope="col" className={`${CELL} font-medium`}>
                Batches
              </th>
              <th scope="col" className={`${CELL} font-medium`}>
                Weights
              </th>
              <th scope="col" className={`${CELL} text-right font-medium`}>
                Size
              </th>
              {FIGURE_KEYS.map((key) => (
                <th key={key} scope="col" className={`${CELL} text-right font-medium`}>
                  {FIGURE_TITLES[key]}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          {groupFamily(encoders).map((group) => (
            <tbody key={group.architecture}>
              <tr className="border-t border-line bg-sunken">
                <th
                  scope="rowgroup"
                  colSpan={9}
                  className="px-4 py-1 text-left text-xs font-medium text-soft"
                >
                  {shapeWords(group.architecture).name}
                </th>
              </tr>
              {group.encoders.map((encoder) => (
                <Row key={encoder.id} encoder={encoder} recommended={encoder.id === encoders[0]?.id} />
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </section>
  );
}

function Row({ encoder, recommended }: { readonly encoder: EncoderEntry; readonly recommended: boolean }) {
  const [{ arms }, change] = useViewState();
  const places = arms.flatMap((arm, place) => (arm.id === encoder.id ? [ARM_LETTERS[place] ?? ''] : []));
  const figures = measuredFigures(encoder);
  const next = ARM_LETTERS[arms.length];
  return (
    <tr data-encoder={encoder.id} className="border-t border-line">
      <th scope="row" className={`${CELL} pl-4 font-medium`}>
        <span className="inline-flex items-center gap-2">
          {encoder.name}
          {places.map((letter) => (
            <ArmBadge key={letter} letter={letter} small />
          ))}
          {recommended && <span className="text-xs font-normal text-faint">recommended</span>}
        </span>
      </th>
      <td className={CELL}>{regimeLabel(encoder.regime)}</td>
      <td className={CELL}>{encoder.dtype}</td>
      <td className={`${CELL} text-right`}>{formatBytes(encoder.bytes)}</td>
      {FIGURE_KEYS.map((key) => (
        <td key={key} className={`${CELL} text-right`}>
          {written(figures[key], key)}
        </td>
      ))}
      <td className={`${CELL} pr-4 text-right`}>
        <Button
          small
          icon="plus"
          aria-label={
            next === undefined
              ? `${encoder.name}: four arms are in use`
              : `Add ${encoder.name} as arm ${next}`
          }
          disabled={arms.length >= MAX_ARMS}
          onClick={() => {
            change({ arms: addArm(arms, encoder.id) });
          }}
        >
          {next === undefined ? 'Four in use' : `Arm ${next}`}
        </Button>
      </td>
    </tr>
  );
}

function written(value: number | undefined, key: FigureKey): string {
  if (value === undefined) return '–';
  return key === 'rankDistance' ? formatCount(value) : formatFigure(value);
}

/** The preset, one press from where encoders are chosen. */
function RegimesLink({ preset }: { readonly preset: RegimePreset<EncoderEntry> }) {
  const [{ arms }] = useViewState();
  const link = useViewLink({ view: 'regimes', arms: presetArms(preset, arms) });
  return (
    <a {...link} className={buttonClass('plain', true)}>
      Compare the regimes side by side
    </a>
  );
}
