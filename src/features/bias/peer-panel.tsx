import type { PeerFigure } from '../../domain/bias/peer-figure.ts';
import { ArmBadge } from '../../ui/arm-badge.tsx';
import { formatFigure } from '../../ui/format-figure.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import type { ReadyReport } from './bias-cells.ts';

const REASONS = {
  'one-passage-per-language':
    'Refused: with one relevant passage for each language PEER has the same value for every ranking.',
  'one-language': 'Refused: the relevant passages are all in one language.',
  'no-passages': 'Refused: there is no passage to compare.',
} as const;

/** Whether languages rank alike, as a probability: refused where it would be a constant. */
export function PeerPanel({ reports }: { readonly reports: readonly ReadyReport[] }) {
  const k = reports[0]?.report.bias.k ?? 0;
  return (
    <Panel
      title={`PEER@${String(k)}: do languages rank alike?`}
      aside={<p className="text-xs text-faint">1: alike, near 0: one language is ahead</p>}
    >
      <table className="w-full text-left text-sm">
        <thead className="text-xs text-faint">
          <tr>
            <th scope="col" className="pb-1 font-medium">
              arm
            </th>
            <th scope="col" className="pb-1 font-medium">
              relevant passages
            </th>
            <th scope="col" className="pb-1 font-medium">
              the others among the top {k}
            </th>
          </tr>
        </thead>
        <tbody>
          {reports.map(({ arm, report: { bias } }) => (
            <tr key={arm.letter} className="border-t border-line align-baseline">
              <th scope="row" className="py-1.5 pr-4 font-normal">
                <span className="flex items-center gap-2">
                  <ArmBadge letter={arm.letter} small /> {arm.name}
                </span>
              </th>
              <td className="py-1.5 pr-4">
                <Figure figure={bias.peer.relevant} />
              </td>
              <td className="py-1.5">
                <Figure figure={bias.peer.others} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Figure({ figure }: { readonly figure: PeerFigure }) {
  if (figure.kind === 'refused') return <span className="text-soft">{REASONS[figure.reason]}</span>;
  return (
    <span className="tabular-nums">
      <strong>{formatFigure(figure.mean)}</strong>{' '}
      <span className="text-faint">
        over {plural(figure.n, 'query', 'queries')}
        {figure.refused > 0 && `, ${formatCount(figure.refused)} constant and left out`}
      </span>
    </span>
  );
}
