import type { ReactNode } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { classNames } from './class-names.ts';
import { buttonClass } from './button.tsx';
import { Icon } from './icon.tsx';

/** A panel under its button; Escape and a click elsewhere close it, and focus returns to the button. */
export function Popover({
  label,
  children,
  wide = false,
}: {
  readonly label: ReactNode;
  readonly children: ReactNode;
  readonly wide?: boolean;
}) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    const onPointer = (event: PointerEvent): void => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', onPointer);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      document.removeEventListener('keydown', onKey);
    };
  }, [open]);

  return (
    <div ref={root} className="relative">
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        aria-controls={id}
        className={buttonClass('quiet', true)}
        onClick={() => {
          setOpen(!open);
        }}
      >
        {label}
        <Icon name="down" size={12} />
      </button>
      <div
        id={id}
        hidden={!open}
        className={classNames(
          'fixed inset-x-2 top-14 z-40 max-h-[75vh] overflow-y-auto rounded-lg border border-line bg-panel p-4 shadow-(--shadow) sm:absolute sm:inset-x-auto sm:top-full sm:right-0 sm:mt-1',
          wide ? 'sm:w-[34rem]' : 'sm:w-72',
        )}
      >
        {open && children}
      </div>
    </div>
  );
}
