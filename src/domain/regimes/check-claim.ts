import type { AlphaClaim, Claim, LanguagesClaim, RegimeClaim, Relation } from './claims.ts';
import type { FigureKey, KnownFigures } from './figures.ts';
import type { MeasuredShape } from './measured.ts';
import { PUBLISHED_RUNS } from './published.ts';
import type { Regime } from './regime.ts';
import { REGIME_ABOUT, regimeLabel } from './regime.ts';
import type { Sweeps } from './sweeps.ts';
import { atRegime } from './sweeps.ts';

/**
 * Differences that are not counted: half a point of mAP, and two per cent of a rank distance. Two trainings that differ
 * in their seed alone differ by about as much.
 */
export const TOLERANCE = { mAP: 0.005, rankDistance: 0.02 } as const;
/** Within which a stretch of α counts as stable: one point of mAP between its best and its worst. */
export const STABLE_SPREAD = 0.01;

/** `close`: the difference is too small to be counted. `unknown`: something that is needed was not measured. */
export type Outcome = 'agrees' | 'contradicts' | 'close' | 'unknown';

export interface Fact {
  readonly label: string;
  readonly figure: FigureKey | 'meanMap';
  readonly value: number;
}

/** One measurement held against a claim. */
export interface Evidence {
  /** What was measured: a sweep, a shape of the family, a published model on a corpus. */
  readonly of: string;
  readonly outcome: Outcome;
  /** The figures that were compared. */
  readonly facts: readonly Fact[];
  /** Decimals of mAP: those that are printed, and three of ours. */
  readonly digits: number;
  /** What is missing; `null` where nothing is. */
  readonly why: string | null;
}

/** `mixed`: one measurement agrees, another contradicts. */
export type Verdict = 'agrees' | 'contradicts' | 'mixed' | 'unknown';

export interface CheckedClaim {
  readonly claim: Claim;
  /** Over our evidence alone; the published figures change nothing in it. */
  readonly verdict: Verdict;
  readonly ours: readonly Evidence[];
  /** The figures that the claim rests on, held against it digit by digit, without tolerance. */
  readonly published: readonly Evidence[];
}

export interface OurFigures {
  /** `null`: no sweep was measured. */
  readonly sweeps: Sweeps | null;
  readonly shapes: readonly MeasuredShape[];
}

export function checkClaim(claim: Claim, { sweeps, shapes }: OurFigures): CheckedClaim {
  const ours =
    claim.kind === 'regimes'
      ? [
          ...sweepEvidence(claim, sweeps),
          ...shapes.map(({ name, byRegime }) =>
            compared(claim, name, (regime) => byRegime.get(regime), {
              digits: OUR_DIGITS,
              tolerated: true,
              missing: (regime) => `no encoder of this shape with ${words(regime)} was measured`,
            }),
          ),
        ]
      : [claim.kind === 'languages' ? languagesEvidence(claim, sweeps) : alphaEvidence(claim, sweeps)];
  const published =
    claim.kind === 'regimes'
      ? PUBLISHED_RUNS.flatMap((run) => {
          const { subject, reference, figure } = claim;
          const has = (regime: Regime): boolean => run.byRegime[regime]?.[figure] !== undefined;
          if (!has(subject) || !has(reference)) return [];
          return [
            compared(claim, `${run.model}, ${run.corpus}`, (regime) => run.byRegime[regime], {
              digits: run.digits,
              tolerated: false,
              missing: () => '',
            }),
          ];
        })
      : [];
  return { claim, verdict: verdictOver(ours), ours, published };
}

/** What all measurements say together. */
function verdictOver(evidence: readonly Evidence[]): Verdict {
  const outcomes = new Set(evidence.map(({ outcome }) => outcome));
  if (outcomes.has('agrees')) return outcomes.has('contradicts') ? 'mixed' : 'agrees';
  return outcomes.has('contradicts') ? 'contradicts' : 'unknown';
}

/**
 * Whether a relation holds between two figures.
 * @param tolerance in the unit of the figures; 0 compares digit by digit
 */
export function holds(relation: Relation, subject: number, reference: number, tolerance: number): Outcome {
  // What is written with four decimals is compared with four: 0.505 − 0.5 is not 0.005 in binary.
  const difference = Number((subject - reference).toPrecision(12));
  switch (relation) {
    case 'at-least':
      return difference >= -tolerance ? 'agrees' : 'contradicts';
    case 'at-most':
      return difference <= tolerance ? 'agrees' : 'contradicts';
    case 'above':
      return Math.abs(difference) <= tolerance ? 'close' : difference > 0 ? 'agrees' : 'contradicts';
    case 'below':
      return Math.abs(difference) <= tolerance ? 'close' : difference < 0 ? 'agrees' : 'contradicts';
  }
}

