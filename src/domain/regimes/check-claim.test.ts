import { describe, expect, it } from 'vitest';
import type { OurFigures } from './check-claim.ts';
import { checkClaim, holds } from './check-claim.ts';
import { CLAIMS } from './claims.ts';
import type { Claim } from './claims.ts';
import type { KnownFigures } from './figures.ts';
import type { Regime } from './regime.ts';
import type { AlphaPoint, LanguagesPoint, Sweeps } from './sweeps.ts';

const point = (
  alpha: number,
  mono: number,
  cross: number,
  multi: number,
  rankDistance: number,
): AlphaPoint => ({ alpha, mono, cross, multi, rankDistance });

/** As the paper has it: hybrid takes the best of both sides. */
const agreeing: Sweeps = {
  corpus: 'XQuAD-R',
  alpha: [
    point(0, 0.5, 0.3, 0.25, 5000),
    point(0.4, 0.6, 0.302, 0.258, 5000),
    point(0.5, 0.6, 0.3, 0.26, 5000),
    point(0.6, 0.6, 0.298, 0.256, 5100),
    point(1, 0.6, 0.1, 0.09, 9000),
  ],
  languages: {
    order: ['en', 'ar', 'th'],
    points: [
      languages(1, { mono: 0.6, cross: null }, { mono: 0.4, cross: 0.05 }),
      languages(2, { mono: 0.6, cross: 0.2 }, { mono: 0.45, cross: 0.08 }),
      languages(3, { mono: 0.6, cross: 0.25 }, null),
    ],
  },
};

function languages(
  count: number,
  seen: LanguagesPoint['seen'],
  unseen: LanguagesPoint['unseen'],
): LanguagesPoint {
  return {
    count,
    languages: ['en', 'ar', 'th'].slice(0, count),
    seen,
    unseen,
    all: { mono: 0.5, cross: 0.1, multi: 0.1, rankDistance: 9000 },
  };
}

/** Monolingual batches win everything, and α = 1 is best. */
const contradicting: Sweeps = {
  ...agreeing,
  alpha: [
    point(0, 0.4, 0.1, 0.1, 9000),
    point(0.4, 0.4, 0.1, 0.1, 8000),
    point(0.5, 0.45, 0.09, 0.09, 9500),
    point(0.6, 0.5, 0.1, 0.1, 8000),
    point(1, 0.7, 0.3, 0.3, 4000),
  ],
  languages: {
    ...agreeing.languages,
    points: [
      languages(1, { mono: 0.6, cross: null }, { mono: 0.4, cross: 0.08 }),
      languages(2, { mono: 0.6, cross: 0.2 }, { mono: 0.3, cross: 0.05 }),
    ],
  },
};

const nothing: OurFigures = { sweeps: null, shapes: [] };

function shape(name: string, figures: Readonly<Partial<Record<Regime, KnownFigures>>>) {
  return { name, byRegime: new Map(Object.entries(figures) as [Regime, KnownFigures][]) };
}

function claim(id: string): Claim {
  const found = CLAIMS.find((one) => one.id === id);
  if (found === undefined) throw new Error(`No claim is called ${id}.`);
  return found;
}

function verdicts(ours: OurFigures): Record<string, string> {
  return Object.fromEntries(CLAIMS.map((one) => [one.id, checkClaim(one, ours).verdict]));
}

