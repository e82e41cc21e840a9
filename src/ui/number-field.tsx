import { useId, useState } from 'react';

/** A whole number within bounds; what is out of bounds is brought back when the field is left. Follows its value. */
export function NumberField({
  label,
  value,
  min,
  max,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}) {
  const id = useId();
  /** What stands in the field while it is typed in; `null`: the value. */
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <div className="flex items-center gap-2 text-sm">
      <label htmlFor={id} className="text-faint">
        {label}
      </label>
      <input
        id={id}
        type="number"
        min={min}
        max={max}
        step={1}
        value={typed ?? String(value)}
        onChange={({ target }) => {
          setTyped(target.value);
          const next = target.valueAsNumber;
          if (Number.isInteger(next) && next >= min && next <= max) onChange(next);
        }}
        onBlur={() => {
          setTyped(null);
        }}
        className="min-h-7 w-20 rounded-md border border-line bg-panel px-1.5 tabular-nums"
      />
    </div>
  );
}
