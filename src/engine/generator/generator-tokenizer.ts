import { Tokenizer } from '@huggingface/tokenizers';
import { CrosslensError } from '../../protocol/errors.ts';

export interface GeneratorTokenizer {
  /** Longest prompt that the model is meant to read. */
  readonly maxTokens: number;
  /** Ids of a prompt; one that is over `maxTokens` loses its tail, and keeps the end token that was put behind it. */
  encode(text: string, maxTokens: number): number[];
  /** Text of generated ids, without special tokens. */
  decode(ids: readonly number[]): string;
  /**
   * Ids that are not text: special tokens, the unknown piece, and rows of the head that no piece belongs to (mT5 has
   * 12 of these).
   * @param rows length of the logits
   */
  textless(rows: number): ReadonlySet<number>;
}

/** T5's own limit in training; some configurations name none, or 10³⁰. */
const MAX_TOKENS = 512;
/** Prompts are cut to this many characters per token before tokenising: no piece that matters is longer on average. */
const CHARACTERS_PER_TOKEN = 16;

/** @throws CrosslensError `tokenizer-invalid` */
export function createGeneratorTokenizer(json: unknown, config: unknown, name: string): GeneratorTokenizer {
  let tokenizer: Tokenizer;
  try {
    tokenizer = new Tokenizer(json as object, config ?? {});
  } catch (error) {
    throw new CrosslensError(
      'tokenizer-invalid',
      `The tokenizer of ${name} cannot be read: ${String(error)}`,
      {
        cause: error,
      },
    );
  }
  const special = new Set<number>();
  for (const [id, token] of tokenizer.get_added_tokens_decoder()) if (token.special) special.add(id);
  const unknown = unknownId(tokenizer, json, config);
  if (unknown !== null) special.add(unknown);

  const limit = (config as { model_max_length?: unknown } | null)?.model_max_length;

  return {
    maxTokens: typeof limit === 'number' && limit >= 1 ? Math.min(limit, MAX_TOKENS) : MAX_TOKENS,
    encode(text, maxTokens) {
      const { ids } = tokenizer.encode(text.slice(0, maxTokens * CHARACTERS_PER_TOKEN));
      const last = ids.at(-1);
      if (ids.length > maxTokens) {
        ids.length = maxTokens;
        if (last !== undefined && special.has(last)) ids[maxTokens - 1] = last;
      }
      return ids;
    },
    decode(ids) {
      const text = ids.filter((id) => !special.has(id) && tokenizer.id_to_token(id) !== undefined);
      return text.length === 0 ? '' : tokenizer.decode(text);
    },
    textless(rows) {
      const ids = new Set(special);
      for (let id = 0; id < rows; id += 1) if (tokenizer.id_to_token(id) === undefined) ids.add(id);
      return ids;
    },
  };
}

/** Unigram names its unknown piece by id, other models by its text; the configuration may name it as well. */
function unknownId(tokenizer: Tokenizer, json: unknown, config: unknown): number | null {
  const model = (json as { model?: { unk_id?: unknown; unk_token?: unknown } }).model;
  if (typeof model?.unk_id === 'number') return model.unk_id;
  const token = model?.unk_token ?? (config as { unk_token?: unknown } | null)?.unk_token;
  return typeof token === 'string' ? (tokenizer.token_to_id(token) ?? null) : null;
}
