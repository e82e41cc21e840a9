import type { Regime } from './regime.ts';
import { readRegime, REGIMES } from './regime.ts';

/** What an entry of the manifest says of an encoder, as far as its place in the family goes. */
export interface FamilyMember {
  readonly id: string;
  readonly architecture: string;
  readonly regime: string;
  readonly dtype: string;
}

export interface FamilyGroup<T extends FamilyMember> {
  readonly architecture: string;
  /** In the order of `REGIMES`; of one regime in the manifest's order, so that twins in another dtype stand together. */
  readonly encoders: readonly T[];
}

const BAG = 'bag-of-subwords';

/** Words for an architecture; one that is not known as it stands. */
export function shapeWords(architecture: string): { readonly name: string; readonly explanation: string } {
  if (architecture === BAG) {
    return {
      name: 'Bag of subwords',
      explanation:
        'The mean of vectors, one for each piece of a word, part learned and part for the wording. No layers and no word order: it indexes thousands of passages a second on any machine.',
    };
  }
  if (['transformer', 'small-transformer', 'bert', 'xlm-roberta'].includes(architecture)) {
    return {
      name: 'Small transformer',
      explanation:
        'A few layers in which every piece of a text looks at the others, so that order and context count: the shape that the papers train. Slower than the bag of subwords.',
    };
  }
  return { name: architecture, explanation: '' };
}

/** Groups by shape, in the order in which the manifest first names each. */
export function groupFamily<T extends FamilyMember>(encoders: readonly T[]): readonly FamilyGroup<T>[] {
  const place = ({ regime }: T): number => {
    const known = readRegime(regime);
    return known === null ? REGIMES.length : REGIMES.indexOf(known);
  };
  return [...new Set(encoders.map(({ architecture }) => architecture))].map((architecture) => ({
    architecture,
    encoders: encoders
      .filter((encoder) => encoder.architecture === architecture)
      .sort((a, b) => place(a) - place(b)),
  }));
}

/** One encoder of each regime, of one shape; regimes without any are absent. */
export interface RegimeSet<T extends FamilyMember> {
  readonly architecture: string;
  readonly byRegime: ReadonlyMap<Regime, T>;
}

/**
 * For each shape, the encoders that differ in their regime and in as little else as can be: where a regime ships in two
 * dtypes, the one that most of the others have.
 */
export function regimeSets<T extends FamilyMember>(encoders: readonly T[]): readonly RegimeSet<T>[] {
  return groupFamily(encoders).map(({ architecture, encoders: members }) => {
    const regimesWith = (dtype: string): number =>
      new Set(members.filter((member) => member.dtype === dtype).map(({ regime }) => readRegime(regime)))
        .size;
    const byRegime = new Map<Regime, T>();
    for (const regime of REGIMES) {
      const own = members.filter((member) => readRegime(member.regime) === regime);
      const most = Math.max(...own.map(({ dtype }) => regimesWith(dtype)));
      const chosen = own.find(({ dtype }) => regimesWith(dtype) === most);
      if (chosen !== undefined) byRegime.set(regime, chosen);
    }
    return { architecture, byRegime };
  });
}

/** What the preset puts side by side, in this order. */
const PRESET_REGIMES = ['x-x-mono', 'x-y', 'hybrid'] as const satisfies readonly Regime[];

export interface RegimePreset<T extends FamilyMember> {
  readonly architecture: string;
  readonly encoders: readonly T[];
  /** Regimes of which this shape has no encoder. */
  readonly missing: readonly Regime[];
}

/**
 * The shapes that have two of the three regimes or more: first those that have most of them, and of these the bag of
 * subwords, which a person need not wait for.
 */
export function regimePresets<T extends FamilyMember>(encoders: readonly T[]): readonly RegimePreset<T>[] {
  return regimeSets(encoders)
    .map(({ architecture, byRegime }): RegimePreset<T> => ({
      architecture,
      encoders: PRESET_REGIMES.flatMap((regime) => byRegime.get(regime) ?? []),
      missing: PRESET_REGIMES.filter((regime) => !byRegime.has(regime)),
    }))
    .filter((preset) => preset.encoders.length >= 2)
    .sort(
      (a, b) =>
        b.encoders.length - a.encoders.length ||
        Number(b.architecture === BAG) - Number(a.architecture === BAG),
    );
}
