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

/** All rows, the first n, a range, or some drawn at random by a seed, of all or of each language. */
export function RowChooser({ rows, total, onChange }: RowChooserProps) {
  const n = 'n' in rows ? rows.n : Math.min(FIRST_GUESS, total);
  const seed = 'seed' in rows ? rows.seed : 1;
  const choose = (mode: RowChoice['mode']): void => {
    if (mode === 'all') onChange({ mode });
    else if (mode === 'first') onChange({ mode, n });
    else if (mode === 'range') onChange({ mode, from: 1, to: Math.min(n, total) });
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
          { value: 'range', label: 'a range', title: 'From one row to another, in order of appearance' },
          {
            value: 'random',
            label: 'at random',
            title: 'Drawn without repetition; the same seed draws the same rows',
          },
          {
            value: 'per-language',
            label: 'of each language',
            title: 'Drawn for every passage language by itself; a row in several languages counts for each',
          },
        ]}
      />
      {'n' in rows && (
        <NumberField
          label={rows.mode === 'per-language' ? 'of each, up to' : 'how many'}
          value={n}
          min={1}
          max={total}
          onChange={(value) => {
            onChange({ ...rows, n: value });
          }}
        />
      )}
      {rows.mode === 'range' && (
        <>
          <NumberField
            label="from row"
            value={rows.from}
            min={1}
            max={rows.to}
            onChange={(from) => {
              onChange({ ...rows, from });
            }}
          />
          <NumberField
            label="to"
            value={rows.to}
            min={rows.from}
            max={Math.max(total, rows.from)}
            onChange={(to) => {
              onChange({ ...rows, to });
            }}
          />
        </>
      )}
      {'seed' in rows && (
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
