import type { ArmState } from '../../client/session/session-state.ts';
import type { ArmValues } from '../../client/react/use-values.ts';
import type { TableColumn, TableData } from '../../domain/export/table.ts';
import type { Measure } from '../../domain/metrics/measure.ts';
import type { CompareOutput } from '../../protocol/statistics.ts';
import type { QueryRow } from './query-rows.ts';

/** Every query with its value for each arm, by id: the texts are the corpus's. */
export function queriesTable(
  rows: readonly QueryRow[],
  arms: readonly ArmValues[],
  measure: Measure,
  title: string,
): TableData {
  const digits = measure.unit === 'ranks' ? 0 : 3;
  const columns: TableColumn[] = [
    { key: 'query', label: 'query', kind: 'text' },
    { key: 'language', label: 'language', kind: 'text' },
    ...arms.map(({ arm }): TableColumn => ({
      key: arm.letter,
      label: `${arm.letter} ${arm.name}`,
      kind: 'number',
      digits,
    })),
    { key: 'spread', label: 'spread', kind: 'number', digits },
    { key: 'noResults', label: 'without results', kind: 'text' },
  ];
  return {
    title: `${measure.canonical}, ${title}`,
    columns,
    rows: rows.map(({ queryId, lang, values, spread }) => ({
      query: queryId,
      language: lang,
      ...Object.fromEntries(values.map(({ letter, value }) => [letter, value])),
      spread,
      noResults: values
        .filter(({ noResults }) => noResults)
        .map(({ letter }) => letter)
        .join(' '),
    })),
    notes: [
      measure.explanation,
      'An empty cell is a query for which nothing could be judged, or an arm that has not run.',
    ],
  };
}

/** Every two arms, as the screen has them. */
export function pairsTable(
  comparison: CompareOutput,
  arms: readonly ArmState[],
  measure: Measure,
  title: string,
): TableData {
  const nameOf = (letter: string): string =>
    `${letter} ${arms.find((arm) => arm.letter === letter)?.name ?? ''}`.trim();
  const number = (key: string, label: string, digits: number): TableColumn => ({
    key,
    label,
    kind: 'number',
    digits,
  });
  const digits = measure.unit === 'ranks' ? 1 : 3;
  return {
    title: `Differences of ${measure.canonical}, ${title}`,
    columns: [
      { key: 'first', label: 'first', kind: 'text' },
      { key: 'second', label: 'second', kind: 'text' },
      number('difference', 'difference', digits),
      number('low', 'from (95 %)', digits),
      number('high', 'to (95 %)', digits),
      number('wins', 'win', 0),
      number('ties', 'tie', 0),
      number('losses', 'loss', 0),
      number('t', 'p, t-test', 4),
      number('randomisation', 'p, randomisation', 4),
      number('adjusted', `p, ${comparison.correction}`, 4),
      number('questions', 'questions', 0),
      { key: 'blocked', label: 'not tested', kind: 'text' },
    ],
    rows: comparison.pairs.map((pair) =>
      pair.blocked !== null
        ? { first: nameOf(pair.first), second: nameOf(pair.second), blocked: pair.blocked }
        : {
            first: nameOf(pair.first),
            second: nameOf(pair.second),
            difference: pair.meanDifference,
            low: pair.interval.low,
            high: pair.interval.high,
            wins: pair.wins,
            ties: pair.ties,
            losses: pair.losses,
            t: pair.tTest.p,
            randomisation: pair.randomisation.p,
            adjusted: pair.randomisation.adjustedP,
            questions: pair.n,
          },
    ),
    notes: [
      'First minus second, over questions: parallel queries are averaged before testing.',
      `Percentile bootstrap and randomisation test with ${String(comparison.resamples)} draws, seed ${String(comparison.seed)}.`,
    ],
  };
}
