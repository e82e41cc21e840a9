import { useState } from 'react';
import { useViewState } from '../../client/react/view-state-context.tsx';
import { useSessionState } from '../../client/react/session-context.tsx';
import { ARM_LETTERS } from '../../client/session/session-state.ts';
import { ArmBadge } from '../../ui/arm-badge.tsx';
import { Button } from '../../ui/button.tsx';
import { putBeside, standing } from './place-arm.ts';

/** Takes an arm of the Lab among those on every screen; a fifth asks which one gives way. */
export function PutBeside({ id, name }: { readonly id: string; readonly name: string }) {
  const [{ arms }, change] = useViewState();
  const states = useSessionState((state) => state.arms);
  const [asking, setAsking] = useState(false);
  const place = standing(arms, id);
  if (place.kind === 'stands') {
    const letter = ARM_LETTERS[place.place] ?? 'A';
    return (
      <p className="flex items-center gap-1.5 text-sm text-soft" data-arm={letter}>
        <ArmBadge letter={letter} small /> stands beside the others
      </p>
    );
  }
  const put = (replace: number | null): void => {
    setAsking(false);
    change({ arms: putBeside(arms, id, replace) });
  };
  if (place.kind === 'full' && asking) {
    return (
      <div
        role="group"
        aria-label={`Put ${name} in the place of`}
        className="flex flex-wrap items-center gap-1.5 text-sm"
      >
        <span className="text-soft">In the place of</span>
        {arms.map((arm, index) => {
          const letter = ARM_LETTERS[index] ?? 'A';
          const standingThere = states.find((state) => state.letter === letter)?.name ?? arm.id;
          return (
            <Button
              key={letter}
              small
              title={standingThere}
              onClick={() => {
                put(index);
              }}
            >
              <ArmBadge letter={letter} small />
              <span className="max-w-32 truncate">{standingThere}</span>
            </Button>
          );
        })}
        <Button
          small
          kind="quiet"
          onClick={() => {
            setAsking(false);
          }}
        >
          Leave it
        </Button>
      </div>
    );
  }
  return (
    <Button
      small
      icon="plus"
      aria-label={`Put ${name} beside the others`}
      onClick={() => {
        if (place.kind === 'full') setAsking(true);
        else put(null);
      }}
    >
      Put beside the others
    </Button>
  );
}
