import type { Setting } from '../domain/metrics/figures.ts';
import { Segmented } from './segmented.tsx';
import { Select } from './select.tsx';

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
  readonly measures: { readonly usual: readonly string[]; readonly more: readonly string[] };
  readonly onChange: (change: { readonly setting: Setting } | { readonly measure: string }) => void;
}) {
  const choose = (value: string): void => {
    if (value !== '') onChange({ measure: value });
  };
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
      <div className="flex flex-wrap items-center gap-2">
        <Segmented
          legend="Measure"
          options={measures.usual.map((name) => ({ value: name, label: name }))}
          value={measure}
          onChange={choose}
        />
        <Select
          label="More measures"
          hideLabel
          value={measures.more.includes(measure) ? measure : ''}
          options={[
            { value: '', label: 'more …' },
            ...measures.more.map((name) => ({ value: name, label: name })),
          ]}
          onChange={choose}
        />
      </div>
    </>
  );
}
