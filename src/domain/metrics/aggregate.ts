import type { LanguageCode } from '../corpus/types.ts';

interface LanguageValue {
  readonly lang: LanguageCode;
  readonly value: number | null;
}

/** What stands beside a mean, so that the mean hides nothing. */
export interface LanguageSummaryFigures {
  readonly mean: number | null;
  readonly n: number;
  readonly undefinedCount: number;
  readonly worst: { readonly lang: LanguageCode; readonly value: number } | null;
  readonly best: { readonly lang: LanguageCode; readonly value: number } | null;
  /** Largest minus smallest value. */
  readonly spread: number | null;
  /** Over languages, with n − 1; `null` for fewer than two. */
  readonly standardDeviation: number | null;
  readonly seen: { readonly mean: number | null; readonly n: number };
  readonly unseen: { readonly mean: number | null; readonly n: number };
}

/** @param trained languages that the encoder saw in training; `null` where that means nothing (BM25) */
export function summariseLanguages(
  values: readonly LanguageValue[],
  trained: ReadonlySet<LanguageCode> | null,
  higherIsBetter = true,
): LanguageSummaryFigures {
  const defined = values.filter(
    (entry): entry is { lang: LanguageCode; value: number } => entry.value !== null,
  );
  const sorted = [...defined].sort((a, b) => (higherIsBetter ? a.value - b.value : b.value - a.value));
  const worst = sorted[0] ?? null;
  const best = sorted.at(-1) ?? null;
  const mean = meanOf(defined);
  return {
    mean,
    n: defined.length,
    undefinedCount: values.length - defined.length,
    worst,
    best,
    spread: worst === null || best === null ? null : Math.abs(best.value - worst.value),
    standardDeviation:
      mean === null || defined.length < 2
        ? null
        : Math.sqrt(defined.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / (defined.length - 1)),
    seen: groupOf(defined.filter(({ lang }) => trained?.has(lang) ?? false)),
    unseen: groupOf(defined.filter(({ lang }) => trained !== null && !trained.has(lang))),
  };
}

function groupOf(values: readonly { value: number }[]): { mean: number | null; n: number } {
  return { mean: meanOf(values), n: values.length };
}

function meanOf(values: readonly { value: number }[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, { value }) => sum + value, 0) / values.length;
}
