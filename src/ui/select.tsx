import { useId } from 'react';
import { classNames } from './class-names.ts';

/** The browser's own list, with its label before it. */
export function Select({
  label,
  value,
  options,
  onChange,
  hideLabel = false,
  stacked = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
  readonly hideLabel?: boolean;
  /** The label above the list, which is as wide as there is room. */
  readonly stacked?: boolean;
}) {
  const id = useId();
  return (
    <div className={classNames('flex text-sm', stacked ? 'flex-col gap-0.5' : 'items-center gap-2')}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-faint'}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        className={classNames(
          'min-h-7 rounded-md border border-line bg-panel px-1.5 font-medium text-soft',
          stacked ? 'w-full min-w-0' : 'max-w-40 sm:max-w-60',
        )}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
