import { z } from 'zod';
import { encoderSettingsSchema } from './encoder.ts';

/**
 * An experiment file: everything that decides the figures, and the figures. It holds no text of the corpus and no
 * vector, so that it can be passed on where the corpus cannot.
 */

const figure = z.object({
  arm: z.string(),
  /** Whether generated queries were fused. */
  fused: z.boolean(),
  setting: z.enum(['mono', 'cross', 'multi']),
  queryLanguage: z.string(),
  passageLanguage: z.string(),
  measure: z.string(),
  value: z.number().nullable(),
  n: z.number().int().nonnegative(),
});

const arm = z.object({
  letter: z.string().regex(/^[A-D]$/),
  id: z.string(),
  name: z.string(),
  device: z.string(),
  revision: z.string().nullable(),
  /** SHA-256 of each file of the encoder, or of the run. */
  hashes: z.record(z.string(), z.string()),
  /** Of an encoder of the person's own; `null` for all others. Where it is to be had stands in the link. */
  settings: encoderSettingsSchema.nullable().default(null),
  state: z.enum(['complete', 'not-run']),
});

const experiment = z.object({
  format: z.literal('crosslens-experiment'),
  version: z.literal(1),
  app: z.object({ name: z.string(), version: z.string() }),
  created: z.string(),
  /** The view as a link has it: corpus, shard, arms, measure, k, fusion, languages, order. */
  link: z
    .string()
    .max(200_000)
    .regex(/^\??[^#]*$/),
  corpus: z.object({
    name: z.string(),
    files: z.array(z.string()),
    /** SHA-256 of the shard: passages, queries, judgements and generated queries. */
    shardHash: z.string(),
    passages: z.number().int(),
    queries: z.number().int(),
    generated: z.number().int(),
  }),
  arms: z.array(arm).min(1).max(4),
  tests: z.object({
    seed: z.number(),
    resamples: z.number(),
    level: z.number(),
    correction: z.string(),
  }),
  k: z.number().int().positive(),
  measures: z.array(z.string()).min(1),
  fusion: z
    .object({
      mode: z.enum(['sum', 'mean']),
      alpha: z.number(),
      perLanguage: z.number(),
      languages: z.array(z.string()),
      normalise: z.boolean(),
    })
    .nullable(),
  figures: z.array(figure).max(200_000),
});

export type Experiment = z.infer<typeof experiment>;
export type ExperimentFigure = z.infer<typeof figure>;

/** @throws ZodError that names each field at fault */
export function parseExperiment(value: unknown): Experiment {
  return experiment.parse(value);
}
