import type { FigureKey } from '../../domain/regimes/figures.ts';

/**
 * How the three mAPs are told apart where they share a chart: by their names at the end and by dashes. Colours of
 * arms stand for arms alone.
 */
export const MAP_LINES: readonly {
  readonly key: Exclude<FigureKey, 'rankDistance'>;
  readonly name: string;
  readonly colour: string;
  readonly dash?: string;
}[] = [
  { key: 'mono', name: 'mono', colour: 'var(--ink)' },
  { key: 'cross', name: 'cross', colour: 'var(--link)' },
  { key: 'multi', name: 'multi', colour: 'var(--ink-soft)', dash: '5 3' },
];