function compared(
  { figure, subject, relation, reference }: RegimeClaim,
  of: string,
  figuresOf: (regime: Regime) => KnownFigures | undefined,
  {
    digits,
    tolerated,
    missing,
  }: {
    readonly digits: number;
    readonly tolerated: boolean;
    readonly missing: (regime: Regime) => string;
  },
): Evidence {
  const [a, b] = [figuresOf(subject)?.[figure], figuresOf(reference)?.[figure]];
  const facts = [
    ...(a === undefined ? [] : [{ label: label(subject), figure, value: a }]),
    ...(b === undefined ? [] : [{ label: label(reference), figure, value: b }]),
  ];
  if (a === undefined || b === undefined) {
    return { of, outcome: 'unknown', facts, digits, why: missing(a === undefined ? subject : reference) };
  }
  const tolerance = !tolerated ? 0 : figure === 'rankDistance' ? TOLERANCE.rankDistance * b : TOLERANCE.mAP;
  return { of, outcome: holds(relation, a, b, tolerance), facts, digits, why: null };
}

/** α = 0, 0.5 and 1 of the sweep are three of the regimes; the others are no part of it. */
function sweepEvidence(claim: RegimeClaim, sweeps: Sweeps | null): Evidence[] {
  const swept = (regime: Regime): regime is 'x-y' | 'hybrid' | 'x-x-mono' =>
    regime === 'x-y' || regime === 'hybrid' || regime === 'x-x-mono';
  if (!swept(claim.subject) || !swept(claim.reference)) return [];
  if (sweeps === null) return [noSweep(ALPHA_SWEEP)];
  return [
    compared(claim, ALPHA_SWEEP, (regime) => (swept(regime) ? atRegime(sweeps.alpha, regime) : undefined), {
      digits: OUR_DIGITS,
      tolerated: true,
      missing: (regime) => `the sweep has no point for ${words(regime)}`,
    }),
  ];
}

function alphaEvidence({ kind, from, to }: AlphaClaim, sweeps: Sweeps | null): Evidence {
  if (sweeps === null) return noSweep(ALPHA_SWEEP);
  const points = sweeps.alpha.map((point) => ({
    alpha: point.alpha,
    value: (point.mono + point.cross + point.multi) / 3,
  }));
  const inside = points.filter(({ alpha }) => alpha >= from - 1e-9 && alpha <= to + 1e-9);
  const [best, second] = [highest(points), highest(inside)];
  const worst = inside.reduce<(typeof points)[number] | undefined>(
    (low, point) => (low === undefined || point.value < low.value ? point : low),
    undefined,
  );
  const enough =
    kind === 'alpha-best' ? inside.length > 0 && points.length > inside.length : inside.length > 1;
  if (!enough || best === undefined || second === undefined || worst === undefined) {
    return {
      of: ALPHA_SWEEP,
      outcome: 'unknown',
      facts: [],
      digits: OUR_DIGITS,
      why: `the sweep has too few points to tell (α from ${String(from)} to ${String(to)})`,
    };
  }
  const [high, low, words] =
    kind === 'alpha-best'
      ? ([best, second, ['best', `best from ${String(from)} to ${String(to)}`]] as const)
      : ([second, worst, ['highest', 'lowest']] as const);
  const allowed = kind === 'alpha-best' ? TOLERANCE.mAP : STABLE_SPREAD;
  return {
    of: ALPHA_SWEEP,
    outcome: holds('at-least', low.value, high.value, allowed),
    facts: [
      { label: `${words[0]}, α = ${String(high.alpha)}`, figure: 'meanMap', value: high.value },
      { label: `${words[1]}, α = ${String(low.alpha)}`, figure: 'meanMap', value: low.value },
    ],
    digits: OUR_DIGITS,
    why: null,
  };
}

/** The first against the last point at which a language is outside training. */
function languagesEvidence({ figure }: LanguagesClaim, sweeps: Sweeps | null): Evidence {
  if (sweeps === null) return noSweep(LANGUAGES_SWEEP);
  const known = sweeps.languages.points.flatMap(({ count, unseen }) => {
    const value = unseen?.[figure] ?? null;
    return value === null ? [] : [{ count, value }];
  });
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined || first === last) {
    return {
      of: LANGUAGES_SWEEP,
      outcome: 'unknown',
      facts: [],
      digits: OUR_DIGITS,
      why: 'the sweep has fewer than two points with languages outside training',
    };
  }
  return {
    of: LANGUAGES_SWEEP,
    outcome: holds('above', last.value, first.value, TOLERANCE.mAP),
    facts: [first, last].map(({ count, value }) => ({
      label: count === 1 ? '1 language' : `${String(count)} languages`,
      figure,
      value,
    })),
    digits: OUR_DIGITS,
    why: null,
  };
}

const OUR_DIGITS = 3;
const ALPHA_SWEEP = 'Sweep over α';
const LANGUAGES_SWEEP = 'Sweep over languages';

function noSweep(of: string): Evidence {
  return { of, outcome: 'unknown', facts: [], digits: OUR_DIGITS, why: 'no sweep has been measured yet' };
}

function highest<T extends { readonly value: number }>(points: readonly T[]): T | undefined {
  return points.reduce<T | undefined>(
    (best, point) => (best === undefined || point.value > best.value ? point : best),
    undefined,
  );
}

function label(regime: Regime): string {
  return REGIME_ABOUT[regime].name;
}

/** `hybrid batches`, `English-only training` as they stand in a sentence. */
function words(regime: Regime): string {
  return regime === 'zero-shot' ? 'English-only training' : regimeLabel(regime);
}
