import { ArmBadge } from '../../ui/arm-badge.tsx';
import { ExportMenu } from '../../ui/export/export-menu.tsx';
import { LanguageTag } from '../../ui/language-tag.tsx';
import { orderLanguages } from '../../ui/order-languages.ts';
import { Panel } from '../../ui/panel.tsx';
import type { ReadyReport } from './bias-cells.ts';
import { distanceSentence } from './bias-cells.ts';
import { distancesTable } from './bias-export.ts';

/** One number for each arm, its interval, what it means, and the languages behind it. */
export function RankDistances({ reports }: { readonly reports: readonly ReadyReport[] }) {
  return (
    <Panel
      title="Rank distance of parallel relevant passages"
      aside={
        <div className="flex items-center gap-3">
          <p className="text-xs text-faint">in ranks; lower is fairer</p>
          <ExportMenu
            name="the rank distances"
            busy={reports.some(({ computing }) => computing)}
            figure={{ file: ['bias', 'rank-distance'], table: () => distancesTable(reports) }}
          />
        </div>
      }
    >
      <ul className="grid gap-6 sm:grid-cols-2 xl:grid-cols-4">
        {reports.map((entry) => {
          const { mean, margin, n, perLanguage } = entry.report.bias.rankDistance;
          const values = new Map(perLanguage.map(({ lang, value }) => [lang, value]));
          return (
            <li key={entry.arm.letter}>
              <p className="flex items-center gap-2 text-sm font-medium">
                <ArmBadge letter={entry.arm.letter} small /> {entry.arm.name}
              </p>
              <p className="mt-1 text-2xl font-semibold tabular-nums">
                {ranks(mean)}
                {margin !== null && (
                  <span className="ml-2 text-sm font-normal text-faint">
                    ± {ranks(margin)} (95 %, n = {n.toLocaleString('en-GB')})
                  </span>
                )}
              </p>
              <p className="mt-1 text-sm text-soft">{distanceSentence(entry)}</p>
              <dl className="mt-2 flex flex-wrap gap-x-3 gap-y-0.5 text-xs tabular-nums">
                {orderLanguages([...values.keys()]).map((lang) => (
                  <div key={lang} className="flex gap-1">
                    <dt className="text-faint">
                      <LanguageTag lang={lang} />
                    </dt>
                    <dd>{ranks(values.get(lang) ?? null)}</dd>
                  </div>
                ))}
              </dl>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

function ranks(value: number | null): string {
  return value === null ? '–' : value.toLocaleString('en-GB', { maximumFractionDigits: value < 100 ? 1 : 0 });
}
