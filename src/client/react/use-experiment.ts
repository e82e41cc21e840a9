import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { FusionChoice } from '../../domain/augmentation/fusion-choice.ts';
import type { Report } from '../../domain/metrics/figures.ts';
import type { Experiment } from '../../protocol/experiment.ts';
import { askedFusion } from '../asked-fusion.ts';
import { buildExperiment } from '../experiment/build-experiment.ts';
import { measuresFor } from '../measures.ts';
import type { ArmState } from '../session/session-state.ts';
import { evaluateQuery } from './queries.ts';
import { useSession } from './session-context.tsx';
import { useViewState } from './view-state-context.tsx';
import { sha256 } from '../../protocol/sha256.ts';

declare const __APP_VERSION__: string;

/** What an experiment is computed with; an opened file brings its own. */
export interface ExperimentQuestion {
  readonly measures: readonly string[];
  readonly k: number;
  readonly fusion: FusionChoice | null;
}

/** Computes all figures of the arms that are indexed and puts them together with what decides them. */
export function useExperiment(): (question?: ExperimentQuestion) => Promise<Experiment> {
  const session = useSession();
  const client = useQueryClient();
  const [view] = useViewState();
  return useCallback(
    async (question) => {
      const state = session.store.getState();
      const { shard } = state.corpus;
      const asked: ExperimentQuestion = question ?? {
        measures: [...measuresFor(view.k, 'multi').usual, 'RD'],
        k: view.k,
        fusion: askedFusion(view.fusion, shard?.summary ?? null),
      };
      const report = (arm: ArmState, choice: FusionChoice | null): Promise<Report | null> =>
        arm.phase.kind !== 'indexed'
          ? Promise.resolve(null)
          : client.query(
              evaluateQuery(session, arm, shard?.hash ?? '', {
                measures: asked.measures,
                k: asked.k,
                fusion: choice,
              }),
            );
      const arms = await Promise.all(
        state.arms.map(async (arm) => ({
          arm,
          plain: await report(arm, null),
          fused: asked.fusion === null || arm.encoder === null ? null : await report(arm, asked.fusion),
        })),
      );
      const hashes = await Promise.all(
        state.runs.map(async ({ id, run }) => [id, await sha256(await run.arrayBuffer())] as const),
      );
      return buildExperiment(state, view, arms, asked, {
        version: __APP_VERSION__,
        created: new Date(),
        hashes: Object.fromEntries(hashes),
      });
    },
    [session, client, view],
  );
}
