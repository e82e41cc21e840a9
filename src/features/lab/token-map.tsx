import type { KeyboardEvent } from 'react';
import { useRef, useState } from 'react';
import type { LanguageCode } from '../../domain/corpus/types.ts';
import { languageInfo } from '../../domain/text/languages.ts';
import { formatPercent } from '../../ui/format.ts';
import { sequential } from '../../ui/charts/colours.ts';
import { step } from '../../ui/charts/grid-keys.ts';
import type { TokenPlan } from './plan-rows.ts';
import { bestColumn, shareOf, tokenText } from './plan-rows.ts';

interface TokenMapProps {
  readonly plan: TokenPlan;
  readonly studentLanguage: LanguageCode;
  readonly teacherLanguage: LanguageCode;
}

/** Student tokens down, teacher tokens across, colour by share. One stop for the Tab key; arrows move inside. */
export function TokenMap({ plan, studentLanguage, teacherLanguage }: TokenMapProps) {
  const { student, teacher } = plan;
  const [at, setAt] = useState({ row: 0, column: 0 });
  const [pointed, setPointed] = useState<{ row: number; column: number } | null>(null);
  const grid = useRef<HTMLTableElement>(null);
  const active = {
    row: Math.min(at.row, student.length - 1),
    column: Math.min(at.column, teacher.length - 1),
  };
  const move = (event: KeyboardEvent): void => {
    const next = step(event.key, active, student.length, teacher.length);
    if (next === null) return;
    event.preventDefault();
    setAt(next);
    grid.current
      ?.querySelector<HTMLElement>(`[data-cell="${String(next.row)} ${String(next.column)}"]`)
      ?.focus();
  };
  const sentence = (row: number, column: number): string =>
    `${tokenText(student[row] ?? '')}: ${formatPercent(shareOf(plan, row, column))} goes to ${tokenText(teacher[column] ?? '')}`;
  return (
    <div>
      <div className="overflow-x-auto">
        <table
          ref={grid}
          role="grid"
          aria-label="Transport plan, student tokens by teacher tokens"
          onKeyDown={move}
          onMouseLeave={() => {
            setPointed(null);
          }}
          className="border-separate border-spacing-px text-xs"
        >
          <thead>
            <tr>
              <td />
              {teacher.map((token, column) => (
                <th
                  key={column}
                  scope="col"
                  lang={teacherLanguage}
                  dir={languageInfo(teacherLanguage).direction}
                  className="max-h-28 px-0.5 pb-1 align-bottom font-medium text-soft"
                >
                  <span className="inline-block max-h-28 overflow-hidden whitespace-nowrap [writing-mode:vertical-rl]">
                    {tokenText(token)}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {student.map((token, row) => (
              <tr key={row}>
                <th
                  scope="row"
                  lang={studentLanguage}
                  dir={languageInfo(studentLanguage).direction}
                  className="pr-1.5 text-right font-medium whitespace-nowrap text-soft"
                >
                  {tokenText(token)}
                </th>
                {teacher.map((_, column) => {
                  const share = shareOf(plan, row, column);
                  return (
                    <td
                      key={column}
                      role="gridcell"
                      data-cell={`${String(row)} ${String(column)}`}
                      tabIndex={row === active.row && column === active.column ? 0 : -1}
                      aria-label={sentence(row, column)}
                      onMouseEnter={() => {
                        setPointed({ row, column });
                      }}
                      onFocus={() => {
                        setAt({ row, column });
                        setPointed({ row, column });
                      }}
                      style={{ background: sequential(share).background }}
                      className={
                        column === bestColumn(plan, row)
                          ? 'h-6 w-6 min-w-6 rounded-[2px] outline-1 -outline-offset-1 outline-ink focus-visible:outline-2'
                          : 'h-6 w-6 min-w-6 rounded-[2px] focus-visible:outline-2'
                      }
                    />
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="mt-2 min-h-5 text-sm text-soft tabular-nums">
        {pointed === null ? 'Outlined: where most of a token goes.' : sentence(pointed.row, pointed.column)}
      </p>
    </div>
  );
}
