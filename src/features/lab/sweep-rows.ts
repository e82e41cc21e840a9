import type { TableColumn, TableData } from '../../domain/export/table.ts';
import type { LanguageCode } from '../../domain/corpus/types.ts';
import type { HybridRecipe } from '../../domain/lab/recipe.ts';
import { seenFigures } from '../../domain/lab/seen-figures.ts';
import type { Report } from '../../domain/metrics/figures.ts';
import type { SweepInput, SweepPoint } from '../../protocol/lab.ts';
import type { LinePoint } from '../../ui/charts/line-chart.tsx';
import { languagesOrAll, trainingWords } from './recipe-words.ts';
import { overSeeds } from './over-seeds.ts';
import type { FigureKey } from '../../domain/regimes/figures.ts';
import { FIGURE_KEYS, FIGURE_WORDS } from '../../domain/regimes/figures.ts';

/** 0, step, … 1; both ends always. */
export function alphaValues(step: number): number[] {
  const count = Math.round(1 / step);
  return Array.from({ length: count + 1 }, (_, index) => Number((index / count).toFixed(4)));
}

export interface LanguageOrder {
  readonly order: readonly LanguageCode[];
  /** Codes that the shard does not have. */
  readonly unknown: readonly string[];
}

/** Reads `en am km`: codes between blanks or commas, each once. */
export function readOrder(text: string, languages: readonly LanguageCode[]): LanguageOrder {
  const codes = [
    ...new Set(
      text
        .toLowerCase()
        .split(/[\s,;]+/)
        .filter((code) => code !== ''),
    ),
  ];
  return {
    order: codes.filter((code) => languages.includes(code)),
    unknown: codes.filter((code) => !languages.includes(code)),
  };
}

/** The curve of a figure over the values that were swept, with its interval over the seeds. */
export function sweepCurve(points: readonly SweepPoint[], key: FigureKey): readonly LinePoint[] {
  return points.map(({ value, perSeed }) => {
    const { mean, margin } = overSeeds(perSeed.map(({ figures }) => figures[key]));
    return { x: value, y: mean, margin };
  });
}

/**
 * What the languages that were trained on gained, or the others, in points of mAP over the same languages before. Which
 * languages are in a group changes from point to point; that they are compared with themselves takes this out.
 * @param before of the arm as it was, with the measure mAP
 */
export function gainCurve(
  points: readonly SweepPoint[],
  group: 'seen' | 'unseen',
  setting: 'mono' | 'multi',
  before: Report,
): readonly LinePoint[] {
  return points.map(({ value, languages, perSeed }) => {
    const from = seenFigures(before, languages)[group]?.[setting] ?? null;
    const { mean, margin } = overSeeds(
      perSeed.map((run) => {
        const to = run[group]?.[setting] ?? null;
        return from === null || to === null ? null : 100 * (to - from);
      }),
    );
    return { x: value, y: mean, margin };
  });
}

/** What a sweep trains, without the setting that it runs over. */
export function sweptWords(
  { alpha, languages, training }: HybridRecipe,
  over: SweepInput['over']['kind'],
): string {
  const own = over === 'alpha' ? ['α from 0 to 1', languagesOrAll(languages)] : [`α ${String(alpha)}`];
  return [...own, ...trainingWords(training)].join(' · ');
}

const SEEN = [
  { key: 'seen mono', group: 'seen', setting: 'mono', label: 'points of monolingual mAP gained, seen' },
  { key: 'unseen mono', group: 'unseen', setting: 'mono', label: 'points of monolingual mAP gained, unseen' },
  { key: 'seen multi', group: 'seen', setting: 'multi', label: 'points of multilingual mAP gained, seen' },
  {
    key: 'unseen multi',
    group: 'unseen',
    setting: 'multi',
    label: 'points of multilingual mAP gained, unseen',
  },
] as const;

/** Every number of a sweep: means over the seeds and their intervals. */
export function sweepTable(
  points: readonly SweepPoint[],
  over: SweepInput['over']['kind'],
  title: string,
  before: Report,
): TableData {
  const withInterval = (key: string, label: string, digits: number): TableColumn[] => [
    { key, label, kind: 'number', digits },
    { key: `${key} ±`, label: '± (95 %)', group: label, kind: 'number', digits },
  ];
  const byLanguages = over === 'languages';
  return {
    title,
    columns: [
      { key: 'value', label: byLanguages ? 'languages' : 'α', kind: 'number', digits: byLanguages ? 0 : 2 },
      ...(byLanguages ? [{ key: 'added', label: 'trained on', kind: 'text' } as const] : []),
      ...FIGURE_KEYS.flatMap((key) => withInterval(key, FIGURE_WORDS[key], key === 'rankDistance' ? 1 : 3)),
      ...(byLanguages ? SEEN.flatMap(({ key, label }) => withInterval(key, label, 1)) : []),
      { key: 'seeds', label: 'seeds', kind: 'number', digits: 0 },
    ],
    rows: points.map((point) => ({
      value: point.value,
      added: point.languages.join(' '),
      seeds: point.perSeed.length,
      ...Object.fromEntries(
        [
          ...FIGURE_KEYS.map((key) => [key, sweepCurve([point], key)[0]] as const),
          ...SEEN.map(
            ({ key, group, setting }) => [key, gainCurve([point], group, setting, before)[0]] as const,
          ),
        ].flatMap(([key, curve]) => [
          [key, curve?.y ?? null],
          [`${key} ±`, curve?.margin ?? null],
        ]),
      ),
    })),
    notes: [
      'On the held-out questions; means over the seeds with a 95 % interval (Student’s t).',
      ...(byLanguages
        ? ['Points gained: hundredths of mAP over the same languages before any training.']
        : []),
    ],
  };
}
