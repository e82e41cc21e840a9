import type { FusionChoice } from '../../domain/augmentation/fusion-choice.ts';
import type { Report } from '../../domain/metrics/figures.ts';
import type { Experiment, ExperimentFigure } from '../../protocol/experiment.ts';
import { isOwnId, settingsOf } from '../../protocol/encoder.ts';
import { COMPARE_OPTIONS } from '../compare-options.ts';
import type { ArmState, SessionState } from '../session/session-state.ts';
import { encodeViewState } from '../view-state-codec.ts';
import type { ViewState } from '../view-state.ts';

/** What an arm came to; `null` where it has not run. */
export interface ArmFigures {
  readonly arm: ArmState;
  readonly plain: Report | null;
  /** `null` as well where there is nothing to fuse. */
  readonly fused: Report | null;
}

/** @param hashes SHA-256 of the runs, by their id */
export function buildExperiment(
  session: Pick<SessionState, 'corpus'>,
  view: ViewState,
  arms: readonly ArmFigures[],
  asked: { readonly measures: readonly string[]; readonly k: number; readonly fusion: FusionChoice | null },
  about: {
    readonly version: string;
    readonly created: Date;
    readonly hashes: Readonly<Record<string, string>>;
  },
): Experiment {
  const { shard, origin, added } = session.corpus;
  return {
    format: 'crosslens-experiment',
    version: 1,
    app: { name: 'Crosslens', version: about.version },
    created: about.created.toISOString(),
    link: encodeViewState(view),
    corpus: {
      name: shard?.summary.name ?? '',
      files: [...(origin.kind === 'files' ? origin.names : []), ...added],
      shardHash: shard?.hash ?? '',
      passages: shard?.summary.passages ?? 0,
      queries: shard?.summary.queries ?? 0,
      generated: shard?.summary.generated ?? 0,
    },
    arms: arms.map(({ arm, plain }) => ({
      letter: arm.letter,
      id: arm.spec.id,
      name: arm.name,
      device: arm.placement?.device ?? 'none',
      revision: arm.encoder?.revision ?? null,
      hashes: hashesOf(arm, about.hashes),
      settings: arm.encoder !== null && isOwnId(arm.encoder.id) ? settingsOf(arm.encoder) : null,
      state: plain === null ? 'not-run' : 'complete',
    })),
    tests: { ...COMPARE_OPTIONS },
    k: asked.k,
    measures: [...asked.measures],
    fusion: asked.fusion === null ? null : { ...asked.fusion, languages: [...asked.fusion.languages] },
    figures: arms.flatMap(({ arm, plain, fused }) => [
      ...figuresOf(arm, plain, false),
      ...figuresOf(arm, fused, true),
    ]),
  };
}

function hashesOf(arm: ArmState, runs: Readonly<Record<string, string>>): Record<string, string> {
  const run = runs[arm.spec.id];
  if (run !== undefined) return { run };
  return Object.fromEntries((arm.encoder?.files ?? []).map(({ path, sha256 }) => [path, sha256]));
}

function figuresOf(arm: ArmState, report: Report | null, fused: boolean): ExperimentFigure[] {
  return (report?.figures ?? []).map(
    ({ setting, queryLanguage, passageLanguage, measure, value, n }): ExperimentFigure => ({
      arm: arm.letter,
      fused,
      setting,
      queryLanguage,
      passageLanguage,
      measure,
      value,
      n,
    }),
  );
}
