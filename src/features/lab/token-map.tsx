import { useState } from 'react';
import type { LanguageCode } from '../../domain/corpus/types.ts';
import { languageInfo } from '../../domain/text/languages.ts';
import { formatPercent } from '../../ui/format.ts';
import { sequential } from '../../ui/charts/colours.ts';
import { useGrid } from '../../ui/charts/use-grid.ts';
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
  const { grid, cell, stopAt } = useGrid(student.length, teacher.length);
  const [pointed, setPointed] = useState<{ row: number; column: number } | null>(null);
  const sentence = (row: number, column: number): string =>
    `${tokenText(student[row] ?? '')}: ${formatPercent(shareOf(plan, row, column))} goes to ${tokenText(teacher[column] ?? '')}`;
  return (
    <div>
      <div className="overflow-x-auto">
        <table
          {...grid}
          aria-label="Transport plan, student tokens by teacher tokens"
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
                      {...cell(row, column)}
                      aria-label={sentence(row, column)}
                      onMouseEnter={() => {
                        setPointed({ row, column });
                      }}
                      onFocus={() => {
                        stopAt({ row, column });
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
