import { useState } from 'react';
import type { FileReport, ReadReport, SkippedRow } from '../../domain/corpus/types.ts';
import { useSession } from '../../client/react/session-context.tsx';
import { Button } from '../../ui/button.tsx';
import { download } from '../../ui/export/download.ts';
import { FORMAT_NAMES } from './format-names.ts';
import { formatBytes, formatCount, plural } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { LanguageTag } from '../../ui/language-tag.tsx';
import { Panel } from '../../ui/panel.tsx';

/** What was read of each file, and what was left out and why. */
export function ReadReportPanel({
  title,
  report,
  leftOut,
}: {
  readonly title: string;
  readonly report: ReadReport;
  /** Rows and files that were left out, those that are not listed included. */
  readonly leftOut: number;
}) {
  const skipped = [...report.files.flatMap((file) => file.skipped), ...report.skipped];
  const heading = inWords(
    skipped.filter(({ where }) => where === '').length,
    Math.max(leftOut, skipped.length),
  );
  return (
    <Panel
      title={title}
      aside={
        <span className="text-sm text-faint">
          {plural(report.files.length, 'file')}, {skipped.length === 0 ? 'nothing left out' : heading}
        </span>
      }
    >
      {skipped.length > 0 && <SkippedRows rows={skipped} heading={heading} />}
      {/* Wide tables scroll by themselves; the tab stop lets the keyboard do it. */}
      <div className="max-h-96 overflow-auto" tabIndex={0} role="region" aria-label="Files that were read">
        <table className="w-full text-left text-sm">
          <thead className="text-xs text-faint">
            <tr>
              <th className="py-1 pr-4 font-medium">File</th>
              <th className="py-1 pr-4 font-medium">Read as</th>
              <th className="py-1 pr-4 text-right font-medium">Size</th>
              <th className="py-1 pr-4 text-right font-medium">Passages</th>
              <th className="py-1 pr-4 text-right font-medium">Queries</th>
              <th className="py-1 pr-4 text-right font-medium">Generated</th>
              <th className="py-1 pr-4 font-medium">Languages</th>
              <th className="py-1 font-medium">Notes</th>
            </tr>
          </thead>
          <tbody>
            {report.files.map((file) => (
              <FileRow key={file.file} file={file} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function FileRow({ file }: { readonly file: FileReport }) {
  const left = file.skipped.length;
  return (
    <tr className="border-t border-line align-baseline">
      <th scope="row" className="min-w-32 py-1.5 pr-4 font-medium [overflow-wrap:anywhere]">
        {file.file}
      </th>
      <td className="py-1.5 pr-4 whitespace-nowrap">
        {file.format === null ? <span className="text-bad">not read</span> : FORMAT_NAMES[file.format]}
      </td>
      <td className="py-1.5 pr-4 text-right whitespace-nowrap">{formatBytes(file.bytes)}</td>
      <td className="py-1.5 pr-4 text-right">{formatCount(file.passages)}</td>
      <td className="py-1.5 pr-4 text-right">{formatCount(file.queries)}</td>
      <td className="py-1.5 pr-4 text-right">{formatCount(file.generated)}</td>
      <td className="py-1.5 pr-4">
        {file.languages.length > 4 ? (
          <span title={file.languages.join(', ')}>{plural(file.languages.length, 'language')}</span>
        ) : (
          <span className="flex flex-wrap gap-x-2">
            {file.languages.map((lang) => (
              <LanguageTag key={lang} lang={lang} own />
            ))}
          </span>
        )}
      </td>
      <td className="min-w-40 py-1.5 text-soft">
        {[
          ...file.notes,
          ...(left > 0 && file.format !== null ? [`${plural(left, 'row')} left out`] : []),
        ].map((note) => (
          <p key={note}>{note}</p>
        ))}
      </td>
    </tr>
  );
}

/** `1 whole file and 3 rows left out` */
function inWords(files: number, all: number): string {
  const rows = all - files;
  const parts = [files > 0 && plural(files, 'whole file'), rows > 0 && plural(rows, 'row')].filter(
    (part) => part !== false,
  );
  return `${parts.join(' and ')} left out`;
}

const SHOWN = 50;

function SkippedRows({ rows, heading }: { readonly rows: readonly SkippedRow[]; readonly heading: string }) {
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, SHOWN);
  return (
    <div className="mb-4 rounded-md border border-bad-line bg-bad-wash">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-3 pt-2.5">
        <h3 className="flex items-center gap-2 text-sm font-semibold">
          <Icon name="warning" className="text-bad" />
          {heading}
        </h3>
        <SaveSkipped />
      </div>
      <div className="max-h-80 overflow-auto px-3 py-2" tabIndex={0} role="region" aria-label="Rows left out">
        <table className="w-full text-left text-sm">
          <thead className="text-xs text-soft">
            <tr>
              <th className="py-1 pr-4 font-medium">File</th>
              <th className="py-1 pr-4 font-medium">Where</th>
              <th className="py-1 font-medium">Why</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              <tr key={index} className="border-t border-bad-line/60 align-baseline">
                <td className="min-w-24 py-1 pr-4 [overflow-wrap:anywhere]">{row.file}</td>
                <td className="py-1 pr-4 whitespace-nowrap">
                  {row.where === '' ? 'whole file' : <code>{row.where}</code>}
                </td>
                <td className="min-w-48 py-1 [overflow-wrap:anywhere]">{row.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length > shown.length && (
          <Button
            small
            className="mt-2"
            onClick={() => {
              setAll(true);
            }}
          >
            Show all {formatCount(rows.length)}
          </Button>
        )}
      </div>
    </div>
  );
}

/** All of them, with file, place and reason. */
function SaveSkipped() {
  const session = useSession();
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (format: 'csv' | 'jsonl'): Promise<void> => {
    setProblem(null);
    try {
      download(await session.corpus.exportSkipped(format), `rows-left-out.${format}`);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <Button small kind="quiet" onClick={() => void save('csv')}>
        Save the list as CSV
      </Button>
      <Button small kind="quiet" onClick={() => void save('jsonl')}>
        as JSON Lines
      </Button>
      {problem !== null && (
        <span role="alert" className="text-sm text-bad">
          {problem}
        </span>
      )}
    </span>
  );
}
