import { useQueries } from '@tanstack/react-query';
import { evaluateQuery } from '../../client/react/queries.ts';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import type { FusionChoice } from '../../domain/augmentation/fusion-choice.ts';
import type { Setting } from '../../domain/metrics/figures.ts';
import type { CurveSeries } from '../../ui/charts/curve.tsx';

/** One evaluation of every dense arm for each stop of a slider. Nothing is encoded for it; each is a ranking. */
export function useCurves(
  stops: readonly { readonly x: number; readonly fusion: FusionChoice | null }[],
  options: {
    readonly measures: readonly string[];
    readonly k: number;
    readonly measure: string;
    readonly setting: Setting;
    readonly enabled: boolean;
  },
): readonly CurveSeries[] {
  const session = useSession();
  const arms = useSessionState((state) => state.arms).filter(({ encoder }) => encoder !== null);
  const shardHash = useSessionState((state) => state.corpus.shard?.hash ?? '');
  const { measures, k, measure, setting, enabled } = options;
  const results = useQueries({
    queries: arms.flatMap((arm) =>
      stops.map(({ fusion }) => {
        const query = evaluateQuery(session, arm, shardHash, { measures, k, fusion });
        return { ...query, enabled: enabled && query.enabled === true };
      }),
    ),
  });
  return arms.map((arm, place) => ({
    letter: arm.letter,
    name: arm.name,
    points: stops.map(({ x }, stop) => ({
      x,
      y:
        results[place * stops.length + stop]?.data?.figures.find(
          (figure) =>
            figure.setting === setting && figure.measure === measure && figure.queryLanguage === 'mean',
        )?.value ?? null,
    })),
  }));
}
