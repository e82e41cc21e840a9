import { useEffect, useRef, useState } from 'react';
import { Button, buttonClass } from './button.tsx';

/** A button for what cannot be undone: it asks once more, in its own place. */
export function TwoStepButton({
  children,
  sure,
  label,
  disabled = false,
  onSure,
}: {
  readonly children: string;
  /** What the second press does, in words: `Delete 3 models, 240 MB`. */
  readonly sure: string;
  /** Names the first button where its words alone do not say of what it speaks. */
  readonly label?: string;
  readonly disabled?: boolean;
  readonly onSure: () => void;
}) {
  const [asking, setAsking] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  const first = useRef<HTMLSpanElement>(null);
  const returning = useRef(false);
  useEffect(() => {
    // The harmless one of the two gets the focus, so that a second Enter deletes nothing.
    if (asking) keep.current?.focus();
    else if (returning.current) first.current?.querySelector('button')?.focus();
    returning.current = asking;
  }, [asking]);
  if (!asking) {
    return (
      <span ref={first}>
        <Button
          small
          kind="quiet"
          icon="close"
          aria-label={label}
          disabled={disabled}
          onClick={() => {
            setAsking(true);
          }}
        >
          {children}
        </Button>
      </span>
    );
  }
  return (
    <span
      role="group"
      aria-label={sure}
      className="inline-flex flex-wrap gap-1.5"
      onKeyDown={({ key }) => {
        if (key === 'Escape') setAsking(false);
      }}
    >
      <Button
        small
        className="border-bad-line text-bad"
        onClick={() => {
          setAsking(false);
          onSure();
        }}
      >
        {sure}
      </Button>
      <button
        ref={keep}
        type="button"
        className={buttonClass('quiet', true)}
        onClick={() => {
          setAsking(false);
        }}
      >
        Keep
      </button>
    </span>
  );
}
