import type { LanguageCode } from '../../corpus/types.ts';
import type { LabData } from '../lab-data.ts';
import { CannotRun } from '../cannot-run.ts';
import type { FittedControl } from './fitted-control.ts';
import { parallelPassages } from './parallel-passages.ts';
import { meanRow } from './training-rows.ts';

/**
 * SHIFT: subtracts from the passages of a language the mean difference to their parallel passages in the pivot
 * language. Queries, the pivot's passages, and languages without parallel passages stay as they are.
 * One example is one set of parallel passages in one language (see `parallelPassages`).
 * @throws CannotRun when no passage of the training half is parallel to one of the pivot
 */
export function fitShift(data: LabData, pivot: LanguageCode): FittedControl {
  const d = data.dimensions;
  const { passages } = data.shard;
  const sums = new Map<LanguageCode, { readonly sum: Float64Array; count: number }>();
  for (const rows of parallelPassages(data)) {
    const own = rows.filter((row) => passages[row]?.lang === pivot);
    if (own.length === 0) continue;
    const target = meanRow(data.passages, own, d);
    for (const language of new Set(rows.map((row) => passages[row]?.lang ?? ''))) {
      if (language === pivot) continue;
      const theirs = rows.filter((row) => passages[row]?.lang === language);
      const mean = meanRow(data.passages, theirs, d);
      const known = sums.get(language) ?? { sum: new Float64Array(d), count: 0 };
      for (let i = 0; i < d; i += 1) known.sum[i] = (known.sum[i] ?? 0) + (mean[i] ?? 0) - (target[i] ?? 0);
      known.count += 1;
      sums.set(language, known);
    }
  }
  if (sums.size === 0) {
    throw new CannotRun(
      `No passage of the training half is parallel to a passage in "${pivot}". Choose another pivot, or a corpus whose passages share a "group" across languages or whose questions are judged by one passage of each language.`,
    );
  }
  const offsets = [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([language, { sum, count }]) => [language, Float32Array.from(sum, (value) => value / count)] as const,
    );
  return {
    steps: [
      {
        kind: 'shift',
        to: 'passage',
        offsets: { languages: Object.fromEntries(offsets), otherwise: null },
      },
      { kind: 'unit-length', to: 'passage' },
    ],
    examples: [...sums.values()].reduce((total, { count }) => total + count, 0),
  };
}
