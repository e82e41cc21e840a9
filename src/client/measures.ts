import type { Setting } from '../domain/metrics/figures.ts';

/** What the views offer: those that most papers print first, then the others. */
export interface OfferedMeasures {
  readonly usual: readonly string[];
  readonly more: readonly string[];
}

/**
 * Canonical names (see `domain/metrics/measure.ts`). Rank distance is a matter of the pool of all languages, and of
 * views that need no scale from 0 to 1; its own chart is in Bias.
 */
export function measuresFor(k: number, setting: Setting, ranks = false): OfferedMeasures {
  const at = `@${String(k)}`;
  return {
    usual: [`R${at}`, 'nDCG@10', 'MRR', 'mAP'],
    more: [
      `P${at}`,
      `Success${at}`,
      'Rprec',
      'nDCG',
      `MRR${at}`,
      `mAPcut${at}`,
      `mAPlareqa${at}`,
      ...(ranks && setting === 'multi' ? ['RD'] : []),
    ],
  };
}

/** The chosen measure where it is offered, else the first. */
export function shownMeasure(measure: string, { usual, more }: OfferedMeasures): string {
  return [...usual, ...more].includes(measure) ? measure : (usual[0] ?? 'MRR');
}
