import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyAdapter } from '../../adapter/apply-adapter.ts';
import type { AdapterStep } from '../../adapter/adapter.ts';
import type { JudgedQuery, Passage } from '../../corpus/types.ts';
import { seededRandom } from '../../random.ts';
import type { LabData } from '../lab-data.ts';
import { createPlainAlgebra } from '../plain-algebra.ts';
import type { ControlRecipe } from '../recipe.ts';
import { fitControl } from './fit-control.ts';

interface Text {
  readonly lang: string;
  readonly vector: readonly number[];
  readonly group?: string;
  readonly relevantRows?: readonly number[];
  /** Held out, with a vector that would spoil every fit. */
  readonly heldOut?: boolean;
}

function labData(passages: readonly Text[], queries: readonly Text[]): LabData {
  const vectors = (texts: readonly Text[]) => Float32Array.from(texts.flatMap(({ vector }) => vector));
  const training = (texts: readonly Text[]) => Uint8Array.from(texts, ({ heldOut }) => (heldOut ? 0 : 1));
  return {
    dimensions: (passages[0] ?? queries[0])!.vector.length,
    passages: vectors(passages),
    queries: vectors(queries),
    shard: {
      name: 'test',
      passages: passages.map(({ lang, group }, row): Passage => ({
        id: `p${row}`,
        lang,
        text: '',
        ...(group && { group }),
      })),
      queries: queries.map(({ lang, relevantRows = [] }, row): JudgedQuery => ({
        id: `q${row}`,
        lang,
        text: '',
        relevant: [],
        relevantRows,
      })),
      generated: [],
      goldCopies: [],
    },
    split: {
      choice: { seed: 1, heldOut: 0.5 },
      trainingKeys: [],
      trainingPassages: training(passages),
      trainingQueries: training(queries),
      by: 'passage',
      units: { training: 1, heldOut: 1 },
    },
  };
}

const of = (steps: readonly AdapterStep[], kind: AdapterStep['kind'], to?: string) =>
  steps.find((step) => step.kind === kind && (to === undefined || step.to === to)) as never;
const offsetsOf = (steps: readonly AdapterStep[], to: string) => {
  const { offsets } = of(steps, 'shift', to) as Extract<AdapterStep, { kind: 'shift' }>;
  return {
    ...Object.fromEntries(Object.entries(offsets.languages).map(([lang, offset]) => [lang, [...offset]])),
    otherwise: offsets.otherwise && [...offsets.otherwise],
  };
};

/** Without the unit length at the end, so that the claims about what comes before can be seen. */
function applied(steps: readonly AdapterStep[], data: LabData, side: 'query' | 'passage'): Float32Array {
  const [vectors, texts] =
    side === 'query' ? [data.queries, data.shard.queries] : [data.passages, data.shard.passages];
  expect(steps.at(-1)).toMatchObject({ kind: 'unit-length' });
  return applyAdapter(
    { dimensions: data.dimensions, steps: steps.slice(0, -1) },
    vectors,
    side,
    texts.map(({ lang }) => lang),
    createPlainAlgebra(),
  );
}

const LARGE = [1000, -1000];
const hidden = (lang: string): Text => ({ lang, vector: LARGE, heldOut: true });

describe('centre', () => {
  const data = labData(
    [
      { lang: 'am', vector: [1, 0] },
      { lang: 'am', vector: [3, 2] },
      { lang: 'km', vector: [0, 4] },
      hidden('am'),
      hidden('en'),
    ],
    [{ lang: 'am', vector: [0, 2] }, { lang: 'km', vector: [2, 0] }, hidden('km')],
  );

  it('takes the mean of each side and language, and of the side for other languages', () => {
    const { steps, examples } = fitControl({ kind: 'centre' }, data);
    const third = Math.fround(4 / 3);
    expect(offsetsOf(steps, 'passage')).toEqual({ am: [2, 1], km: [0, 4], otherwise: [third, 2] });
    expect(offsetsOf(steps, 'query')).toEqual({ am: [0, 2], km: [2, 0], otherwise: [1, 1] });
    expect(steps.at(-1)).toEqual({ kind: 'unit-length', to: 'both' });
    expect(examples).toBe(5);
  });

  it('leaves a mean of zero for every side and language', () => {
    const random = randomData(4, 6);
    const { steps } = fitControl({ kind: 'centre' }, random);
    const moved = applied(steps, random, 'passage');
    for (const lang of ['am', 'en', 'km']) {
      const rows = random.shard.passages.flatMap((passage, row) => (passage.lang === lang ? [row] : []));
      for (let i = 0; i < 4; i += 1) {
        const sum = rows.reduce((total, row) => total + moved[row * 4 + i]!, 0);
        expect(Math.abs(sum / rows.length)).toBeLessThan(1e-6);
      }
    }
  });
});

