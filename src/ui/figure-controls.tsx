import type { Setting } from '../domain/metrics/figures.ts';
import { Segmented } from './segmented.tsx';

const SETTINGS: readonly { readonly value: Setting; readonly label: string }[] = [
  { value: 'mono', label: 'Monolingual' },
  { value: 'cross', label: 'Cross-lingual' },
  { value: 'multi', label: 'Multilingual pool' },
];

/** Which figures are shown: the same two choices wherever figures are. */
export function FigureControls({
  setting,
  measure,
  measures,
  onChange,
}: {
  readonly setting: Setting;
  readonly measure: string;
  readonly measures: readonly string[];
  readonly onChange: (change: { readonly setting: Setting } | { readonly measure: string }) => void;
}) {
  return (
    <>
      <Segmented
        legend="Setting"
        options={SETTINGS}
        value={setting}
        onChange={(value) => {
          onChange({ setting: value });
        }}
      />
      <Segmented
        legend="Measure"
        options={measures.map((name) => ({ value: name, label: name }))}
        value={measure}
        onChange={(value) => {
          onChange({ measure: value });
        }}
      />
    </>
  );
}
