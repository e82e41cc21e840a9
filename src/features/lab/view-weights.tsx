import { useState } from 'react';
import { useSession } from '../../client/react/session-context.tsx';
import { Button } from '../../ui/button.tsx';
import { formatPercent } from '../../ui/format.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { Slider } from '../../ui/slider.tsx';
import { AssembledNotice } from './assembled.tsx';
import type { Assembled } from './assembled.tsx';
import { useBenchArms } from './use-bench.ts';
import { useTask } from './use-task.ts';

const VIEWS = [
  { key: 'dense', label: 'Dense: whole vectors' },
  { key: 'lexical', label: 'Lexical: shared words (BM25)' },
  { key: 'late', label: 'Late interaction: single tokens' },
] as const;

/** Three scores of one text and what each weighs. */
export function ViewWeights() {
  const session = useSession();
  const { chosen } = useBenchArms();
  const task = useTask<Assembled>();
  const [weights, setWeights] = useState({ dense: 1, lexical: 0.3, late: 0 });
  const [depth, setDepth] = useState(100);
  const sum = weights.dense + weights.lexical + weights.late;
  const words = VIEWS.map(({ key }) => `${key} ${String(weights[key])}`).join(', ');
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {VIEWS.map(({ key, label }) => (
        <Slider
          key={key}
          label={label}
          value={weights[key]}
          min={0}
          max={1}
          step={0.05}
          text={`${weights[key].toFixed(2)}${sum > 0 ? ` · ${formatPercent(weights[key] / sum)}` : ''}`}
          onChange={(value) => {
            setWeights({ ...weights, [key]: value });
          }}
        />
      ))}
      {weights.late > 0 && (
        <div>
          <NumberField
            label="Late interaction for the first"
            value={depth}
            min={1}
            max={1000}
            onChange={setDepth}
          />
          <p className="mt-1 text-xs text-faint">
            Tokens are encoded while you wait: each query against this many passages.
          </p>
        </div>
      )}
      <div>
        <Button
          kind="primary"
          disabled={chosen === null || sum === 0 || task.running}
          onClick={() => {
            if (chosen === null) return;
            const name = `${chosen.name} + ${words}`.slice(0, 120);
            task.start(() => session.lab.assemble(chosen.letter, { kind: 'views', ...weights, depth, name }));
          }}
        >
          Make an arm with these weights
        </Button>
      </div>
      <AssembledNotice task={task} />
    </div>
  );
}
