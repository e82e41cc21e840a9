import { z } from 'zod';

/** Before the hash of an encoder of the person's own, wherever an encoder's id may stand. */
const OWN_PREFIX = 'own:';

/** @param hash the first 16 hex digits of the SHA-256 of what the encoder is: its files' hashes and its settings */
export function ownId(hash: string): string {
  return `${OWN_PREFIX}${hash}`;
}

export function isOwnId(id: string): boolean {
  return id.startsWith(OWN_PREFIX);
}

/** Names an encoder of one's own where it is kept: file systems do not take every colon. */
export function keptModelKey(id: string): string {
  return id.replace(':', '-');
}

/** A relative path inside a model's folder. */
export const modelPathSchema = z
  .string()
  .max(300)
  .regex(/^(?!.*\.\.)[\p{L}\p{N}_][\p{L}\p{N}_./ +@-]*$/u, 'a relative path inside the folder');

export const modelFileSchema = z.object({
  path: modelPathSchema,
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/**
 * How one vector is made of a text: the mean of its token vectors, the first or the last one, or the graph's own
 * sentence output.
 */
export const POOLINGS = ['mean', 'cls', 'last', 'output'] as const;
export type Pooling = (typeof POOLINGS)[number];

const dimensions = z.number().int().min(1).max(16_384);
const maxTokens = z.number().int().min(1).max(32_768);
const prefixes = z.object({ query: z.string().max(4000), passage: z.string().max(4000) });

/** What a person may choose about an encoder; all of it is part of what the encoder is. */
export const encoderSettingsSchema = z.object({
  /** The ONNX file; of a pair of encoders, the passages'. */
  model: modelPathSchema,
  /** The ONNX file of a separate query encoder; `null`: one graph encodes both sides. */
  queryModel: modelPathSchema.nullable(),
  pooling: z.enum(POOLINGS),
  normalize: z.boolean(),
  maxTokens,
  /** Matryoshka: only the first so many numbers of every vector are kept; `null`: all. */
  dimensions: dimensions.nullable(),
  prefixes,
});
export type EncoderSettings = z.infer<typeof encoderSettingsSchema>;

/** Settings that a repository's own files say something about; which graph is run is the person's choice alone. */
const FOUND_SETTINGS = ['pooling', 'normalize', 'maxTokens', 'dimensions', 'prefixes'] as const;

/** Where a model's files come from. */
export const modelPlaceSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('hub'),
    /** `https://huggingface.co`, or a mirror with the same addresses; no slash at the end. */
    host: z.url(),
    repo: z.string().regex(/^[\w.-]+(\/[\w.-]+)?$/),
    /** A branch, a tag or a commit. */
    revision: z.string().regex(/^[\w./-]{1,100}$/),
  }),
  /** A folder on any server, with the files at the Hub's names. No slash at the end. */
  z.object({ kind: z.literal('url'), url: z.url() }),
  /** A folder or files of this machine. */
  z.object({ kind: z.literal('folder'), name: z.string().min(1).max(200) }),
]);
export type ModelPlace = z.infer<typeof modelPlaceSchema>;

/**
 * A model by its place. With a place of its own for queries it is a pair, as mDPR's: the pair's files then stand under
 * `passage/` and `query/`.
 */
export const modelRefSchema = z.object({
  place: modelPlaceSchema,
  query: modelPlaceSchema.nullable(),
});
export type ModelRef = z.infer<typeof modelRefSchema>;

/** An encoder of the person's own as a link names it: enough to fetch it again, and to tell whether it is the same. */
export const encoderLinkSchema = z.object({
  id: z.string().regex(/^own:[0-9a-f]{16}$/),
  ref: modelRefSchema,
  settings: encoderSettingsSchema,
  /** Of all its files, so that a link can say how much there is to fetch before anything is asked of a server. */
  bytes: z.number().int().positive().optional(),
});
export type EncoderLink = z.infer<typeof encoderLinkSchema>;

/** Everything that decides an encoder's vectors, and what a loader must check. */
export const encoderProfileSchema = z.object({
  id: z.string().regex(/^([a-z0-9-]+|own:[0-9a-f]{16})$/),
  name: z.string(),
  revision: z.string(),
  /** `null`: it ships with the app. */
  ref: modelRefSchema.nullable().default(null),
  /** Of the vectors that come out. */
  dimensions,
  /** Of the model's own vectors, where fewer are kept (Matryoshka); `null`: the same. */
  fullDimensions: dimensions.nullable().default(null),
  pooling: z.enum(POOLINGS),
  normalize: z.boolean(),
  maxTokens,
  dtype: z.string(),
  prefixes,
  /** Path of the ONNX file inside the folder; of a pair, the passages'. */
  model: modelPathSchema,
  /** `tokenizer_config.json` lies beside it, if there is one. */
  tokenizer: modelPathSchema.default('tokenizer.json'),
  /** Of a pair: what encodes queries. */
  query: z.object({ model: modelPathSchema, tokenizer: modelPathSchema }).nullable().default(null),
  /** Folders of sentence-transformers' Dense modules, applied after pooling in this order (`2_Dense`). */
  dense: z.array(modelPathSchema).max(8).default([]),
  /** Language → texts of it seen in training. Empty: not known. */
  languages: z.object({ trained: z.record(z.string(), z.number()) }),
  /** `null`: not stated. */
  licence: z.string().nullable(),
  bytes: z.number().int().positive(),
  /** Every file that is read, weights in second files (`model.onnx_data`) among them. */
  files: z.array(modelFileSchema).min(1),
  /** What the repository of an encoder of the person's own said beside; no part of what the encoder is. */
  about: z
    .object({
      /** Where each setting was found. */
      found: z.record(z.enum(FOUND_SETTINGS), z.string()),
      /** Tokens of the longest text that the model was made for; `null`: not known. */
      longest: maxTokens.nullable(),
      /** Lengths that its vectors are made to be cut to. */
      matryoshka: z.array(dimensions),
      /** Dense modules that follow the pooling, unless the graph pools by itself. */
      dense: z.array(modelPathSchema),
    })
    .optional(),
});
export type EncoderProfile = z.infer<typeof encoderProfileSchema>;

/** The settings that a profile was made with. */
export function settingsOf(profile: EncoderProfile): EncoderSettings {
  const { model, query, pooling, normalize, fullDimensions, prefixes } = profile;
  return {
    model,
    queryModel: query?.model ?? null,
    pooling,
    normalize,
    maxTokens: profile.maxTokens,
    dimensions: fullDimensions === null ? null : profile.dimensions,
    prefixes,
  };
}
