import type { Setting } from '../../domain/metrics/figures.ts';
import { ArmBadge } from '../../ui/arm-badge.tsx';
import { formatFigure } from '../../ui/format-figure.ts';
import { plural } from '../../ui/format.ts';
import { LanguageTag } from '../../ui/language-tag.tsx';
import type { ArmFigures } from './recall-rows.ts';

/** Beside every mean: the worst language, the spread, and what training saw. */
export function SummaryCards({
  arms,
  setting,
  measure,
}: {
  readonly arms: readonly ArmFigures[];
  readonly setting: Setting;
  readonly measure: string;
}) {
  return (
    <ul aria-label={`Mean ${measure}`} className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
      {arms.map(({ arm: { arm, report, computing }, summary, mean, trained }) => (
        <li
          key={arm.letter}
          data-arm={arm.letter}
          aria-busy={computing}
          className="rounded-lg border border-line border-t-3 border-t-arm bg-panel px-4 py-3"
        >
          <p className="flex items-center gap-2 text-sm">
            <ArmBadge letter={arm.letter} small />
            <span className="truncate font-medium">{arm.name}</span>
          </p>
          <p className="mt-1.5 flex items-baseline gap-2">
            <span className="text-2xl font-semibold tabular-nums">{formatFigure(mean?.value)}</span>
            <span className="text-sm text-faint">mean {measure}</span>
          </p>
          {report !== null && mean !== null && (
            <>
              <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-sm tabular-nums">
                <dt className="text-faint">worst</dt>
                <dd>
                  {formatFigure(summary.worst?.value)}{' '}
                  {summary.worst !== null && <LanguageTag lang={summary.worst.lang} />}
                </dd>
                <dt className="text-faint">spread</dt>
                <dd>
                  {formatFigure(summary.spread)} <span className="text-faint">best − worst</span>
                </dd>
                {trained !== null && (
                  <>
                    <dt className="text-faint">seen</dt>
                    <dd>
                      {formatFigure(summary.seen.mean)}{' '}
                      <span className="text-faint">{plural(summary.seen.n, 'language')}</span>
                    </dd>
                    <dt className="text-faint">unseen</dt>
                    <dd>
                      {formatFigure(summary.unseen.mean)}{' '}
                      <span className="text-faint">
                        {summary.unseen.n === 0 ? 'none in this shard' : plural(summary.unseen.n, 'language')}
                      </span>
                    </dd>
                  </>
                )}
              </dl>
              <p className="mt-2 text-xs text-faint tabular-nums">
                n = {mean.n.toLocaleString('en-GB')}{' '}
                {setting === 'cross' ? 'query–language pairs' : 'queries'}
                {mean.undefinedCount > 0 && `, ${mean.undefinedCount.toLocaleString('en-GB')} undefined`}
                {report.noResults > 0 && `, ${report.noResults.toLocaleString('en-GB')} without results`}
              </p>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
