import { useId } from 'react';

/** One line of text with its label above it, and what is wrong with it beneath. */
export function TextField({
  label,
  value,
  placeholder,
  hint,
  problem = null,
  onChange,
  onEnter,
}: {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly hint?: string;
  /** `null`: nothing is wrong. */
  readonly problem?: string | null;
  readonly onChange: (value: string) => void;
  readonly onEnter?: () => void;
}) {
  const id = useId();
  const beneath = problem ?? hint;
  return (
    <div className="min-w-0 text-sm">
      <label htmlFor={id} className="block text-xs text-faint">
        {label}
      </label>
      <input
        id={id}
        type="text"
        value={value}
        placeholder={placeholder}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        dir="auto"
        aria-invalid={problem !== null}
        aria-describedby={beneath === undefined ? undefined : `${id}-beneath`}
        onChange={({ target }) => {
          onChange(target.value);
        }}
        onKeyDown={({ key }) => {
          if (key === 'Enter') onEnter?.();
        }}
        className="min-h-9 w-full min-w-0 rounded-md border border-line-strong/60 bg-panel px-2.5 aria-invalid:border-bad-line"
      />
      {beneath !== undefined && (
        <p
          id={`${id}-beneath`}
          className={
            problem === null
              ? 'mt-0.5 text-xs text-faint'
              : 'mt-0.5 text-xs text-bad [overflow-wrap:anywhere]'
          }
        >
          {beneath}
        </p>
      )}
    </div>
  );
}
