import type { FamilyMember } from './family.ts';
import { regimeSets, shapeWords } from './family.ts';
import type { FigureKey, KnownFigures } from './figures.ts';
import { FIGURE_KEYS } from './figures.ts';
import type { Regime } from './regime.ts';

interface Measured {
  readonly corpus: string;
  readonly setting: string;
  readonly measure: string;
  readonly value: number;
}

export interface MeasuredMember extends FamilyMember {
  readonly measured: readonly Measured[];
}

/** The corpus on which the papers and we have measured alike; a row with context or a part of it has another name. */
export const COMPARED_CORPUS = 'XQuAD-R';

const WHERE: Readonly<Record<FigureKey, readonly [setting: string, measure: string]>> = {
  mono: ['mono', 'mAP'],
  cross: ['cross', 'mAP'],
  multi: ['multi', 'mAP'],
  rankDistance: ['multi', 'RD'],
};

/** The four figures of an encoder as the manifest has them. */
export function measuredFigures({ measured }: Pick<MeasuredMember, 'measured'>): KnownFigures {
  return Object.fromEntries(
    FIGURE_KEYS.flatMap((key) => {
      const [setting, measure] = WHERE[key];
      const found = measured.find(
        (one) => one.corpus === COMPARED_CORPUS && one.setting === setting && one.measure === measure,
      );
      return found === undefined ? [] : [[key, found.value]];
    }),
  );
}

/** Figures of encoders of one shape, by regime. */
export interface MeasuredShape {
  readonly name: string;
  readonly byRegime: ReadonlyMap<Regime, KnownFigures>;
}

export function measuredShapes(encoders: readonly MeasuredMember[]): readonly MeasuredShape[] {
  return regimeSets(encoders).map(({ architecture, byRegime }) => ({
    name: shapeWords(architecture).name,
    byRegime: new Map([...byRegime].map(([regime, encoder]) => [regime, measuredFigures(encoder)])),
  }));
}
