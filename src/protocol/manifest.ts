import { z } from 'zod';
import { encoderProfileSchema, modelFileSchema } from './encoder.ts';

/** `models/manifest.json`: what ships, with everything that a card shows and a loader must check. */

const measured = z.object({
  corpus: z.string(),
  setting: z.string(),
  measure: z.string(),
  value: z.number(),
  n: z.number().int(),
  command: z.string(),
});

const source = z.object({
  source: z.string(),
  rows: z.number().int(),
  licence: z.string(),
  home: z.string(),
});

const encoderEntry = encoderProfileSchema.extend({
  id: z.string().regex(/^[a-z0-9-]+$/),
  licence: z.string(),
  summary: z.string(),
  architecture: z.string(),
  regime: z.string(),
  training: z.object({
    summary: z.string(),
    steps: z.number(),
    batchSize: z.number(),
    seed: z.number(),
    alpha: z.number(),
    temperature: z.number(),
    minutes: z.number(),
    command: z.string(),
    data: z.array(source),
  }),
  measured: z.array(measured),
});

const generatorEntry = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string(),
  revision: z.string(),
  summary: z.string(),
  architecture: z.string(),
  /** Languages that it writes. */
  languages: z.array(z.string()).min(1),
  dtype: z.string(),
  licence: z.string(),
  bytes: z.number().int().positive(),
  files: z.array(modelFileSchema).min(1),
  training: z.object({
    summary: z.string(),
    steps: z.number(),
    batchSize: z.number(),
    seed: z.number(),
    minutes: z.number(),
    command: z.string(),
    data: z.array(source),
  }),
  measured: z.array(measured),
});

const manifest = z.object({
  version: z.literal(1),
  encoders: z.array(encoderEntry).min(1),
  generators: z.array(generatorEntry),
});

export type EncoderEntry = z.infer<typeof encoderEntry>;
export type GeneratorEntry = z.infer<typeof generatorEntry>;
export type Manifest = z.infer<typeof manifest>;

/** Checks a parsed manifest; throws a `ZodError` that names each field at fault. */
export function parseManifest(value: unknown): Manifest {
  return manifest.parse(value);
}
