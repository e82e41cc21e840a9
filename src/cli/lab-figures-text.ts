import type { LabFigures } from '../domain/lab/lab-figures.ts';
import type { SeedInterval } from '../domain/lab/seed-interval.ts';
import { seedInterval } from '../domain/lab/seed-interval.ts';

/** The four figures, as they are named in results. */
export const FIGURES = [
  { key: 'mono', setting: 'mono', measure: 'mAP', digits: 4 },
  { key: 'cross', setting: 'cross', measure: 'mAP', digits: 4 },
  { key: 'multi', setting: 'multi', measure: 'mAP', digits: 4 },
  { key: 'rankDistance', setting: 'multi', measure: 'RD', digits: 1 },
] as const;

export interface Change {
  readonly setting: string;
  readonly measure: string;
  readonly before: number | null;
  /** Over seeds. */
  readonly after: SeedInterval | null;
  readonly change: SeedInterval | null;
}

/** Before and after for each figure. @param after one entry for each seed */
export function changesOf(before: LabFigures, after: readonly LabFigures[]): readonly Change[] {
  return FIGURES.map(({ key, setting, measure }) => {
    const start = before[key];
    const values = after.map((figures) => figures[key]);
    const differences = values.map((value) => (value === null || start === null ? null : value - start));
    return {
      setting,
      measure,
      before: start,
      after: seedInterval(values),
      change: seedInterval(differences),
    };
  });
}

/** A line for each figure: before, after and change, tab-separated. */
export function changeLines(changes: readonly Change[], label: string): string {
  return changes
    .map(({ setting, measure, before, after, change }) => {
      const digits = FIGURES.find((figure) => figure.measure === measure)?.digits ?? 4;
      return [
        label,
        setting,
        measure,
        before === null ? 'undefined' : before.toFixed(digits),
        after === null ? 'undefined' : withMargin(after, digits, ''),
        change === null ? 'undefined' : withMargin(change, digits, change.mean < 0 ? '−' : '+'),
      ].join('\t');
    })
    .map((line) => `${line}\n`)
    .join('');
}

/** Whether multilingual mAP rose by more than the seeds explain; `null` where it cannot be told. */
export function isHelp(changes: readonly Change[]): boolean | null {
  const multi = changes.find(({ setting, measure }) => setting === 'multi' && measure === 'mAP')?.change;
  return multi === undefined || multi === null ? null : multi.mean - (multi.margin ?? 0) > 0;
}

function withMargin({ mean, margin }: SeedInterval, digits: number, sign: string): string {
  const value = `${sign}${(sign === '' ? mean : Math.abs(mean)).toFixed(digits)}`;
  return margin === null ? value : `${value} ± ${margin.toFixed(digits)}`;
}
