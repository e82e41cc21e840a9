import type { ButtonHTMLAttributes } from 'react';
import { classNames } from './class-names.ts';
import type { IconName } from './icon.tsx';
import { Icon } from './icon.tsx';

export type ButtonKind = 'primary' | 'plain' | 'quiet';

const KINDS: Readonly<Record<ButtonKind, string>> = {
  primary: 'bg-action text-on-action border-transparent hover:opacity-90',
  plain: 'bg-panel text-ink border-line-strong/60 hover:bg-hover',
  quiet: 'bg-transparent text-soft border-transparent hover:bg-hover hover:text-ink',
};

const BASE =
  'inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border text-sm font-medium leading-5 transition-colors duration-150 disabled:opacity-55 disabled:hover:bg-transparent';

export function buttonClass(kind: ButtonKind = 'plain', small = false): string {
  return classNames(BASE, KINDS[kind], small ? 'px-2 py-0.5 min-h-7' : 'px-3 py-1 min-h-9');
}

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly kind?: ButtonKind;
  readonly small?: boolean;
  readonly icon?: IconName;
};

export function Button({ kind = 'plain', small = false, icon, className, children, ...rest }: ButtonProps) {
  return (
    <button type="button" className={classNames(buttonClass(kind, small), className)} {...rest}>
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A button that shows a sign alone; its name is read out and shown on hover. */
export function IconButton({
  icon,
  label,
  className,
  ...rest
}: Omit<ButtonProps, 'children'> & { readonly icon: IconName; readonly label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={classNames(
        'inline-flex size-8 items-center justify-center rounded-md text-soft transition-colors duration-150 hover:bg-hover hover:text-ink disabled:opacity-40',
        className,
      )}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  );
}
