import type { TableColumn, TableData } from '../../domain/export/table.ts';
import type { FigureKey, RegimeFigures } from '../../domain/regimes/figures.ts';
import { FIGURE_KEYS, FIGURE_WORDS } from '../../domain/regimes/figures.ts';
import { PUBLISHED_CURVES, PUBLISHED_CURVES_NOTE } from '../../domain/regimes/published.ts';
import type { AlphaPoint, LanguagesPoint, Sweeps } from '../../domain/regimes/sweeps.ts';
import type { LinePoint } from '../../ui/charts/line-chart.tsx';

type AlphaCurve = readonly Pick<AlphaPoint, FigureKey | 'alpha'>[];

/**
 * How a figure differs from that of monolingual batches, so that encoders of other quality can be compared: points of
 * mAP (hundredths), and per cent of the rank distance.
 * @returns no points where the curve has none at α = 1
 */
export function againstMono(points: AlphaCurve, key: FigureKey): readonly LinePoint[] {
  const mono = points.find(({ alpha }) => Math.abs(alpha - 1) < 1e-9)?.[key];
  if (mono === undefined) return [];
  return points.map((point) => ({ x: point.alpha, y: difference(point[key], mono, key) }));
}

function difference(value: number, mono: number, key: FigureKey): number | null {
  if (key !== 'rankDistance') return 100 * (value - mono);
  return mono === 0 ? null : 100 * (value / mono - 1);
}

/** Curves of one figure over the number of languages, at the place of each count: 1, 2, 4, 8 and all stand evenly. */
export function languagesCurve(
  points: readonly LanguagesPoint[],
  group: 'seen' | 'unseen' | 'all',
  key: FigureKey,
): readonly LinePoint[] {
  return points.map((point, x) => ({ x, y: figureOf(point, group, key) }));
}

function figureOf(point: LanguagesPoint, group: 'seen' | 'unseen' | 'all', key: FigureKey): number | null {
  if (group === 'all') return point.all[key];
  return key === 'mono' || key === 'cross' ? (point[group]?.[key] ?? null) : null;
}

const NOTE =
  'mAP on sentences alone as candidates; rank distance over the pool of all languages, lower is fairer.';

export function alphaTable({ corpus, alpha }: Pick<Sweeps, 'corpus' | 'alpha'>): TableData {
  return {
    title: 'Sweep over α',
    columns: [{ key: 'alpha', label: 'α', kind: 'number', digits: 2 }, ...figureColumns()],
    rows: alpha.map(({ alpha: value, mono, cross, multi, rankDistance }) => ({
      alpha: value,
      mono,
      cross,
      multi,
      rankDistance,
    })),
    notes: [`Measured on ${corpus}. ${NOTE}`],
  };
}

/** Ours and the published ones in one table: differences from monolingual batches. */
export function againstMonoTable(alpha: AlphaCurve): TableData {
  const curves = [{ model: 'ours', points: alpha }, ...PUBLISHED_CURVES];
  return {
    title: 'Difference from monolingual batches (α = 1)',
    columns: [
      { key: 'model', label: 'encoder', kind: 'text' },
      { key: 'alpha', label: 'α', kind: 'number', digits: 2 },
      ...FIGURE_KEYS.map((key): TableColumn => ({
        key,
        label: `${FIGURE_WORDS[key]}, ${key === 'rankDistance' ? '%' : 'points'}`,
        kind: 'number',
        digits: 1,
      })),
    ],
    rows: curves.flatMap(({ model, points }) =>
      points.map((point) => ({
        model,
        alpha: point.alpha,
        ...Object.fromEntries(
          FIGURE_KEYS.map((key) => [
            key,
            againstMono(points, key).find(({ x }) => x === point.alpha)?.y ?? null,
          ]),
        ),
      })),
    ),
    notes: ['ours: measured for this app; the others are published.', PUBLISHED_CURVES_NOTE],
  };
}

export function languagesTable({ corpus, languages }: Pick<Sweeps, 'corpus' | 'languages'>): TableData {
  const groups = [
    ['seen', 'mono', 'monolingual mAP, seen'],
    ['unseen', 'mono', 'monolingual mAP, unseen'],
    ['seen', 'cross', 'cross-lingual mAP, both seen'],
    ['unseen', 'cross', 'cross-lingual mAP, one or both unseen'],
  ] as const;
  return {
    title: 'Sweep over the number of training languages',
    columns: [
      { key: 'count', label: 'languages', kind: 'number', digits: 0 },
      { key: 'added', label: 'trained on', kind: 'text' },
      ...figureColumns(),
      ...groups.map(([group, key, label]): TableColumn => ({
        key: `${group} ${key}`,
        label,
        kind: 'number',
      })),
    ],
    rows: languages.points.map((point) => ({
      count: point.count,
      added: point.languages.join(' '),
      ...figuresOf(point.all),
      ...Object.fromEntries(groups.map(([group, key]) => [`${group} ${key}`, figureOf(point, group, key)])),
    })),
    notes: [
      `Measured on ${corpus}. ${NOTE}`,
      'seen: languages of the corpus that were trained on; which these are changes from row to row.',
    ],
  };
}

function figureColumns(): TableColumn[] {
  return FIGURE_KEYS.map((key) => ({
    key,
    label: FIGURE_WORDS[key],
    kind: 'number',
    digits: key === 'rankDistance' ? 0 : 3,
  }));
}

function figuresOf({ mono, cross, multi, rankDistance }: RegimeFigures): Record<FigureKey, number> {
  return { mono, cross, multi, rankDistance };
}
