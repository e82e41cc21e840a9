import type { Adapter } from '../../domain/adapter/adapter.ts';
import type { Recipe } from '../../domain/lab/recipe.ts';
import type { LabArm } from '../../protocol/lab-arm.ts';
import type { Bench } from './bench.ts';
import type { Learnt } from './seed-run.ts';

/** A new arm, to be written as a file. */
export interface LabArmParts {
  readonly description: Omit<LabArm, 'version' | 'steps'>;
  readonly adapter: Adapter;
}

/** The arm that a run made: the steps of what it stands on, and then its own. */
export function describeTrained(
  { data, shardHash, encoder, base }: Bench,
  name: string,
  recipe: Recipe,
  run: {
    readonly seed: number;
    readonly examples: number;
    readonly finished: boolean;
    readonly learnt: Learnt;
  },
): LabArmParts {
  const { shard, split, dimensions } = data;
  return {
    description: {
      name,
      encoder,
      dimensions,
      query: base?.arm.query ?? null,
      scoring: null,
      training: [
        ...(base?.arm.training ?? []),
        {
          recipe,
          seed: run.seed,
          corpus: shard.name,
          shardHash,
          split: split.choice,
          keys: [...split.trainingKeys],
          examples: run.examples,
          steps: run.learnt.updates,
          finished: run.finished,
        },
      ],
    },
    adapter: { dimensions, steps: [...(base?.adapter.steps ?? []), ...run.learnt.steps] },
  };
}
