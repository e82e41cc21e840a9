import { z } from 'zod';
import { CrosslensError } from '../../protocol/errors.ts';
import type { Pooling } from '../../protocol/encoder.ts';

/** `config.json` of a Pooling module: one flag for each kind in older files, one name or a list in newer ones. */
const schema = z.object({
  word_embedding_dimension: z.number().int().positive().optional(),
  embedding_dimension: z.number().int().positive().optional(),
  pooling_mode: z.union([z.string(), z.array(z.string())]).optional(),
  pooling_mode_cls_token: z.boolean().nullish(),
  pooling_mode_mean_tokens: z.boolean().nullish(),
  pooling_mode_max_tokens: z.boolean().nullish(),
  pooling_mode_mean_sqrt_len_tokens: z.boolean().nullish(),
  pooling_mode_weightedmean_tokens: z.boolean().nullish(),
  pooling_mode_lasttoken: z.boolean().nullish(),
  include_prompt: z.boolean().nullish(),
});

const KNOWN: Readonly<Record<string, Pooling>> = {
  mean: 'mean',
  mean_tokens: 'mean',
  cls: 'cls',
  cls_token: 'cls',
  lasttoken: 'last',
};

export interface PoolingConfig {
  readonly pooling: Pooling;
  /** Which field says so. */
  readonly field: string;
  /** Of token vectors; `null` where the file does not say. */
  readonly dimensions: number | null;
  /** False where the prompt's tokens are not pooled. */
  readonly includesPrompt: boolean;
}

/**
 * @param path of the file, for messages
 * @throws CrosslensError `model-invalid`: not such a file, or a pooling that is not supported
 */
export function readPoolingConfig(json: unknown, path: string): PoolingConfig {
  const parsed = schema.safeParse(json);
  if (!parsed.success)
    throw new CrosslensError(
      'model-invalid',
      `${path} does not describe a pooling as sentence-transformers writes it:\n${z.prettifyError(parsed.error)}`,
    );
  const { pooling_mode: mode, include_prompt: includePrompt, ...rest } = parsed.data;
  const flags = Object.entries(rest).flatMap(([key, value]) =>
    key.startsWith('pooling_mode_') && value === true ? [key.slice('pooling_mode_'.length)] : [],
  );
  const named = mode === undefined ? flags : [mode].flat();
  if (named.length > 1)
    throw unsupported(path, `joins several poolings (${named.join(', ')}) into one vector`);
  // sentence-transformers takes the mean where the file names nothing.
  const [only = 'mean'] = named;
  const pooling = KNOWN[only];
  if (pooling === undefined) throw unsupported(path, `asks for the pooling ${only}`);
  return {
    pooling,
    field: mode !== undefined ? 'pooling_mode' : flags.length === 0 ? 'no mode' : `pooling_mode_${only}`,
    dimensions: rest.embedding_dimension ?? rest.word_embedding_dimension ?? null,
    includesPrompt: includePrompt !== false,
  };
}

function unsupported(path: string, what: string): CrosslensError {
  return new CrosslensError(
    'model-invalid',
    `${path} ${what}, which is not supported: mean, the first token (cls) and the last token are. Choose another model, or one whose ONNX file pools by itself.`,
  );
}