describe('subspace', () => {
  it('removes the direction that a language shares, uncentred', () => {
    // Amharic lies along (3, 4)/5 and a little across it.
    const data = labData(
      [
        { lang: 'am', vector: [3, 4] },
        { lang: 'am', vector: [6, 8] },
        { lang: 'km', vector: [0, 2] },
        { lang: 'km', vector: [0, 3] },
        hidden('am'),
      ],
      [{ lang: 'am', vector: [-0.4, 0.3] }],
    );
    const { steps, examples } = fitControl({ kind: 'subspace', components: 1 }, data);
    const { bases } = of(steps, 'project-out') as Extract<AdapterStep, { kind: 'project-out' }>;
    expect(bases.otherwise).toBeNull();
    const [x, y] = bases.languages['am']!.data;
    expect(Math.abs(x!)).toBeCloseTo(0.6, 6);
    expect(y! / x!).toBeCloseTo(4 / 3, 5);
    expect(Math.abs(bases.languages['km']!.data[1]!)).toBeCloseTo(1, 6);
    expect(examples).toBe(5);
  });

  it('leaves vectors orthogonal to the basis, which is orthonormal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.nat(1000), (components, seed) => {
        const data = randomData(8, 12, seed);
        const { steps } = fitControl({ kind: 'subspace', components }, data);
        const { bases } = of(steps, 'project-out') as Extract<AdapterStep, { kind: 'project-out' }>;
        for (const side of ['passage', 'query'] as const) {
          const moved = applied(steps, data, side);
          const texts = side === 'query' ? data.shard.queries : data.shard.passages;
          texts.forEach(({ lang }, row) => {
            const basis = bases.languages[lang]!;
            expect(basis.rows).toBe(components);
            for (let r = 0; r < basis.rows; r += 1) {
              let along = 0;
              for (let i = 0; i < 8; i += 1) along += basis.data[r * 8 + i]! * moved[row * 8 + i]!;
              expect(Math.abs(along)).toBeLessThan(1e-5);
            }
          });
        }
      }),
      { numRuns: 20 },
    );
  });

  it('takes fewer directions than a language has vectors, and refuses to take all', () => {
    const data = labData(
      [
        { lang: 'am', vector: [1, 0, 0, 0] },
        { lang: 'am', vector: [1, 1, 0, 0] },
        { lang: 'km', vector: [0, 0, 1, 0] },
      ],
      [],
    );
    const { steps } = fitControl({ kind: 'subspace', components: 3 }, data);
    const { bases } = of(steps, 'project-out') as Extract<AdapterStep, { kind: 'project-out' }>;
    expect(bases.languages['am']!.rows).toBe(1);
    expect(bases.languages).not.toHaveProperty('km');
    expect(() => fitControl({ kind: 'subspace', components: 4 }, data)).toThrow('nothing is left');
  });
});

describe('shift', () => {
  const grouped = labData(
    [
      { lang: 'en', vector: [1, 1], group: 'a' },
      { lang: 'am', vector: [3, 1], group: 'a' },
      { lang: 'en', vector: [0, 0], group: 'b' },
      { lang: 'am', vector: [0, 1], group: 'b' },
      { lang: 'km', vector: [5, 5], group: 'b' },
      { lang: 'de', vector: [9, 9] },
      { ...hidden('en'), group: 'c' },
      { ...hidden('am'), group: 'c' },
    ],
    [],
  );

  it('takes the mean difference to parallel passages of the pivot', () => {
    const { steps, examples } = fitControl({ kind: 'shift', pivot: 'en' }, grouped);
    expect(offsetsOf(steps, 'passage')).toEqual({ am: [1, 0.5], km: [5, 5], otherwise: null });
    expect(examples).toBe(3);
    expect(steps.map(({ to }) => to)).toEqual(['passage', 'passage']);
    expect([...applied(steps, grouped, 'passage').subarray(0, 4)]).toEqual([1, 1, 2, 0.5]);
  });

  it('finds parallel passages by what questions are judged by, where there are no groups', () => {
    const passages = [
      { lang: 'en', vector: [1, 1] },
      { lang: 'am', vector: [3, 1] },
      { lang: 'am', vector: [7, 7] },
      hidden('en'),
      hidden('am'),
    ];
    const data = labData(passages, [
      { lang: 'en', vector: [0, 0], relevantRows: [0, 1] },
      // The same two passages once more, two of one language, and what is held out: none of them counts.
      { lang: 'am', vector: [0, 0], relevantRows: [0, 1] },
      { lang: 'am', vector: [0, 0], relevantRows: [0, 1, 2] },
      { lang: 'am', vector: [0, 0], relevantRows: [3, 4] },
      { lang: 'am', vector: [0, 0], relevantRows: [0, 2], heldOut: true },
    ]);
    const { steps, examples } = fitControl({ kind: 'shift', pivot: 'en' }, data);
    expect(offsetsOf(steps, 'passage')).toEqual({ am: [2, 0], otherwise: null });
    expect(examples).toBe(1);
  });

  it('says so when the pivot has no parallel passages', () => {
    expect(() => fitControl({ kind: 'shift', pivot: 'de' }, grouped)).toThrow(
      expect.objectContaining({
        name: 'CannotRun',
        message: expect.stringContaining('parallel to a passage in "de"') as unknown,
      }),
    );
  });
});

