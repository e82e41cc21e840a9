import type { ArmState } from '../../client/session/session-state.ts';
import type { Measure } from '../../domain/metrics/measure.ts';
import type { CompareOutput } from '../../protocol/statistics.ts';
import { ArmBadge } from '../../ui/arm-badge.tsx';
import { formatDifference } from '../../ui/format-figure.ts';
import { formatCount, formatP } from '../../ui/format.ts';

const BLOCKED = {
  'not-run': 'Not tested: one of the two has not run on this shard.',
  'too-few': 'Not tested: fewer than two questions have a value in both.',
} as const;

/** Whether a difference between two arms is more than chance, question by question. */
export function PairTable({
  comparison,
  arms,
  measure,
}: {
  readonly comparison: CompareOutput;
  readonly arms: readonly ArmState[];
  readonly measure: Measure;
}) {
  const nameOf = (letter: string): string => arms.find((arm) => arm.letter === letter)?.name ?? letter;
  const digits = measure.unit === 'ranks' ? 1 : 3;
  return (
    <div
      className="-mx-4 overflow-x-auto px-4"
      tabIndex={0}
      role="region"
      aria-label="Pairs of arms, scrollable"
    >
      <table className="w-full text-right text-sm tabular-nums">
        <thead className="text-xs text-faint">
          <tr>
            <th scope="col" className="pb-1 text-left font-medium">
              arms
            </th>
            <th scope="col" className="px-2 pb-1 font-medium">
              difference
            </th>
            <th scope="col" className="px-2 pb-1 font-medium">
              95 % interval
            </th>
            <th scope="col" className="px-2 pb-1 font-medium">
              win / tie / loss
            </th>
            <th scope="col" className="px-2 pb-1 font-medium">
              p, t-test
            </th>
            <th scope="col" className="px-2 pb-1 font-medium">
              p, randomisation
            </th>
            <th scope="col" className="px-2 pb-1 font-medium">
              p, Holm
            </th>
            <th scope="col" className="pb-1 pl-2 font-medium">
              questions
            </th>
          </tr>
        </thead>
        <tbody>
          {comparison.pairs.map((pair) => (
            <tr key={`${pair.first} ${pair.second}`} className="border-t border-line">
              <th scope="row" className="py-1.5 text-left font-normal">
                <span className="flex items-center gap-1.5">
                  <ArmBadge letter={pair.first as ArmState['letter']} small />
                  <span className="truncate">{nameOf(pair.first)}</span>
                  <span className="text-faint">against</span>
                  <ArmBadge letter={pair.second as ArmState['letter']} small />
                  <span className="truncate">{nameOf(pair.second)}</span>
                </span>
              </th>
              {pair.blocked !== null ? (
                <td colSpan={7} className="py-1.5 pl-2 text-left text-soft">
                  {BLOCKED[pair.blocked]}
                </td>
              ) : (
                <>
                  <td className="px-2 py-1.5 font-medium">{formatDifference(pair.meanDifference, digits)}</td>
                  <td className="px-2 py-1.5 whitespace-nowrap text-soft">
                    {formatDifference(pair.interval.low, digits)} to{' '}
                    {formatDifference(pair.interval.high, digits)}
                  </td>
                  <td className="px-2 py-1.5 whitespace-nowrap">
                    {formatCount(pair.wins)} / {formatCount(pair.ties)} / {formatCount(pair.losses)}
                  </td>
                  <td className="px-2 py-1.5">{formatP(pair.tTest.p)}</td>
                  <td className="px-2 py-1.5">{formatP(pair.randomisation.p)}</td>
                  <td className="px-2 py-1.5 font-medium">{formatP(pair.randomisation.adjustedP)}</td>
                  <td className="py-1.5 pl-2 text-faint">{formatCount(pair.n)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
