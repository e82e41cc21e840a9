import type { SplittingPlan } from '../../domain/corpus/read-plan.ts';
import { NumberField } from '../../ui/number-field.tsx';

/** How long the passages of a running text become. */
export function PlanSplitting({
  splitting,
  passages,
  onChange,
}: {
  readonly splitting: SplittingPlan;
  /** How many there are at this length, in words. */
  readonly passages: string;
  readonly onChange: (splitting: SplittingPlan) => void;
}) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <NumberField
        label="Longest passage"
        value={splitting.characters}
        min={100}
        max={20_000}
        onChange={(characters) => {
          onChange({ characters });
        }}
      />
      <span className="text-sm text-faint">characters; that makes {passages}</span>
    </div>
  );
}
