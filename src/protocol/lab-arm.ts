import { z } from 'zod';
import type { QueryForm } from '../domain/lab/query-form.ts';
import type { Recipe } from '../domain/lab/recipe.ts';

/** Before the hash of an arm that was made in the Lab, wherever an encoder's id may stand. */
const LAB_PREFIX = 'lab:';

/** @param hash the first 16 hex digits of the SHA-256 of the arm's file */
export function labId(hash: string): string {
  return `${LAB_PREFIX}${hash}`;
}

export function isLabId(id: string): boolean {
  return id.startsWith(LAB_PREFIX);
}

const language = z.string().regex(/^[a-z]{2,8}$/);
const seed = z.number().int().min(0).max(4_294_967_295);

const training = z.object({
  shape: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('full') }),
    z.object({ kind: z.literal('low-rank'), rank: z.number().int().min(1).max(1024) }),
    z.object({ kind: z.literal('hidden'), width: z.number().int().min(1).max(1024) }),
  ]),
  epochs: z.number().int().min(1).max(200),
  batchSize: z.number().int().min(2).max(1000),
  learningRate: z.number().positive().max(10),
  weightDecay: z.number().min(0).max(10),
  temperature: z.number().positive().max(10),
});

const hybridParts = { alpha: z.number().min(0).max(1), languages: z.array(language).readonly(), training };

/** What a recipe may be; ranges are what the Lab's controls and the command line accept. */
export const recipeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hybrid'), ...hybridParts }),
  z.object({
    kind: z.literal('align'),
    on: z.enum(['queries', 'passages']),
    alignEpochs: z.number().int().min(1).max(200),
    ...hybridParts,
  }),
  z.object({
    kind: z.literal('distil'),
    teacher: language,
    softening: z.number().positive().max(100),
    scale: z.number().positive().max(1000),
    squaredWeight: z.number().min(0).max(1000),
    training,
  }),
  z.object({
    kind: z.literal('transport'),
    teacher: language,
    epsilon: z.number().positive().max(10),
    iterations: z.number().int().min(1).max(1000),
    pairs: z.number().int().min(1).max(20_000),
    training,
  }),
  z.object({
    kind: z.literal('self-train'),
    label: z.enum(['top', 'answer']),
    rounds: z.number().int().min(1).max(10),
    depth: z.number().int().min(1).max(100),
    threshold: z.number().min(-1).max(1),
    training,
  }),
  z.object({ kind: z.literal('centre') }),
  z.object({ kind: z.literal('subspace'), components: z.number().int().min(1).max(256) }),
  z.object({ kind: z.literal('shift'), pivot: language }),
  z.object({ kind: z.literal('whiten'), shrinkage: z.number().min(0).max(1) }),
]) satisfies z.ZodType<Recipe>;

/** How queries are changed before they are encoded. Texts are kept by query id; other queries stay as they are. */
const queryForm = z.discriminatedUnion('kind', [
  /** CORA's `--add_lang`: ` [am]` after the query; `own` is the query's own language. */
  z.object({ kind: z.literal('tag'), language: z.union([z.literal('own'), language]) }),
  /** `document`: the expansions alone (HyDE); `mean`: mean of query's and expansions' vectors; `concatenate`: one text. */
  z.object({
    kind: z.literal('expand'),
    mode: z.enum(['document', 'mean', 'concatenate']),
    texts: z.record(z.string(), z.array(z.string())),
  }),
]) satisfies z.ZodType<QueryForm>;

/** How passages are scored beyond the inner product. */
const scoring = z.discriminatedUnion('kind', [
  /** Passage ids by query id, best first: they come before all others, which keep their order. */
  z.object({ kind: z.literal('permutation'), orders: z.record(z.string(), z.array(z.string())) }),
  /**
   * M3-Embedding's weighted sum. Lexical scores are divided by the query's best one, so that they lie in 0–1;
   * late interaction (mean over query tokens of the best cosine) is computed for the `depth` best by the other two.
   */
  z.object({
    kind: z.literal('views'),
    dense: z.number().min(0).max(1),
    lexical: z.number().min(0).max(1),
    late: z.number().min(0).max(1),
    depth: z.number().int().min(1).max(1000),
  }),
]);

/** An adapter step with the names of its tensors in the place of the tensors; see `domain/adapter/adapter.ts`. */
const appliesTo = z.enum(['query', 'passage', 'both']);
const tensorName = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,80}$/);
const tensorsByLanguage = z.object({
  languages: z.record(language, tensorName),
  otherwise: tensorName.nullable(),
});
const step = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('shift'), to: appliesTo, offsets: tensorsByLanguage }),
  z.object({ kind: z.literal('project-out'), to: appliesTo, bases: tensorsByLanguage }),
  z.object({ kind: z.literal('linear'), to: appliesTo, weight: tensorName, bias: tensorName.nullable() }),
  z.object({ kind: z.literal('low-rank'), to: appliesTo, down: tensorName, up: tensorName }),
  z.object({
    kind: z.literal('hidden'),
    to: appliesTo,
    inner: tensorName,
    bias: tensorName,
    outer: tensorName,
  }),
  z.object({ kind: z.literal('unit-length'), to: appliesTo }),
]);

/**
 * What an arm of the Lab is, as JSON; its tensors lie beside it in one safetensors file, whose `__metadata__` holds
 * this under `crosslens`. The file's SHA-256 names the arm.
 */
export const labArmSchema = z.object({
  version: z.literal(1),
  name: z.string().min(1).max(120),
  encoder: z.object({ id: z.string(), revision: z.string() }),
  dimensions: z.number().int().min(1).max(8192),
  /** Done to the encoder's vectors, in this order. Empty: vectors stay as they are. */
  steps: z.array(step).max(64),
  query: queryForm.nullable(),
  scoring: scoring.nullable(),
  /** What was trained or fitted, first to last (an arm may be trained on top of another). */
  training: z
    .array(
      z.object({
        recipe: recipeSchema,
        seed,
        corpus: z.string(),
        shardHash: z.string(),
        split: z.object({ seed, heldOut: z.number().min(0.1).max(0.9) }),
        /** `splitKey` of what it was trained on: questions about these judge it no more. */
        keys: z.array(z.string()),
        /** Training examples: pairs, parallel texts or vectors, as the recipe counts them. */
        examples: z.number().int().nonnegative(),
        steps: z.number().int().nonnegative(),
        /** False when it was stopped before its last step. */
        finished: z.boolean(),
      }),
    )
    .max(16),
});

export type { QueryForm };
export type LabArm = z.infer<typeof labArmSchema>;
export type StepDescription = z.infer<typeof step>;
export type Scoring = z.infer<typeof scoring>;
