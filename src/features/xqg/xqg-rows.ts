import type { LanguageCode } from '../../domain/corpus/types.ts';
import type { Figure, Report, Setting } from '../../domain/metrics/figures.ts';
import { SETTINGS } from '../../domain/metrics/figures.ts';
import { Tally } from '../../domain/metrics/tally.ts';

export interface BeforeAfter {
  readonly before: number | null;
  readonly after: number | null;
}

export interface DumbbellRow extends BeforeAfter {
  readonly lang: LanguageCode;
}

/** By query language; in the cross-lingual setting the mean over passage languages. */
export function dumbbellRows(
  before: Report,
  after: Report,
  setting: Setting,
  measure: string,
  order: readonly LanguageCode[],
): DumbbellRow[] {
  const [from, to] = [byLanguage(before, setting, measure), byLanguage(after, setting, measure)];
  return order
    .filter((lang) => from.has(lang))
    .map((lang) => ({ lang, before: from.get(lang) ?? null, after: to.get(lang) ?? null }));
}

export interface ChangeRow extends BeforeAfter {
  readonly name: string;
  readonly setting: Setting;
  readonly digits: number;
  readonly higherIsBetter: boolean;
}

/** Macro means of each setting, and the rank distance: what fusion changes beside what one looks at. */
export function changeRows(before: Report, after: Report, measure: string): ChangeRow[] {
  const meanOf = (report: Report, setting: Setting, name: string): number | null =>
    report.figures.find(
      (figure) => figure.setting === setting && figure.measure === name && figure.queryLanguage === 'mean',
    )?.value ?? null;
  return [
    ...SETTINGS.map((setting) => ({
      name: measure,
      setting,
      before: meanOf(before, setting, measure),
      after: meanOf(after, setting, measure),
      digits: 3,
      higherIsBetter: true,
    })),
    {
      name: 'rank distance',
      setting: 'multi',
      before: before.bias.rankDistance.mean,
      after: after.bias.rankDistance.mean,
      digits: 1,
      higherIsBetter: false,
    },
  ];
}

/** How many languages gained and how many lost, by more than a display digit. */
export function countChanges(rows: readonly DumbbellRow[]): {
  readonly gained: number;
  readonly lost: number;
  readonly same: number;
} {
  const counts = { gained: 0, lost: 0, same: 0 };
  for (const { before, after } of rows) {
    if (before === null || after === null) continue;
    const change = after - before;
    counts[Math.abs(change) < 0.0005 ? 'same' : change > 0 ? 'gained' : 'lost'] += 1;
  }
  return counts;
}

/** Points of the α curve: dense where the paper's value lies, up to where the queries have taken over. */
export const SUM_ALPHAS: readonly number[] = [0, 0.0025, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.08, 0.12];
export const MEAN_ALPHAS: readonly number[] = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1];

function byLanguage(report: Report, setting: Setting, measure: string): Map<LanguageCode, number | null> {
  const tallies = new Map<LanguageCode, Tally>();
  const chosen = (figure: Figure): boolean =>
    figure.setting === setting && figure.measure === measure && figure.queryLanguage !== 'mean';
  for (const figure of report.figures.filter(chosen)) {
    const tally = tallies.get(figure.queryLanguage) ?? new Tally();
    tally.add(figure.value);
    tallies.set(figure.queryLanguage, tally);
  }
  return new Map([...tallies].map(([lang, tally]) => [lang, tally.mean]));
}
