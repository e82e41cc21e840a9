import { useState } from 'react';
import { Button } from '../../ui/button.tsx';

const SHOWN_MS = 2000;

/** Copies a text, and says whether that worked. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [outcome, setOutcome] = useState<'copied' | 'could not be copied' | null>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('could not be copied');
    }
    setTimeout(() => {
      setOutcome(null);
    }, SHOWN_MS);
  };
  return (
    <Button
      kind="quiet"
      small
      icon={outcome === 'copied' ? 'tick' : 'copy'}
      aria-label={label}
      title={label}
      onClick={() => void copy()}
    >
      <span role="status" className="text-xs">
        {outcome}
      </span>
    </Button>
  );
}
