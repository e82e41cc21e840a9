import { useState } from 'react';
import { isOpenPreset } from '../../client/regime-arms.ts';
import { useViewState } from '../../client/react/view-state-context.tsx';
import type { RegimePreset } from '../../domain/regimes/family.ts';
import { shapeWords } from '../../domain/regimes/family.ts';
import type { EncoderEntry } from '../../protocol/manifest.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { PresetLinks } from './preset-links.tsx';

/** Encoders of one shape can be put side by side; which shape, where there are several. */
export function PresetChooser({ presets }: { readonly presets: readonly RegimePreset<EncoderEntry>[] }) {
  const [{ arms }] = useViewState();
  const [chosen, setChosen] = useState<string | null>(null);
  const preset =
    presets.find(({ architecture }) => architecture === chosen) ??
    presets.find((one) => isOpenPreset(one, arms)) ??
    presets[0];
  if (preset === undefined) {
    return (
      <p className="text-sm text-soft">
        No two encoders of one shape differ in their regime: there is nothing to put side by side.
      </p>
    );
  }
  return (
    <div className="grid gap-3">
      {presets.length > 1 && (
        <Segmented
          legend="Shape"
          options={presets.map(({ architecture }) => ({
            value: architecture,
            label: shapeWords(architecture).name,
            title: shapeWords(architecture).explanation,
          }))}
          value={preset.architecture}
          onChange={setChosen}
        />
      )}
      <PresetLinks preset={preset} />
    </div>
  );
}
