import { useQuery } from '@tanstack/react-query';
import { queriesByIdQuery } from '../../client/react/queries.ts';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import { useViewLink } from '../../client/react/view-state-context.tsx';
import type { ArmValues } from '../../client/react/use-values.ts';
import type { JudgedQuery, LanguageCode } from '../../domain/corpus/types.ts';
import type { Measure } from '../../domain/metrics/measure.ts';
import { ArmBadge } from '../../ui/arm-badge.tsx';
import { formatFigure } from '../../ui/format-figure.ts';
import { LanguageTag } from '../../ui/language-tag.tsx';
import { TextInLanguage } from '../../ui/text-in-language.tsx';
import type { QueryRow, QueryValue } from './query-rows.ts';

/** The queries behind a figure. Each row leads to both rankings. */
export function QueryTable({
  rows,
  arms,
  measure,
  passageLanguage,
}: {
  readonly rows: readonly QueryRow[];
  readonly arms: readonly ArmValues[];
  readonly measure: Measure;
  readonly passageLanguage: LanguageCode | null;
}) {
  const session = useSession();
  const hash = useSessionState((state) => state.corpus.shard?.hash ?? '');
  const ids = rows.map(({ queryId }) => queryId);
  const { data } = useQuery(queriesByIdQuery(session, hash, ids));
  const texts = new Map(data?.map((query) => [query.id, query]));
  const digits = measure.unit === 'ranks' ? 0 : 3;
  return (
    <div className="-mx-4 overflow-x-auto px-4" tabIndex={0} role="region" aria-label="Queries, scrollable">
      <table className="w-full text-sm">
        <thead className="text-xs text-faint">
          <tr>
            <th scope="col" className="pb-1 text-left font-medium">
              query
            </th>
            {arms.map(({ arm }) => (
              <th key={arm.letter} scope="col" className="w-28 px-2 pb-1 text-left font-medium">
                <span className="flex items-center gap-1.5">
                  <ArmBadge letter={arm.letter} small /> <span className="truncate">{arm.name}</span>
                </span>
              </th>
            ))}
            <th scope="col" className="pb-1 pl-2 text-right font-medium">
              spread
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.queryId} className="border-t border-line align-baseline">
              <th scope="row" className="py-1.5 pr-4 text-left font-normal">
                <QueryLink row={row} query={texts.get(row.queryId)} passageLanguage={passageLanguage} />
              </th>
              {row.values.map((value) => (
                <td key={value.letter} className="px-2 py-1.5">
                  <ValueBar value={value} digits={digits} scale={measure.unit === 'ranks' ? null : 1} />
                </td>
              ))}
              <td className="py-1.5 pl-2 text-right tabular-nums">{formatFigure(row.spread, digits)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function QueryLink({
  row,
  query,
  passageLanguage,
}: {
  readonly row: QueryRow;
  readonly query: JudgedQuery | undefined;
  readonly passageLanguage: LanguageCode | null;
}) {
  const link = useViewLink({
    view: 'search',
    query: query?.text ?? '',
    queryId: row.queryId,
    // The pool that the figure was computed over.
    filter: passageLanguage === null ? [] : [passageLanguage],
  });
  return (
    <a {...link} className="flex items-baseline gap-2 underline-offset-2 hover:underline">
      <LanguageTag lang={row.lang} />
      <TextInLanguage lang={row.lang} className="min-w-40">
        {query?.text ?? row.queryId}
      </TextInLanguage>
    </a>
  );
}

function ValueBar({
  value,
  digits,
  scale,
}: {
  readonly value: QueryValue;
  readonly digits: number;
  readonly scale: number | null;
}) {
  return (
    <span data-arm={value.letter} className="flex items-center gap-2 tabular-nums">
      <span className="w-10">{formatFigure(value.value, digits)}</span>
      {scale !== null && value.value !== null && (
        <span aria-hidden="true" className="h-1.5 w-12 rounded-full bg-sunken">
          <span
            className="block h-full rounded-full bg-arm"
            style={{ width: `${String((100 * value.value) / scale)}%` }}
          />
        </span>
      )}
      {value.noResults && <span className="text-xs text-soft">no results</span>}
    </span>
  );
}
