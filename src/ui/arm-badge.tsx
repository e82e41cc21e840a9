import { classNames } from './class-names.ts';

/** The letter of an arm on its colour; both stay the same on every screen. */
export function ArmBadge({ letter, small = false }: { readonly letter: string; readonly small?: boolean }) {
  return (
    <span
      data-arm={letter}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center rounded-[4px] bg-arm font-bold text-[#101316]',
        small ? 'size-4 text-2xs' : 'size-5 text-xs',
      )}
    >
      {letter}
    </span>
  );
}
