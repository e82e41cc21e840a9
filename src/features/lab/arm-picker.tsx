import { useId } from 'react';
import type { ArmLetter, ArmState } from '../../client/session/session-state.ts';
import { ArmBadge } from '../../ui/arm-badge.tsx';

/** Which arm, by letter and name: radio buttons, so that arrow keys work. */
export function ArmPicker({
  arms,
  chosen,
  disabled = false,
  onChoose,
}: {
  readonly arms: readonly ArmState[];
  readonly chosen: ArmLetter;
  readonly disabled?: boolean;
  readonly onChoose: (letter: ArmLetter) => void;
}) {
  const name = useId();
  return (
    <fieldset className="flex min-w-0 flex-wrap items-center gap-1.5" disabled={disabled}>
      <legend className="float-left mr-2 text-sm text-faint">Arm</legend>
      {arms.map((arm) => (
        <label
          key={arm.letter}
          data-arm={arm.letter}
          className="flex min-h-8 items-center gap-2 rounded-md border border-line px-2 text-sm text-soft transition-colors duration-150 hover:border-line-strong has-checked:border-line-strong has-checked:bg-arm-wash has-checked:font-medium has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-(--focus)"
        >
          <input
            type="radio"
            name={name}
            checked={arm.letter === chosen}
            onChange={() => {
              onChoose(arm.letter);
            }}
            className="sr-only"
          />
          <ArmBadge letter={arm.letter} small />
          {arm.name}
        </label>
      ))}
    </fieldset>
  );
}
