import { createApplier } from '../../domain/adapter/apply-adapter.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import type { LabArm } from '../../protocol/lab-arm.ts';
import type { EncoderProfile } from '../../protocol/encoder.ts';
import type { Encoder } from '../encoder/encoder.ts';
import { openLabArm } from '../lab/arm-file.ts';
import { algebraFor } from '../lab/algebra-for.ts';
import type { LabParts } from './lab-parts.ts';
import { createPermutationRescorer } from './permutation-rescorer.ts';
import type { Rescorer } from './rescorer.ts';
import type { Adapt } from './shard-encoder.ts';
import { createViewsRescorer } from './views-rescorer.ts';

/** An encoder as an arm of the Lab uses it. */
export interface OpenedLabArm {
  /** Gives token vectors as the arm has them; texts are encoded as before. */
  readonly encoder: Encoder;
  readonly parts: LabParts;
}

/**
 * Makes ready what an arm's file says.
 * @throws CrosslensError `arm-file-invalid`, also for a file that was made on another encoder; `out-of-memory`
 */
export async function openLabParts(
  file: Blob,
  entry: EncoderProfile,
  encoder: Encoder,
): Promise<OpenedLabArm> {
  const { arm, adapter } = await openLabArm(file);
  if (arm.encoder.id !== entry.id || arm.dimensions !== encoder.dimensions) {
    throw new CrosslensError(
      'arm-file-invalid',
      `${arm.name} was made on ${arm.encoder.id} with ${String(arm.dimensions)} dimensions, not on ${entry.id}.`,
    );
  }
  const applier = adapter.steps.length === 0 ? null : createApplier(adapter, algebraFor(adapter));
  const adapt: Adapt | null =
    applier === null ? null : (vectors, side, languages) => applier.apply(vectors, side, languages);
  const adapted = adapt === null ? encoder : withAdaptedTokens(encoder, adapt);
  return {
    encoder: adapted,
    parts: {
      adapt,
      form: arm.query,
      rescorer: rescorerOf(arm.scoring, adapted),
      unitLength: entry.normalize,
    },
  };
}

function rescorerOf(scoring: LabArm['scoring'], encoder: Encoder): Rescorer | null {
  if (scoring === null) return null;
  return scoring.kind === 'views'
    ? createViewsRescorer(scoring, encoder)
    : createPermutationRescorer(scoring.orders);
}

/** Tokens belong to no language: steps that depend on it do what they do with an unknown one. */
function withAdaptedTokens(encoder: Encoder, adapt: Adapt): Encoder {
  return {
    ...encoder,
    async encodeTokens(texts, side, signal) {
      const found = await encoder.encodeTokens(texts, side, signal);
      const languages = new Array<null>(found.vectors.length / encoder.dimensions).fill(null);
      return { ...found, vectors: Float32Array.from(adapt(found.vectors, side, languages)) };
    },
  };
}
