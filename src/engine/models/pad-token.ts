import type { JsonObject } from '../../domain/corpus/json-values.ts';
import { isObject } from '../../domain/corpus/json-values.ts';

/**
 * A tokenizer's configuration that names its padding token, out of older repositories' second file if need be.
 * @param special `special_tokens_map.json`; `null` where there is none
 */
export function withPadToken(config: unknown, special: unknown): JsonObject {
  const known = isObject(config) ? config : {};
  const token = textOf(known['pad_token']) ?? (isObject(special) ? textOf(special['pad_token']) : null);
  return token === null ? known : { ...known, pad_token: token };
}

/** Tokens stand as texts, or as objects that say how they are cut out. */
function textOf(token: unknown): string | null {
  if (typeof token === 'string') return token;
  return isObject(token) && typeof token['content'] === 'string' ? token['content'] : null;
}
