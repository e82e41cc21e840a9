import { z } from 'zod';

/** `models/manifest.json`: what ships, with everything that a card shows and a loader must check. */

const file = z.object({
  path: z.string().regex(/^(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_./-]*$/, 'a relative path inside the folder'),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

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

const encoderEntry = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string(),
  revision: z.string(),
  summary: z.string(),
  architecture: z.string(),
  regime: z.string(),
  dimensions: z.number().int().positive(),
  pooling: z.enum(['mean', 'cls']),
  normalize: z.boolean(),
  maxTokens: z.number().int().positive(),
  dtype: z.string(),
  prefixes: z.object({ query: z.string(), passage: z.string() }),
  /** Language → texts of it seen in training. A language that is absent was never seen. */
  languages: z.object({ trained: z.record(z.string(), z.number()) }),
  licence: z.string(),
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
  /** Path of the ONNX file inside the folder. */
  model: z.string(),
  bytes: z.number().int().positive(),
  files: z.array(file).min(1),
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
  files: z.array(file).min(1),
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
