import type { LanguageCode } from '../corpus/types.ts';
import type { LanguageMatrix, Report } from '../metrics/figures.ts';

/** The four figures that the batch-strategy papers plot, on the held-out questions. mAP as fractions, RD in ranks. */
export interface LabFigures {
  readonly mono: number | null;
  readonly cross: number | null;
  readonly multi: number | null;
  readonly rankDistance: number | null;
  /** Held-out queries that were ranked. */
  readonly queries: number;
}

/** A point of the live curve: figures over a fixed sample of the held-out questions. */
export interface LivePoint extends LabFigures {
  readonly step: number;
}

/** Share of each passage language among the top k of a query language. */
export type HeatMap = LanguageMatrix;

export interface SeenFigures {
  /** Monolingual and multilingual mAP, mean over these query languages. */
  readonly languages: readonly LanguageCode[];
  readonly mono: number | null;
  readonly multi: number | null;
}

/** Takes the four figures out of a report that was made with the measure mAP. */
export function labFigures({ figures, bias, queries }: Report): LabFigures {
  const mean = (setting: string): number | null =>
    figures.find(
      (figure) => figure.setting === setting && figure.measure === 'mAP' && figure.queryLanguage === 'mean',
    )?.value ?? null;
  return {
    mono: mean('mono'),
    cross: mean('cross'),
    multi: mean('multi'),
    rankDistance: bias.rankDistance.mean,
    queries,
  };
}
