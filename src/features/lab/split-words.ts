import type { SplitChoice } from '../../domain/lab/split.ts';
import type { LabOpenOutput } from '../../protocol/lab.ts';
import { formatCount, plural } from '../../ui/format.ts';

const UNITS = {
  article: ['article', 'articles'],
  paragraph: ['paragraph', 'paragraphs'],
  group: ['group of parallel passages', 'groups of parallel passages'],
  passage: ['passage', 'passages'],
} as const;

/** What the split cuts along, and why nothing leaks. */
export function splitWords({ split: { by, units } }: Pick<LabOpenOutput, 'split'>): readonly string[] {
  const [one, many] = UNITS[by];
  return [
    `Split by ${one}, the same in every language: ${plural(units.training, one, many)} to train on, ${formatCount(units.heldOut)} held out.`,
    'No passage that is relevant to a held-out question is relevant to a training question.',
  ];
}

/** `484 queries, 312 passages` */
export function halfWords({
  queries,
  passages,
}: {
  readonly queries: number;
  readonly passages: number;
}): string {
  return `${plural(queries, 'query', 'queries')}, ${plural(passages, 'passage')}`;
}

/** Why a bench cannot be trained on, or `null` when it can. */
export function missingHalf({
  training,
  heldOut,
}: Pick<LabOpenOutput, 'training' | 'heldOut'>): string | null {
  if (training.queries === 0)
    return 'The training half has no query with a relevant passage. Hold out less, or choose another seed.';
  if (heldOut.queries === 0)
    return 'The held-out half has no query with a relevant passage, so nothing could be judged. Hold out more, or choose another seed.';
  return null;
}

export function sameSplit(a: SplitChoice, b: SplitChoice): boolean {
  return a.seed === b.seed && a.heldOut === b.heldOut;
}
