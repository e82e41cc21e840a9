import { useLanguageChanges } from '../../client/react/use-language-changes.ts';
import { useValues } from '../../client/react/use-values.ts';
import type { ArmValues } from '../../client/react/use-values.ts';
import type { FusionChoice } from '../../domain/augmentation/fusion-choice.ts';
import type { LanguageCode } from '../../domain/corpus/types.ts';
import type { Setting } from '../../domain/metrics/figures.ts';
import { parseMeasure } from '../../domain/metrics/measure.ts';
import type { LanguageChange } from '../../domain/significance/compare-by-language.ts';
import { ArmBadge } from '../../ui/arm-badge.tsx';
import { ExportMenu } from '../../ui/export/export-menu.tsx';
import { formatDifference } from '../../ui/format-figure.ts';
import { formatCount, formatP } from '../../ui/format.ts';
import { LanguageTag } from '../../ui/language-tag.tsx';
import { Panel } from '../../ui/panel.tsx';
import { changesTable } from './changes-table.ts';

/** Whether what fusion changed is more than chance, language by language, for every encoder. */
export function LanguageChanges({
  fusion,
  setting,
  measure,
  order,
}: {
  readonly fusion: FusionChoice;
  readonly setting: Setting;
  readonly measure: string;
  readonly order: readonly LanguageCode[];
}) {
  const input = { measure, setting, queryLanguage: null, passageLanguage: null };
  const before = useValues({ ...input, fusion: null });
  const after = useValues({ ...input, fusion });
  const dense = before.flatMap((arm, place) => (arm.arm.encoder === null ? [] : [place]));
  if (dense.every((place) => before[place]?.values === null)) return null;
  return (
    <Panel
      title={`Change of ${measure} by query language`}
      className="mt-4"
      aside={
        <p className="text-xs text-faint">
          after minus before · 95 % bootstrap interval · randomisation test · Holm over the languages
        </p>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-6 xl:grid-cols-[repeat(2,minmax(0,1fr))]">
        {dense.map((place) => (
          <Changes
            key={before[place]?.arm.letter}
            before={before[place]}
            after={after[place]}
            name={[setting, measure, fusion]}
            digits={parseMeasure(measure)?.unit === 'ranks' ? 1 : 3}
            order={order}
          />
        ))}
      </div>
    </Panel>
  );
}

function Changes({
  before,
  after,
  name,
  digits,
  order,
}: {
  readonly before: ArmValues | undefined;
  readonly after: ArmValues | undefined;
  readonly name: readonly unknown[];
  readonly digits: number;
  readonly order: readonly LanguageCode[];
}) {
  const { changes, error } = useLanguageChanges(before, after, name);
  if (before === undefined) return null;
  const { letter, name: armName } = before.arm;
  const rows = [...(changes ?? [])].sort((a, b) => order.indexOf(a.lang) - order.indexOf(b.lang));
  return (
    <section aria-label={`Changes by language, ${letter} ${armName}`} data-arm={letter}>
      <div className="mb-2 flex items-center justify-between gap-3">
        <h3 className="flex items-center gap-2 text-sm font-medium">
          <ArmBadge letter={letter} small /> {armName}
        </h3>
        {changes !== null && (
          <ExportMenu
            name={`the changes of ${letter}`}
            figure={{
              file: ['xqg-change', letter, ...name.slice(0, 2).map(String)],
              table: () =>
                changesTable(
                  rows,
                  `Change with xQG, ${armName}, ${String(name[1])}, ${String(name[0])}`,
                  digits,
                ),
            }}
          />
        )}
      </div>
      {error !== null && <p className="text-sm text-bad">{error.message}</p>}
      {changes === null && error === null && <p className="text-sm text-faint">computing</p>}
      {rows.length > 0 && (
        <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={`Changes of ${armName}`}>
          <table className="w-full text-right text-sm tabular-nums">
            <thead className="text-xs text-faint">
              <tr>
                {['query', 'change', '95 % interval', 'win / tie / loss', 'p', 'p, Holm', 'n'].map(
                  (head, i) => (
                    <th
                      key={head}
                      scope="col"
                      className={i === 0 ? 'pb-1 text-left font-medium' : 'px-2 pb-1 font-medium'}
                    >
                      {head}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <ChangeRow key={row.lang} row={row} digits={digits} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function ChangeRow({ row, digits }: { readonly row: LanguageChange; readonly digits: number }) {
  return (
    <tr className="border-t border-line">
      <th scope="row" className="py-0.5 text-left">
        <LanguageTag lang={row.lang} />
      </th>
      {row.tested ? (
        <>
          <td className="px-2 font-medium">{formatDifference(row.meanDifference, digits)}</td>
          <td className="px-2 whitespace-nowrap text-soft">
            {formatDifference(row.interval.low, digits)} to {formatDifference(row.interval.high, digits)}
          </td>
          <td className="px-2 whitespace-nowrap">
            {formatCount(row.wins)} / {formatCount(row.ties)} / {formatCount(row.losses)}
          </td>
          <td className="px-2">{formatP(row.p)}</td>
          <td className="px-2 font-medium">
            {formatP(row.adjustedP)}
            {row.adjustedP < 0.05 && <abbr title="below 0.05 after correction">*</abbr>}
          </td>
          <td className="pl-2 text-faint">{formatCount(row.n)}</td>
        </>
      ) : (
        <td colSpan={6} className="pl-2 text-left text-soft">
          too few queries with a value
        </td>
      )}
    </tr>
  );
}
