import { useViewState } from '../../client/react/view-state-context.tsx';

const DEPTHS = [1, 3, 5, 10, 20, 50, 100];

/** The k of R@k, of the top k in Search and of the share in Bias. */
export function DepthControl() {
  const [{ k, measure }, change] = useViewState();
  const depths = DEPTHS.includes(k) ? DEPTHS : [...DEPTHS, k].sort((a, b) => a - b);
  return (
    <label className="flex items-center gap-1.5 text-sm">
      <span
        className="text-faint max-sm:sr-only"
        title="How many results count: R@k, the columns of Search, the share in Bias"
      >
        k
      </span>
      <select
        value={k}
        onChange={(event) => {
          const next = Number(event.target.value);
          change({ k: next, measure: measure.startsWith('R@') ? `R@${next}` : measure });
        }}
        className="h-7 rounded-md border border-line bg-panel px-1 tabular-nums hover:border-line-strong"
      >
        {depths.map((depth) => (
          <option key={depth}>{depth}</option>
        ))}
      </select>
    </label>
  );
}