describe('whiten', () => {
  it('gives training vectors a mean of zero and the identity as covariance', () => {
    fc.assert(
      fc.property(fc.nat(1000), (seed) => {
        const d = 5;
        const data = randomData(d, 40, seed);
        const { steps, examples } = fitControl({ kind: 'whiten', shrinkage: 0 }, data);
        const moved = [...applied(steps, data, 'passage'), ...applied(steps, data, 'query')];
        expect(examples * d).toBe(moved.length);
        for (let i = 0; i < d; i += 1) {
          for (let j = 0; j <= i; j += 1) {
            let [sum, product] = [0, 0];
            for (let row = 0; row < examples; row += 1) {
              sum += moved[row * d + i]!;
              product += moved[row * d + i]! * moved[row * d + j]!;
            }
            expect(Math.abs(sum / examples)).toBeLessThan(1e-4);
            expect(Math.abs(product / examples - (i === j ? 1 : 0))).toBeLessThan(1e-3);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  const plane = labData(
    [
      { lang: 'am', vector: [4, 1] },
      { lang: 'am', vector: [-4, 1] },
      { lang: 'am', vector: [0, 3] },
      { lang: 'am', vector: [0, -1] },
      hidden('am'),
    ],
    [],
  );
  const weightOf = (shrinkage: number) => {
    const { steps } = fitControl({ kind: 'whiten', shrinkage }, plane);
    expect(offsetsOf(steps, 'both')).toEqual({ otherwise: [0, 1] });
    return [...(of(steps, 'linear') as Extract<AdapterStep, { kind: 'linear' }>).weight.data];
  };

  it('divides by the deviations when the axes are the principal ones', () => {
    // Variances 8 and 2.
    expect(weightOf(0)).toEqual([Math.fround(1 / Math.sqrt(8)), 0, 0, Math.fround(1 / Math.sqrt(2))]);
  });

  it('mixes the covariance with its mean variance', () => {
    // Half of 8 and 2, half of 5.
    expect(weightOf(0.5)).toEqual([Math.fround(1 / Math.sqrt(6.5)), 0, 0, Math.fround(1 / Math.sqrt(3.5))]);
    expect(weightOf(1)).toEqual([Math.fround(1 / Math.sqrt(5)), 0, 0, Math.fround(1 / Math.sqrt(5))]);
  });

  it('says so when the covariance has no inverse', () => {
    const few = randomData(8, 1);
    const recipe = (shrinkage: number): ControlRecipe => ({ kind: 'whiten', shrinkage });
    expect(() => fitControl(recipe(0), few)).toThrow('has no inverse');
    expect(fitControl(recipe(0.1), few).steps).toHaveLength(3);
  });
});

/** Passages and half as many queries of each of three languages, each around a mean of its own. */
function randomData(d: number, perLanguage: number, seed = 1): LabData {
  const random = seededRandom(seed);
  const texts = (count: number): Text[] =>
    ['am', 'en', 'km'].flatMap((lang) => {
      const mean = Array.from({ length: d }, () => 2 * random());
      return Array.from({ length: count }, () => ({ lang, vector: mean.map((value) => value + random()) }));
    });
  return labData(texts(perLanguage), texts(Math.ceil(perLanguage / 2)));
}
