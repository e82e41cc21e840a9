import type { ReactNode } from 'react';
import { isOpenPreset, presetArms } from '../../client/regime-arms.ts';
import { useViewLink, useViewState } from '../../client/react/view-state-context.tsx';
import type { View } from '../../client/view-state.ts';
import type { RegimePreset } from '../../domain/regimes/family.ts';
import { shapeWords } from '../../domain/regimes/family.ts';
import { readRegime, REGIME_ABOUT } from '../../domain/regimes/regime.ts';
import { listWords } from '../../domain/regimes/words.ts';
import type { EncoderEntry } from '../../protocol/manifest.ts';
import { buttonClass } from '../../ui/button.tsx';

/** One press opens encoders that differ in their batches, here or on the views that tell more. Real links, to be shared. */
export function PresetLinks({ preset }: { readonly preset: RegimePreset<EncoderEntry> }) {
  const [{ arms }] = useViewState();
  const chosen = presetArms(preset, arms);
  const stands = isOpenPreset(preset, arms);
  const names = listWords(
    preset.encoders.map(({ regime }) => {
      const known = readRegime(regime);
      return known === null ? regime : REGIME_ABOUT[known].name;
    }),
  );
  return (
    <div>
      <p className="max-w-[75ch] text-sm text-soft">
        {`${shapeWords(preset.architecture).name}, trained on ${names} batches: the same data and as many steps, so that what differs between the arms comes from the batches.`}
        {preset.missing.length > 0 &&
          ` No encoder of this shape was trained on ${listWords(preset.missing.map((regime) => REGIME_ABOUT[regime].name))} batches yet.`}
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        {stands ? null : (
          <PresetLink view="regimes" arms={chosen} primary>
            Open them side by side
          </PresetLink>
        )}
        <PresetLink view="recall" arms={chosen}>
          {stands ? 'All of Recall' : 'Open them on Recall'}
        </PresetLink>
        <PresetLink view="bias" arms={chosen}>
          {stands ? 'All of Bias' : 'Open them on Bias'}
        </PresetLink>
      </div>
    </div>
  );
}

function PresetLink({
  view,
  arms,
  primary = false,
  children,
}: {
  readonly view: View;
  readonly arms: ReturnType<typeof presetArms>;
  readonly primary?: boolean;
  readonly children: ReactNode;
}) {
  const link = useViewLink({ view, arms });
  return (
    <a {...link} className={buttonClass(primary ? 'primary' : 'plain')}>
      {children}
    </a>
  );
}
