import type { ArmState } from '../../client/session/session-state.ts';
import type { Report, Setting } from '../../domain/metrics/figures.ts';
import { ArmBadge } from '../../ui/arm-badge.tsx';
import { Dumbbell } from '../../ui/charts/dumbbell.tsx';
import { dumbbellSvg } from '../../ui/export/dumbbell-svg.ts';
import { ExportMenu } from '../../ui/export/export-menu.tsx';
import { formatDifference, formatFigure } from '../../ui/format-figure.ts';
import { plural } from '../../ui/format.ts';
import { orderLanguages } from '../../ui/order-languages.ts';
import { SETTING_WORDS } from '../../ui/setting-words.ts';
import { changesTable } from './xqg-export.ts';
import { changeRows, countChanges, dumbbellRows } from './xqg-rows.ts';

interface ArmChangeProps {
  readonly arm: ArmState;
  readonly before: Report | null;
  readonly after: Report | null;
  readonly setting: Setting;
  readonly measure: string;
  /** How the queries are fused, in a sentence. */
  readonly fused: string;
  readonly busy: boolean;
}

/** One arm before and after fusion: its means, then every query language. */
export function ArmChange(props: ArmChangeProps) {
  const { arm, before, after } = props;
  return (
    <section
      aria-label={`${arm.letter} ${arm.name}`}
      data-arm={arm.letter}
      aria-busy={props.busy}
      className="rounded-lg border border-line border-t-3 border-t-arm bg-panel p-4"
    >
      <h2 className="flex items-center gap-2 text-base font-semibold">
        <ArmBadge letter={arm.letter} /> {arm.name}
      </h2>
      {arm.encoder === null ? (
        <p className="mt-2 text-sm text-soft">
          BM25 has no vectors to fuse queries into, so it stays as it is. Its figures stand in Recall.
        </p>
      ) : before === null || after === null ? (
        <p className="mt-2 text-sm text-faint">Its figures come when it is indexed.</p>
      ) : (
        <Changes {...props} before={before} after={after} />
      )}
    </section>
  );
}

function Changes({
  arm,
  before,
  after,
  setting,
  measure,
  fused,
  busy,
}: ArmChangeProps & { readonly before: Report; readonly after: Report }) {
  const order = orderLanguages(before.bias.topShare.rows);
  const rows = dumbbellRows(before, after, setting, measure, order);
  const { gained, lost, same } = countChanges(rows);
  const means = changeRows(before, after, measure).map((row) => ({
    ...row,
    label: `${row.name}, ${SETTING_WORDS[row.setting]}`,
  }));
  const title = `${measure} before and after fusion, ${SETTING_WORDS[setting]}`;
  return (
    <>
      <table className="mt-3 w-full text-right text-sm tabular-nums">
        <caption className="sr-only">Means before and after fusion</caption>
        <thead className="text-xs text-faint">
          <tr>
            <th scope="col" className="text-left font-medium">
              mean
            </th>
            <th scope="col" className="font-medium">
              before
            </th>
            <th scope="col" className="font-medium">
              after
            </th>
            <th scope="col" className="font-medium">
              change
            </th>
          </tr>
        </thead>
        <tbody>
          {means.map((row) => (
            <tr key={row.label} className="border-t border-line">
              <th scope="row" className="text-left font-normal text-soft">
                {row.label}
              </th>
              <td className="text-soft">{formatFigure(row.before, row.digits)}</td>
              <td>{formatFigure(row.after, row.digits)}</td>
              <td className="font-medium">
                {row.before === null || row.after === null
                  ? '–'
                  : formatDifference(row.after - row.before, row.digits)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="mt-3 mb-1.5 flex items-center justify-between gap-3">
        <p className="text-sm text-soft">
          {measure}, {SETTING_WORDS[setting]}: {plural(gained, 'language')} gained, {lost} lost, {same}{' '}
          unchanged.
        </p>
        <ExportMenu
          name={`the changes of ${arm.letter}`}
          busy={busy}
          figure={{
            file: ['xqg', arm.letter, measure, setting],
            table: () => changesTable(`${arm.letter} ${arm.name}: ${title}`, rows, means, [fused]),
            chart: {
              words: { title, arms: [arm], notes: [fused] },
              draw: (paint) => dumbbellSvg(arm.letter, rows, paint),
            },
          }}
        />
      </div>
      <Dumbbell rows={rows} caption={`${measure} before and after fusion, by query language`} />
    </>
  );
}
