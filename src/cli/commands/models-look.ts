import type { ModelReport } from '../../protocol/library.ts';
import type { Arguments } from '../arguments.ts';
import { lookAt } from '../open-model.ts';
import { UsageError } from '../usage.ts';

/** What a model is and how it would be run, each setting with the file that says so; no weights are fetched. */
export async function look(args: Arguments): Promise<void> {
  const [name, ...more] = args.positionals;
  if (name === undefined || more.length > 0)
    throw new UsageError('models look takes one model: hub:owner/name, an address, or a folder.');
  const report = await lookAt(name, args);
  process.stdout.write(args.has('json') ? `${JSON.stringify(report, null, 2)}\n` : linesOf(report));
}

function linesOf(report: ModelReport): string {
  const { settings, limits } = report;
  const found = Object.entries(settings).map(([name, { value, from }]) => [
    'setting',
    name,
    JSON.stringify(value),
    from,
  ]);
  const rows = [
    ['name', report.name],
    ['revision', report.revision],
    ['licence', report.licence ?? 'not stated'],
    ['architecture', report.architecture ?? 'not stated'],
    ['longest text', limits.maxTokens === null ? 'not stated' : `${limits.maxTokens} tokens`],
    [
      'dimensions',
      String(limits.dimensions ?? 'not stated'),
      ...report.matryoshka.map((size) => `or ${size}`),
    ],
    ...found,
    ...report.graphs.map(({ model, queryModel, dtype, bytes }) => [
      'graph',
      dtype,
      bytes === null ? 'size not stated' : `${(bytes / 1e6).toFixed(1)} MB`,
      model,
      ...(queryModel === null ? [] : [queryModel]),
    ]),
    ...report.dense.map((folder) => ['dense module', folder]),
    ...report.notes.map((note) => ['note', note]),
  ];
  return rows.map((row) => `${row.join('\t')}\n`).join('');
}
