import type { EncoderEntry } from '../../protocol/manifest.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ExportMenu } from '../../ui/export/export-menu.tsx';
import { formatCount } from '../../ui/format.ts';
import { CopyButton } from './copy-button.tsx';
import { measuredTable } from './measured-export.ts';

const SETTINGS: Readonly<Record<string, string>> = {
  mono: 'monolingual',
  cross: 'cross-lingual',
  multi: 'multilingual',
};

/** Measured quality, with the command that gives each figure again. */
export function MeasuredTable({
  measured,
  of,
}: {
  readonly measured: EncoderEntry['measured'];
  readonly of: string;
}) {
  if (measured.length === 0)
    return <p className="text-xs text-faint">No figures have been published with this encoder.</p>;
  const commands = [...new Set(measured.map(({ command }) => command))];
  const columns = [...new Set(measured.map(({ measure }) => measure))];
  const rows = [...new Set(measured.map(({ corpus, setting }) => `${corpus}\n${setting}`))];
  return (
    <div>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={`Measured quality of ${of}`}>
        <table className="w-full text-left text-xs">
          <thead className="text-faint">
            <tr>
              <th className="py-0.5 pr-3 font-medium">Measured on</th>
              <th className="py-0.5 pr-3 font-medium">Setting</th>
              {columns.map((measure) => (
                <th key={measure} className="py-0.5 pr-3 text-right font-medium">
                  {measure}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const [corpus = '', setting = ''] = row.split('\n');
              return (
                <tr key={row} className="border-t border-line">
                  <th scope="row" className="py-0.5 pr-3 font-normal">
                    {corpus}
                  </th>
                  <td className="py-0.5 pr-3">{SETTINGS[setting] ?? setting}</td>
                  {columns.map((measure) => {
                    const figure = measured.find(
                      (m) => m.corpus === corpus && m.setting === setting && m.measure === measure,
                    );
                    return (
                      <td
                        key={measure}
                        className="py-0.5 pr-3 text-right"
                        title={figure && `n = ${formatCount(figure.n)}`}
                      >
                        {figure === undefined ? '–' : writeFigure(figure)}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <div className="mt-1.5 flex flex-wrap items-start justify-between gap-2">
        <Disclosure
          summary={
            commands.length === 1
              ? 'The command that gives these figures'
              : 'The commands that give these figures'
          }
        >
          {commands.map((command) => (
            <div key={command} className="mb-1 flex items-start gap-2">
              <code className="min-w-0 flex-1 rounded bg-sunken px-2 py-1 text-xs [overflow-wrap:anywhere]">
                {command}
              </code>
              <CopyButton text={command} label="Copy this command" />
            </div>
          ))}
        </Disclosure>
        <ExportMenu
          name={`measured quality of ${of}`}
          figure={{ file: ['measured', of], table: () => measuredTable(of, measured) }}
        />
      </div>
    </div>
  );
}

/** Fractions to three decimals; rank distance is counted in ranks. */
function writeFigure({ measure, value }: EncoderEntry['measured'][number]): string {
  return measure === 'RD' ? `${formatCount(value)} ranks` : value.toFixed(3);
}