describe('checkClaim', () => {
  it('agrees with a sweep that is as the paper has it', () => {
    const found = verdicts({ sweeps: agreeing, shapes: [] });
    const { 'english-alone': english, 'aligned-cross': aligned, ...swept } = found;
    // No point of a sweep is English alone or aligned.
    expect([english, aligned]).toEqual(['unknown', 'unknown']);
    expect(new Set(Object.values(swept))).toEqual(new Set(['agrees']));
  });

  it('contradicts where the figures do, claim by claim', () => {
    const found = verdicts({ sweeps: contradicting, shapes: [] });
    expect(found).toEqual({
      'hybrid-keeps-mono': 'contradicts',
      'hybrid-keeps-cross': 'contradicts',
      'hybrid-keeps-pool': 'contradicts',
      'mono-costs-cross': 'contradicts',
      // 0.4 is below 0.7: within one language, monolingual batches are ahead here too.
      'cross-costs-mono': 'agrees',
      'cross-wins-pool': 'contradicts',
      'mono-distance-hybrid': 'contradicts',
      'mono-distance-cross': 'contradicts',
      'hybrid-distance': 'contradicts',
      'alpha-best': 'contradicts',
      'alpha-stable': 'contradicts',
      'english-alone': 'unknown',
      'aligned-cross': 'unknown',
      'more-languages-mono': 'contradicts',
      'more-languages-cross': 'contradicts',
    });
  });

  it('says of every claim what is missing while nothing was measured', () => {
    for (const one of CLAIMS) {
      const { verdict, ours } = checkClaim(one, nothing);
      expect(verdict).toBe('unknown');
      for (const { outcome, why } of ours) {
        expect(outcome).toBe('unknown');
        expect(why).toContain('no sweep');
      }
    }
  });

  it('shows both figures, and where they come from', () => {
    const { ours } = checkClaim(claim('hybrid-keeps-mono'), {
      sweeps: contradicting,
      shapes: [shape('Bag of subwords', { hybrid: { mono: 0.636 }, 'x-x-mono': { mono: 0.627 } })],
    });
    expect(ours).toEqual([
      {
        of: 'Sweep over α',
        outcome: 'contradicts',
        facts: [
          { label: 'hybrid', figure: 'mono', value: 0.45 },
          { label: 'monolingual', figure: 'mono', value: 0.7 },
        ],
        digits: 3,
        why: null,
      },
      {
        of: 'Bag of subwords',
        outcome: 'agrees',
        facts: [
          { label: 'hybrid', figure: 'mono', value: 0.636 },
          { label: 'monolingual', figure: 'mono', value: 0.627 },
        ],
        digits: 3,
        why: null,
      },
    ]);
  });

  it('is mixed where a sweep and the family differ, and never hides the one that contradicts', () => {
    const agreed = shape('Small transformer', { hybrid: { mono: 0.7 }, 'x-x-mono': { mono: 0.6 } });
    expect(checkClaim(claim('hybrid-keeps-mono'), { sweeps: contradicting, shapes: [agreed] }).verdict).toBe(
      'mixed',
    );
  });

  it('names the regime that a shape lacks', () => {
    const bags = shape('Bag of subwords', { hybrid: { cross: 0.2 } });
    const { ours, verdict } = checkClaim(claim('hybrid-keeps-cross'), { sweeps: null, shapes: [bags] });
    expect(verdict).toBe('unknown');
    expect(ours[1]?.why).toContain('cross-lingual batches');
  });

  it('holds the published tables against the claim digit by digit', () => {
    const { published } = checkClaim(claim('hybrid-keeps-pool'), nothing);
    // XLM-R on XQuAD-R: 0.5927 against 0.5934.
    expect(Object.fromEntries(published.map(({ of, outcome }) => [of, outcome]))).toEqual({
      'XLM-R, XQuAD-R': 'contradicts',
      'LaBSE, XQuAD-R': 'agrees',
      'XLM-R, MLQA-R': 'agrees',
      'LaBSE, MLQA-R': 'agrees',
    });
    const distance = checkClaim(claim('hybrid-distance'), nothing).published;
    expect(distance.filter(({ outcome }) => outcome === 'contradicts').map(({ of }) => of)).toEqual([
      'XLM-R, MLQA-R',
    ]);
    // LAReQA prints 0.49 for both on MLQA-R.
    expect(checkClaim(claim('cross-wins-pool'), nothing).published.at(-1)?.outcome).toBe('close');
  });

  it('compares the best of the whole sweep with the best between 0.4 and 0.6', () => {
    const { ours } = checkClaim(claim('alpha-best'), { sweeps: contradicting, shapes: [] });
    // (0.7 + 0.3 + 0.3) / 3 and (0.5 + 0.1 + 0.1) / 3
    expect(ours[0]?.facts.map(({ label, value }) => [label, value.toFixed(4)])).toEqual([
      ['best, α = 1', '0.4333'],
      ['best from 0.4 to 0.6, α = 0.6', '0.2333'],
    ]);
  });

  it('cannot say what is best when the sweep has only that stretch, or nothing in it', () => {
    const inside = { ...agreeing, alpha: agreeing.alpha.slice(1, 4) };
    const outside = { ...agreeing, alpha: [point(0, 0.5, 0.3, 0.2, 1), point(1, 0.5, 0.3, 0.2, 1)] };
    for (const sweeps of [inside, outside]) {
      expect(checkClaim(claim('alpha-best'), { sweeps, shapes: [] }).verdict).toBe('unknown');
    }
    expect(checkClaim(claim('alpha-stable'), { sweeps: outside, shapes: [] }).verdict).toBe('unknown');
  });
});

describe('holds', () => {
  it('allows for the tolerance on the side that the relation leaves open', () => {
    expect(holds('at-least', 0.495, 0.5, 0.005)).toBe('agrees');
    expect(holds('at-least', 0.4949, 0.5, 0.005)).toBe('contradicts');
    expect(holds('at-most', 102, 100, 2)).toBe('agrees');
    expect(holds('at-most', 102.1, 100, 2)).toBe('contradicts');
  });

  it('asks of a strict relation for more than the tolerance', () => {
    expect(holds('above', 0.505, 0.5, 0.005)).toBe('close');
    expect(holds('above', 0.506, 0.5, 0.005)).toBe('agrees');
    expect(holds('above', 0.494, 0.5, 0.005)).toBe('contradicts');
    expect(holds('below', 0.494, 0.5, 0.005)).toBe('agrees');
    expect(holds('above', 0.49, 0.49, 0)).toBe('close');
  });
});
