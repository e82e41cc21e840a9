import type { ArmReport } from '../../client/react/use-reports.ts';
import type { LanguageOrder } from '../../client/view-state.ts';
import type { LanguageCode } from '../../domain/corpus/types.ts';
import { summariseLanguages } from '../../domain/metrics/aggregate.ts';
import type { LanguageSummaryFigures } from '../../domain/metrics/aggregate.ts';
import type { Figure, Setting } from '../../domain/metrics/figures.ts';
import { Tally } from '../../domain/metrics/tally.ts';
import { orderLanguages } from '../../ui/order-languages.ts';

/** One figure of one arm for one query language. */
export interface RecallValue {
  readonly value: number | null;
  readonly margin: number | null;
  readonly n: number;
  readonly undefinedCount: number;
}

export interface ArmFigures {
  readonly arm: ArmReport;
  /** Measure → query language → figure. */
  readonly byMeasure: ReadonlyMap<string, ReadonlyMap<LanguageCode, RecallValue>>;
  readonly summary: LanguageSummaryFigures;
  /** The macro mean as the setting defines it: over languages, or over pairs of languages. */
  readonly mean: Figure | null;
  /** `null` for BM25, which is not trained. */
  readonly trained: ReadonlySet<LanguageCode> | null;
}

export interface RecallTable {
  readonly languages: readonly LanguageCode[];
  readonly arms: readonly ArmFigures[];
}

/** Rows by query language; in the cross-lingual setting each is the mean over the passage languages. */
export function recallTable(
  reports: readonly ArmReport[],
  setting: Setting,
  measure: string,
  measures: readonly string[],
  order: LanguageOrder,
): RecallTable {
  const arms = reports.map((arm): ArmFigures => {
    const figures = arm.report?.figures.filter((figure) => figure.setting === setting) ?? [];
    const byMeasure = new Map(measures.map((name) => [name, byQueryLanguage(figures, name)]));
    const { encoder } = arm.arm;
    const trained = encoder === null ? null : new Set(Object.keys(encoder.languages.trained));
    const values = [...(byMeasure.get(measure) ?? [])].map(([lang, { value }]) => ({ lang, value }));
    return {
      arm,
      byMeasure,
      summary: summariseLanguages(values, trained),
      mean: figures.find((figure) => figure.measure === measure && figure.queryLanguage === 'mean') ?? null,
      trained,
    };
  });
  const languages = new Set(arms.flatMap(({ byMeasure }) => [...(byMeasure.get(measure)?.keys() ?? [])]));
  return { languages: orderLanguages([...languages], weightFor(order, arms, measure)), arms };
}

function byQueryLanguage(figures: readonly Figure[], measure: string): Map<LanguageCode, RecallValue> {
  const rows = new Map<LanguageCode, Figure[]>();
  for (const figure of figures) {
    if (figure.measure !== measure || figure.queryLanguage === 'mean') continue;
    rows.set(figure.queryLanguage, [...(rows.get(figure.queryLanguage) ?? []), figure]);
  }
  return new Map([...rows].map(([lang, row]) => [lang, joined(row)]));
}

function joined(row: readonly Figure[]): RecallValue {
  const [only] = row;
  if (row.length === 1 && only !== undefined) return only;
  const tally = new Tally();
  for (const { value } of row) tally.add(value);
  const sum = (of: (figure: Figure) => number): number =>
    row.reduce((total, figure) => total + of(figure), 0);
  // The same queries stand behind every pair of a row, so an interval over pairs would claim too much.
  return {
    value: tally.mean,
    margin: null,
    n: sum(({ n }) => n),
    undefinedCount: sum((figure) => figure.undefinedCount),
  };
}

function weightFor(
  order: LanguageOrder,
  arms: readonly ArmFigures[],
  measure: string,
): ((lang: LanguageCode) => number | null) | undefined {
  if (order === 'result') return (lang) => arms[0]?.byMeasure.get(measure)?.get(lang)?.value ?? null;
  if (order === 'training') {
    const encoder = arms.find(({ arm }) => arm.arm.encoder !== null)?.arm.arm.encoder;
    return (lang) => encoder?.languages.trained[lang] ?? 0;
  }
  return undefined;
}
