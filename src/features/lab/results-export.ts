import type { LabResult } from '../../client/session/lab-state.ts';
import type { TableColumn, TableData } from '../../domain/export/table.ts';
import { labFigures } from '../../domain/lab/lab-figures.ts';
import { fullWords } from './recipe-words.ts';
import type { Change } from './verdict.ts';
import { FIGURE_KEYS, FIGURE_WORDS } from '../../domain/regimes/figures.ts';
import { changesOf, verdict } from './verdict.ts';

/** A result's figures before and after. */
export function resultChanges({ before, output }: LabResult): readonly Change[] {
  return changesOf(labFigures(before), labFigures(output.report), output.perSeed);
}

/** Every result of this visit, one row each. */
export function resultsTable(results: readonly LabResult[]): TableData {
  const columns = FIGURE_KEYS.flatMap((key): TableColumn[] => {
    const digits = key === 'rankDistance' ? 1 : 3;
    const number = (name: string, label: string): TableColumn => ({
      key: `${key} ${name}`,
      label,
      group: FIGURE_WORDS[key],
      kind: 'number',
      digits,
    });
    return [
      number('before', 'before'),
      number('after', 'after'),
      number('change', 'change'),
      number('±', '± (95 %)'),
    ];
  });
  return {
    title: 'Results of the Lab on the held-out questions',
    columns: [
      { key: 'name', label: 'arm', kind: 'text' },
      { key: 'recipe', label: 'recipe', kind: 'text' },
      { key: 'base', label: 'made from', kind: 'text' },
      ...columns,
      { key: 'seeds', label: 'seeds', kind: 'number', digits: 0 },
      { key: 'queries', label: 'queries', kind: 'number', digits: 0 },
      { key: 'shard', label: 'shard', kind: 'text' },
      { key: 'split', label: 'split seed', kind: 'number', digits: 0 },
      { key: 'verdict', label: 'verdict', kind: 'text' },
      { key: 'id', label: 'id', kind: 'text' },
    ],
    rows: results.map((result) => {
      const changes = resultChanges(result);
      const own = result.output.arm.summary.training.at(-1);
      return {
        id: result.id,
        name: result.name,
        recipe: fullWords(result.recipe),
        base: result.base,
        seeds: result.output.perSeed.length,
        queries: labFigures(result.output.report).queries,
        shard: own?.shardHash.slice(0, 12) ?? null,
        split: own?.split.seed ?? null,
        verdict: verdict(changes).words,
        ...Object.fromEntries(
          changes.flatMap(({ key, before, after, change, margin }) => [
            [`${key} before`, before],
            [`${key} after`, after],
            [`${key} change`, change],
            [`${key} ±`, margin],
          ]),
        ),
      };
    }),
    notes: [
      'shard: first 12 hex digits of its SHA-256. Rows of another shard or split seed were judged by other questions.',
      'before and after: the arm it was made from and the new arm, on the same held-out questions.',
      'change: mean over the seeds, with a 95 % interval over them (Student’s t); the arm itself is that of the first seed.',
    ],
  };
}
