import { inspectFiles } from '../../engine/corpus/inspect-files.ts';
import { createLanguageDetector } from '../../engine/corpus/detect-language.ts';
import type { FileInspection, Inspection } from '../../protocol/inspection.ts';
import type { Arguments } from '../arguments.ts';
import { corpusFiles } from '../corpus-paths.ts';
import { createProgress } from '../progress.ts';
import { planFiles } from '../read-corpus.ts';
import { UsageError } from '../usage.ts';

/** What each file of a corpus is recognised as, how it would be read, and a few of its records. */
export async function look(args: Arguments): Promise<void> {
  const [path, ...more] = args.positionals;
  if (path === undefined || more.length > 0)
    throw new UsageError('corpus look takes one file, folder, address, or demo.');
  const files = await corpusFiles(path, createProgress());
  const { files: plans } = await planFiles(args, files);
  const inspection = await inspectFiles(files, {
    plans: new Map(Object.entries(plans)),
    detector: createLanguageDetector,
  });
  process.stdout.write(args.has('json') ? `${JSON.stringify(inspection, null, 2)}\n` : textOf(inspection));
}

function textOf({ files, estimate }: Inspection): string {
  const about = estimate.exact ? '' : 'about ';
  const total = `${about}${count(estimate.passages)} passages in ${count(files.length)} files of ${count(estimate.bytes)} bytes\n`;
  return `${files.map(linesOf).join('\n')}\n${total}`;
}

function linesOf(file: FileInspection): string {
  const { plan, rows, table } = file;
  const about = rows.exact ? '' : 'about ';
  const columns = Object.entries(plan?.columns ?? {}).flatMap(([role, column]) =>
    column === null ? [] : [`${role}=${column}`],
  );
  const facts: readonly (readonly string[])[] =
    plan === null
      ? [['refused', file.refusal ?? '']]
      : [
          ['format', plan.format, file.because],
          ...(file.alternatives.length === 0 ? [] : [['or', file.alternatives.join(', ')]]),
          ['rows', `${about}${count(rows.count)}`, `${count(rows.passages)} passages`],
          [
            'languages',
            plan.language.mode === 'declared' ? plan.language.lang : file.languages.join(', '),
            file.languageGuessed ? 'told from the text' : plan.language.mode,
          ],
          ...(table === null ? [] : [['columns', table.columns.join(', '), columns.join(',')]]),
          ...(plan.splitting === null
            ? []
            : [['passages', `${count(plan.splitting.characters)} characters at most`]]),
          ...(file.refusal === null ? [] : [['but', file.refusal]]),
          ...file.sample.map(({ kind, id, lang, text }) => [
            kind,
            id,
            lang ?? '',
            text.replace(/\s+/g, ' ').slice(0, SHOWN),
          ]),
        ];
  return [[file.file, `${count(file.bytes)} bytes`], ...facts.map((fact) => ['', ...fact])]
    .map((row) => `${row.join('\t')}\n`)
    .join('');
}

/** UTF-16 units of a record that are shown. */
const SHOWN = 160;

function count(value: number): string {
  return value.toLocaleString('en-GB');
}
