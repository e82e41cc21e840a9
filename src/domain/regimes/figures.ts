/** The four figures that the papers on batch strategies report. mAP as fractions, rank distance in ranks. */

export const FIGURE_KEYS = ['mono', 'cross', 'multi', 'rankDistance'] as const;
export type FigureKey = (typeof FIGURE_KEYS)[number];

export type RegimeFigures = Readonly<Record<FigureKey, number>>;
/** What was not measured, or not published, is absent: nothing is not zero. */
export type KnownFigures = Readonly<Partial<RegimeFigures>>;

export const FIGURE_WORDS: Readonly<Record<FigureKey, string>> = {
  mono: 'monolingual mAP',
  cross: 'cross-lingual mAP',
  multi: 'multilingual mAP',
  rankDistance: 'rank distance',
};

/** The same at the head of something. */
export const FIGURE_TITLES: Readonly<Record<FigureKey, string>> = {
  mono: 'Monolingual mAP',
  cross: 'Cross-lingual mAP',
  multi: 'Multilingual mAP',
  rankDistance: 'Rank distance',
};
