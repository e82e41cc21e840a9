import { useId } from 'react';
import { classNames } from './class-names.ts';

interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly title?: string;
  readonly disabled?: boolean;
}

/** A choice of one among few: a group of radio buttons, so that arrow keys work as anywhere. */
export function Segmented<T extends string>({
  legend,
  options,
  value,
  onChange,
  hideLegend = false,
}: {
  readonly legend: string;
  readonly options: readonly Option<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly hideLegend?: boolean;
}) {
  const name = useId();
  return (
    <fieldset className="flex min-w-0 items-center gap-2 text-sm">
      <legend className={hideLegend ? 'sr-only' : 'float-left mr-2 text-faint'}>{legend}</legend>
      <div className="inline-flex flex-wrap rounded-md border border-line bg-sunken p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            title={option.title}
            className={classNames(
              'relative rounded-[4px] px-2.5 py-0.5 font-medium whitespace-nowrap text-soft transition-colors duration-150',
              'has-checked:bg-panel has-checked:text-ink has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-(--focus)',
              option.disabled === true ? 'opacity-55' : 'hover:text-ink',
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled}
              onChange={() => {
                onChange(option.value);
              }}
              className="sr-only"
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
