import type { LanguageCode } from '../../domain/corpus/types.ts';
import { classNames } from '../class-names.ts';
import { languageTitle } from '../language-tag.tsx';
import type { CellColours } from './colours.ts';
import { useGrid } from './use-grid.ts';

export interface HeatCell {
  /** `null`: nothing to show, which is not zero. */
  readonly text: string | null;
  /** Said in full on hover, on focus and to screen readers. */
  readonly sentence: string;
  readonly colours: CellColours | null;
}

interface HeatMapProps {
  readonly label: string;
  readonly rows: readonly LanguageCode[];
  readonly columns: readonly LanguageCode[];
  readonly cell: (row: number, column: number) => HeatCell;
  readonly rowMean: (row: number) => string;
  readonly columnMean: (column: number) => string;
  /** The cell that is pointed at on any of the maps beside this one, so that they can be read together. */
  readonly pointed: HeatPlace | null;
  readonly onPoint: (place: HeatPlace | null) => void;
  /** Leads to what stands behind a cell, by click or Enter. */
  readonly onOpen?: (place: HeatPlace) => void;
}

export interface HeatPlace {
  readonly row: LanguageCode;
  readonly column: LanguageCode;
}

const HEAD = 'px-0.5 text-2xs font-medium text-soft';

/** Query language × passage language. One stop for the Tab key; arrows, Home and End move inside. */
export function HeatMap({
  label,
  rows,
  columns,
  cell,
  rowMean,
  columnMean,
  pointed,
  onPoint,
  onOpen,
}: HeatMapProps) {
  const { grid, cell: gridCell, stopAt } = useGrid(rows.length, columns.length);
  return (
    <div className="overflow-x-auto">
      <table
        {...grid}
        aria-label={label}
        onMouseLeave={() => {
          onPoint(null);
        }}
        className="border-separate border-spacing-px text-center"
      >
        <thead>
          <tr>
            <td className={classNames(HEAD, 'text-left')}>
              <span aria-hidden="true">q\p</span>
            </td>
            {columns.map((lang) => (
              <th key={lang} scope="col" title={languageTitle(lang)} className={HEAD}>
                {lang}
              </th>
            ))}
            <th scope="col" className={classNames(HEAD, 'pl-1.5')}>
              mean
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((rowLang, row) => (
            <tr key={rowLang}>
              <th scope="row" title={languageTitle(rowLang)} className={classNames(HEAD, 'text-left')}>
                {rowLang}
              </th>
              {columns.map((columnLang, column) => {
                const { text, sentence, colours } = cell(row, column);
                const here = { row: rowLang, column: columnLang };
                const lit = pointed?.row === rowLang && pointed.column === columnLang;
                return (
                  <td
                    key={columnLang}
                    {...gridCell(row, column)}
                    aria-label={sentence}
                    onMouseEnter={() => {
                      onPoint(here);
                    }}
                    onFocus={() => {
                      stopAt({ row, column });
                      onPoint(here);
                    }}
                    onClick={() => onOpen?.(here)}
                    onKeyDown={(event) => {
                      if (event.key === 'Enter' || event.key === ' ') {
                        event.preventDefault();
                        onOpen?.(here);
                      }
                    }}
                    style={colours ?? undefined}
                    className={classNames(
                      'h-6 w-[21px] min-w-[21px] rounded-[2px] 2xl:w-7 2xl:min-w-7 text-2xs tabular-nums focus-visible:outline-2 focus-visible:outline-offset-0',
                      onOpen !== undefined && 'cursor-pointer',
                      colours === null && 'bg-sunken text-faint',
                      rowLang === columnLang && 'ring-1 ring-ink ring-inset',
                      lit && 'outline-2 outline-(--focus)',
                    )}
                  >
                    {text ?? '–'}
                  </td>
                );
              })}
              <td className={classNames(HEAD, 'pl-1.5 tabular-nums')}>{rowMean(row)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row" className={classNames(HEAD, 'text-left')}>
              mean
            </th>
            {columns.map((lang, column) => (
              <td key={lang} className={classNames(HEAD, 'px-0 pt-1 tabular-nums')}>
                {columnMean(column)}
              </td>
            ))}
            <td />
          </tr>
        </tbody>
      </table>
    </div>
  );
}
