import type { TableData } from '../../domain/export/table.ts';
import type { CheckedClaim, Evidence, Fact, Outcome, Verdict } from '../../domain/regimes/check-claim.ts';
import { formatFigure } from '../../ui/format-figure.ts';
import { formatCount } from '../../ui/format.ts';

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  agrees: 'agrees',
  contradicts: 'contradicts',
  mixed: 'contradicts in part',
  unknown: 'cannot be said',
};

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  agrees: 'agrees',
  contradicts: 'contradicts',
  close: 'too close to say',
  unknown: 'cannot be said',
};

/** Of what the paper itself prints: there is no tolerance, and equal is equal. */
export const PUBLISHED_WORDS: Readonly<Record<Outcome, string>> = {
  agrees: 'holds',
  contradicts: 'does not hold',
  close: 'equal',
  unknown: 'not printed',
};

/** `hybrid 0.636, monolingual 0.627` @param digits of mAP */
function factWords(facts: readonly Fact[], digits: number): string {
  return facts.map((fact) => `${fact.label} ${factValue(fact, digits)}`).join(', ');
}

/** @param digits of mAP; ranks have their own */
export function factValue({ figure, value }: Fact, digits: number): string {
  if (figure !== 'rankDistance') return formatFigure(value, digits);
  return value < 1000 ? value.toFixed(1) : formatCount(value);
}

/** `Our encoders agree with 7 of 15 claims, contradict 3, and 5 cannot be said yet.` */
export function summaryWords(checked: readonly CheckedClaim[]): string {
  const count = (...kinds: readonly Verdict[]): number =>
    checked.filter(({ verdict }) => kinds.includes(verdict)).length;
  const parts = [
    `Our encoders agree with ${String(count('agrees'))} of ${String(checked.length)} claims`,
    `contradict ${count('contradicts', 'mixed') === 0 ? 'none' : String(count('contradicts', 'mixed'))}`,
  ];
  const unknown = count('unknown');
  return unknown === 0
    ? `${parts.join(' and ')}.`
    : `${parts.join(', ')}, and ${String(unknown)} cannot be said yet.`;
}

export function claimsTable(checked: readonly CheckedClaim[]): TableData {
  const row = (
    { claim, verdict }: CheckedClaim,
    kind: 'ours' | 'published',
    { of, outcome, facts, digits, why }: Evidence,
  ) => ({
    claim: claim.statement,
    source: claim.source === null ? '' : `arXiv ${claim.source.arxiv}`,
    verdict: VERDICT_WORDS[verdict],
    kind,
    of,
    outcome: (kind === 'ours' ? OUTCOME_WORDS : PUBLISHED_WORDS)[outcome],
    figures: why ?? factWords(facts, digits),
  });
  return {
    title: 'What papers claim, and what was measured',
    columns: (['claim', 'source', 'verdict', 'kind', 'of', 'outcome', 'figures'] as const).map((key) => ({
      key,
      label: key,
      kind: 'text',
    })),
    rows: checked.flatMap((one) => [
      ...one.ours.map((evidence) => row(one, 'ours', evidence)),
      ...one.published.map((evidence) => row(one, 'published', evidence)),
    ]),
    notes: ['verdict: over our figures alone. Published figures are compared digit by digit.'],
  };
}
