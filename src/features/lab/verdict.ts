import type { LabFigures } from '../../domain/lab/lab-figures.ts';
import type { FigureKey } from '../../domain/regimes/figures.ts';
import { FIGURE_KEYS, FIGURE_WORDS } from '../../domain/regimes/figures.ts';
import { overSeeds } from './over-seeds.ts';

/** One figure before and after, on the same held-out questions. */
export interface Change {
  readonly key: FigureKey;
  readonly before: number | null;
  /** Of the arm itself, which is that of the first seed. */
  readonly after: number | null;
  /** Mean over the seeds of after minus before. */
  readonly change: number | null;
  /** Half-width of its 95 % interval over the seeds; `null` for one seed. */
  readonly margin: number | null;
  readonly seeds: number;
}

export function changesOf(
  before: LabFigures,
  after: LabFigures,
  perSeed: readonly { readonly figures: LabFigures }[],
): readonly Change[] {
  const runs = perSeed.length === 0 ? [after] : perSeed.map(({ figures }) => figures);
  return FIGURE_KEYS.map((key) => {
    const from = before[key];
    const differences = runs.map((run) => {
      const to = run[key];
      return from === null || to === null ? null : to - from;
    });
    const { mean, margin, n } = overSeeds(differences);
    return { key, before: from, after: after[key], change: mean, margin, seeds: n };
  });
}

export type Direction = 'better' | 'worse' | 'same' | 'unsure' | 'unknown';

/** Half of the last digit that is shown: 0.1 points of mAP, 0.1 ranks. */
const SMALLEST: Readonly<Record<FigureKey, number>> = {
  mono: 0.0005,
  cross: 0.0005,
  multi: 0.0005,
  rankDistance: 0.05,
};

/** Which way a figure went. `unsure`: the seeds do not agree, their interval holds no change at all. */
export function direction({ key, change, margin }: Change): Direction {
  if (change === null) return 'unknown';
  if (Math.abs(change) < SMALLEST[key]) return 'same';
  if (margin !== null && Math.abs(change) <= margin) return 'unsure';
  return change > 0 === (key !== 'rankDistance') ? 'better' : 'worse';
}

export interface Verdict {
  readonly kind: 'helped' | 'mixed' | 'did-not-help' | 'unknown';
  readonly words: string;
}

/**
 * Says plainly whether a recipe helped. mAP decides; rank distance is named beside it. A point is a hundredth of mAP.
 */
export function verdict(changes: readonly Change[]): Verdict {
  const maps = changes.filter(({ key }) => key !== 'rankDistance');
  const better = maps.filter((change) => direction(change) === 'better');
  const worse = maps.filter((change) => direction(change) === 'worse');
  const unsure = changes.filter((change) => direction(change) === 'unsure');
  const said = [...better, ...worse, ...changes.filter(isMovedDistance)].map(sentence);
  const doubts =
    unsure.length === 0
      ? ''
      : ` Not certain over ${String(unsure[0]?.seeds ?? 0)} seeds: ${list(unsure.map(({ key }) => FIGURE_WORDS[key]))}.`;
  if (maps.every((change) => direction(change) === 'unknown')) {
    return { kind: 'unknown', words: 'Nothing could be judged on the held-out questions.' };
  }
  const facts = said.length === 0 ? '' : `: ${list(said)}`;
  if (better.length > 0 && worse.length === 0) return { kind: 'helped', words: `Helped${facts}.${doubts}` };
  if (better.length > 0) return { kind: 'mixed', words: `Helped here and cost there${facts}.${doubts}` };
  const still = worse.length === 0 && said.length === 0 && unsure.length === 0;
  return {
    kind: 'did-not-help',
    words: still ? 'Did not help: no figure moved.' : `Did not help${facts}.${doubts}`,
  };
}

function isMovedDistance(change: Change): boolean {
  return change.key === 'rankDistance' && ['better', 'worse'].includes(direction(change));
}

function sentence({ key, change }: Change): string {
  const by = Math.abs(change ?? 0);
  const amount = key === 'rankDistance' ? amountOf(by, 'rank') : amountOf(100 * by, 'point');
  return `${FIGURE_WORDS[key]} ${(change ?? 0) > 0 ? 'rose' : 'fell'} by ${amount}`;
}

function amountOf(value: number, unit: string): string {
  const text = value.toFixed(value >= 100 ? 0 : 1);
  return `${text} ${unit}${text === '1.0' ? '' : 's'}`;
}

function list(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}
