import { CrosslensError } from '../../protocol/errors.ts';

/** What is read of `config.json` and `generation_config.json`; where both have a value, generation's holds. */
export interface ModelConfig {
  readonly start: number;
  readonly ends: ReadonlySet<number>;
  readonly pad: number;
  /** Attention heads of the decoder and numbers in each; `null` when the file does not say. */
  readonly heads: number | null;
  readonly headSize: number | null;
  /** Longest text that the model is meant to write; `null` when the file does not say. */
  readonly maxNewTokens: number | null;
}

/** @throws CrosslensError `model-invalid` */
export function parseModelConfig(config: unknown, generationConfig: unknown, name: string): ModelConfig {
  const base = asRecord(config);
  const generation = asRecord(generationConfig);
  if (base === null)
    throw new CrosslensError('model-invalid', `config.json of ${name} is not a JSON object.`);
  if (base['is_encoder_decoder'] === false) {
    throw new CrosslensError(
      'model-invalid',
      `${name} (${String(base['model_type'])}) is no encoder–decoder. Queries are generated with a T5, mT5 or the like.`,
    );
  }
  const ids = (key: string): number[] => idList(generation?.[key]) ?? idList(base[key]) ?? [];
  const ends = new Set(ids('eos_token_id'));
  if (ends.size === 0)
    throw new CrosslensError('model-invalid', `config.json of ${name} names no eos_token_id.`);
  const pad = ids('pad_token_id')[0] ?? 0;
  const heads = count(base['decoder_attention_heads']) ?? count(base['num_heads']);
  const width = count(base['d_model']) ?? count(base['hidden_size']);
  return {
    // T5 starts with the padding token, and its older configurations leave that unsaid.
    start: ids('decoder_start_token_id')[0] ?? pad,
    ends,
    pad,
    heads,
    headSize: count(base['d_kv']) ?? (heads !== null && width !== null ? width / heads : null),
    maxNewTokens: count(generation?.['max_new_tokens']) ?? count(generation?.['max_length']),
  };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

function idList(value: unknown): number[] | null {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const ids = list.filter((id): id is number => typeof id === 'number' && Number.isInteger(id) && id >= 0);
  return ids.length > 0 ? ids : null;
}

function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null;
}
