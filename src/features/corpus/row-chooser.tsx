import { useEffect, useState } from 'react';
import type { RowChoice } from '../../domain/corpus/types.ts';
import { formatCount } from '../../ui/format.ts';
import { Segmented } from '../../ui/segmented.tsx';

interface RowChooserProps {
  readonly rows: RowChoice;
  readonly total: number;
  readonly onChange: (rows: RowChoice) => void;
}

const FIRST_GUESS = 100;

/** All rows, the first n, or n drawn at random from a seed. */
export function RowChooser({ rows, total, onChange }: RowChooserProps) {
  const n = rows.mode === 'all' ? Math.min(FIRST_GUESS, total) : rows.n;
  const seed = rows.mode === 'random' ? rows.seed : 1;
  const choose = (mode: RowChoice['mode']): void => {
    if (mode === 'all') onChange({ mode });
    else if (mode === 'first') onChange({ mode, n });
    else onChange({ mode, n, seed });
  };
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Segmented
        legend="Rows"
        value={rows.mode}
        onChange={choose}
        options={[
          { value: 'all', label: `all ${formatCount(total)}` },
          { value: 'first', label: 'the first', title: 'In order of appearance' },
          {
            value: 'random',
            label: 'at random',
            title: 'Drawn without repetition; the same seed draws the same rows',
          },
        ]}
      />
      {rows.mode !== 'all' && (
        <NumberField
          label="how many"
          value={n}
          min={1}
          max={total}
          onChange={(value) => {
            onChange({ ...rows, n: value });
          }}
        />
      )}
      {rows.mode === 'random' && (
        <NumberField
          label="seed"
          value={seed}
          min={0}
          max={999_999}
          onChange={(value) => {
            onChange({ ...rows, seed: value });
          }}
        />
      )}
    </div>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

const PAUSE_MS = 400;

/** Takes over what was typed once typing pauses and it is a number in range. */
function NumberField({ label, value, min, max, onChange }: NumberFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  useEffect(() => {
    if (draft === null) return;
    const timer = setTimeout(() => {
      const next = Number(draft);
      if (Number.isInteger(next) && next >= min && next <= max && draft !== '') onChange(next);
      setDraft(null);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [draft, min, max, onChange]);
  return (
    <label className="flex items-center gap-2 text-sm">
      <span className="text-faint">{label}</span>
      <input
        type="number"
        inputMode="numeric"
        min={min}
        max={max}
        value={draft ?? String(value)}
        onChange={(event) => {
          setDraft(event.target.value);
        }}
        className="h-8 w-24 rounded-md border border-line-strong/60 bg-panel px-2 tabular-nums"
      />
    </label>
  );
}
