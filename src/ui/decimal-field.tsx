import { useId, useState } from 'react';

/** A number that need not be whole, typed as text: `0.001` and `1e-3` alike. What is out of bounds is not taken, and said. */
export function DecimalField({
  label,
  hint,
  value,
  min,
  max,
  onChange,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}) {
  const id = useId();
  /** What stands in the field while it is typed in; `null`: the value. */
  const [typed, setTyped] = useState<string | null>(null);
  const wrong = typed !== null && read(typed, min, max) === null;
  return (
    <div className="flex flex-wrap items-center gap-x-2 text-sm">
      <label htmlFor={id} className="text-faint">
        {label}
      </label>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        value={typed ?? String(value)}
        aria-invalid={wrong}
        aria-describedby={wrong || hint !== undefined ? `${id}-hint` : undefined}
        onChange={({ target }) => {
          setTyped(target.value);
          const next = read(target.value, min, max);
          if (next !== null) onChange(next);
        }}
        onBlur={() => {
          setTyped(null);
        }}
        className="min-h-7 w-20 rounded-md border border-line bg-panel px-1.5 tabular-nums aria-invalid:border-bad-line"
      />
      {(wrong || hint !== undefined) && (
        <span id={`${id}-hint`} className={wrong ? 'text-xs text-bad' : 'text-xs text-faint'}>
          {wrong ? `from ${String(min)} to ${String(max)}` : hint}
        </span>
      )}
    </div>
  );
}

function read(text: string, min: number, max: number): number | null {
  const value = text.trim() === '' ? NaN : Number(text.replace(',', '.'));
  return value >= min && value <= max ? value : null;
}
