import { useViewLink } from '../../client/react/view-state-context.tsx';
import type { ReactNode } from 'react';
import { ArmBadge } from '../../ui/arm-badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { formatFigure } from '../../ui/format-figure.ts';
import { LanguageTag, languageTitle } from '../../ui/language-tag.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { RecallTable } from './recall-rows.ts';

/** Every number that the chart draws, and those of the other measures. */
export function RecallTableView({
  table,
  measures,
  shown,
  exports,
}: {
  readonly table: RecallTable;
  readonly measures: readonly string[];
  readonly shown: string;
  readonly exports: ReactNode;
}) {
  return (
    <Panel
      title="All measures"
      aside={
        <div className="flex items-center gap-3">
          <p className="text-xs text-faint">* never seen in training</p>
          {exports}
        </div>
      }
    >
      <div
        className="-mx-4 overflow-x-auto px-4"
        tabIndex={0}
        role="region"
        aria-label="All measures, scrollable"
      >
        <table className="w-full text-right text-xs tabular-nums 2xl:text-sm">
          <thead>
            <tr>
              <td />
              {table.arms.map(({ arm: { arm } }) => (
                <th
                  key={arm.letter}
                  scope="colgroup"
                  colSpan={measures.length}
                  className="border-l border-line px-2 pb-1 text-left font-medium"
                >
                  <span className="flex items-center gap-1.5">
                    <ArmBadge letter={arm.letter} small /> {arm.name}
                  </span>
                </th>
              ))}
              <td />
            </tr>
            <tr className="text-xs text-faint">
              <th scope="col" className="pb-1 text-left font-medium">
                query
              </th>
              {table.arms.map(({ arm: { arm } }) =>
                measures.map((measure, place) => (
                  <th
                    key={`${arm.letter} ${measure}`}
                    scope="col"
                    className={classNames(
                      'px-1.5 pb-1 font-medium',
                      place === 0 && 'border-l border-line',
                      measure === shown && 'text-ink',
                    )}
                  >
                    {measure}
                  </th>
                )),
              )}
              <th scope="col" className="pb-1 pl-2 font-medium">
                n
              </th>
            </tr>
          </thead>
          <tbody>
            {table.languages.map((lang) => (
              <tr key={lang} className="border-t border-line">
                <th scope="row" className="py-0.5 text-left">
                  <QueriesLink lang={lang} measure={shown} />
                </th>
                {table.arms.map(({ arm: { arm }, byMeasure, trained }) =>
                  measures.map((measure, place) => {
                    const figure = byMeasure.get(measure)?.get(lang);
                    const unseen = trained !== null && !trained.has(lang);
                    return (
                      <td
                        key={`${arm.letter} ${measure}`}
                        className={classNames(
                          'px-1.5 py-0.5',
                          place === 0 && 'border-l border-line',
                          measure === shown ? 'font-medium' : 'text-soft',
                        )}
                      >
                        {formatFigure(figure?.value)}
                        {unseen && place === 0 ? <abbr title="never seen in training">*</abbr> : null}
                      </td>
                    );
                  }),
                )}
                <td className="py-0.5 pl-2 text-faint">{nOf(table, lang, shown)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr className="border-t-2 border-line-strong">
              <th scope="row" className="py-1 text-left font-semibold">
                mean
              </th>
              {table.arms.map(({ arm: { arm, report }, mean }) =>
                measures.map((measure, place) => {
                  const value =
                    measure === shown
                      ? mean?.value
                      : report?.figures.find(
                          (figure) =>
                            figure.setting === mean?.setting &&
                            figure.measure === measure &&
                            figure.queryLanguage === 'mean',
                        )?.value;
                  return (
                    <td
                      key={`${arm.letter} ${measure}`}
                      className={classNames(
                        'px-1.5 py-1',
                        place === 0 && 'border-l border-line',
                        measure === shown && 'font-semibold',
                      )}
                    >
                      {formatFigure(value)}
                    </td>
                  );
                }),
              )}
              <td />
            </tr>
          </tfoot>
        </table>
      </div>
    </Panel>
  );
}

/** To the queries behind a row. */
function QueriesLink({ lang, measure }: { readonly lang: string; readonly measure: string }) {
  const link = useViewLink({
    view: 'queries',
    measure,
    focus: { queryLanguage: lang, passageLanguage: null },
  });
  return (
    <a
      {...link}
      title={`The queries in ${languageTitle(lang)}`}
      className="underline-offset-2 hover:underline"
    >
      <LanguageTag lang={lang} />
    </a>
  );
}

function nOf(table: RecallTable, lang: string, measure: string): string {
  const counts = table.arms.flatMap(({ byMeasure }) => byMeasure.get(measure)?.get(lang)?.n ?? []);
  return counts[0]?.toLocaleString('en-GB') ?? '–';
}
