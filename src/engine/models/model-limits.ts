import type { JsonObject } from '../../domain/corpus/json-values.ts';
import type { Found } from '../../protocol/library.ts';

/** Families that count positions from behind the padding token's id on, so that fewer tokens fit than positions. */
const POSITIONS_AFTER_PADDING = /roberta|camembert|mpnet|longformer|xlm-r/;
/** Rotary embeddings, as newer XLM-R models have them, know no such shift. */
const ROTARY = /rotary|rope/;
/** What a profile may hold. */
const LONGEST = 32_768;
const USUAL = 512;

/** Where each of the files that limit a text's length was found; `null`: there is no such file. */
export interface LengthSources {
  readonly sentence: { readonly path: string; readonly json: JsonObject } | null;
  readonly tokenizer: { readonly path: string; readonly json: JsonObject } | null;
  readonly config: { readonly path: string; readonly json: JsonObject } | null;
}

/**
 * @returns the length at which texts are cut, and the longest that the model has positions for
 */
export function readLengths(sources: LengthSources): { chosen: Found<number>; longest: number | null } {
  const { sentence, tokenizer, config } = sources;
  const positions = config === null ? null : positionsOf(config.json);
  const longest = positions?.value ?? null;
  const said: (Found<number> | null)[] = [
    found(sentence, 'max_seq_length'),
    // Tokenizers say 10³⁰ where nobody set a limit.
    found(tokenizer, 'model_max_length', 1_000_000),
    positions === null || config === null
      ? null
      : { value: positions.value, from: `${config.path}, ${positions.field}` },
  ];
  const first = said.find((candidate) => candidate !== null);
  if (first === undefined)
    return {
      chosen: { value: USUAL, from: `no file of the repository says; ${USUAL} is usual` },
      longest,
    };
  if (longest !== null && first.value > longest)
    return {
      chosen: { value: longest, from: `${first.from} says ${first.value}, and the model has ${longest} positions` },
      longest,
    };
  if (first.value > LONGEST)
    return {
      chosen: { value: LONGEST, from: `${first.from} says ${first.value}; ${LONGEST} is the most that is taken` },
      longest: LONGEST,
    };
  return { chosen: first, longest: longest ?? Math.max(first.value, tokenizerLimit(tokenizer) ?? 0) };
}

function tokenizerLimit(tokenizer: LengthSources['tokenizer']): number | null {
  return found(tokenizer, 'model_max_length', LONGEST)?.value ?? null;
}

function found(
  source: { readonly path: string; readonly json: JsonObject } | null,
  field: string,
  atMost = Infinity,
): Found<number> | null {
  const value = source === null ? null : countOf(source.json[field]);
  return source === null || value === null || value > atMost
    ? null
    : { value, from: `${source.path}, ${field}` };
}

function positionsOf(config: JsonObject): { value: number; field: string } | null {
  const field = ['max_position_embeddings', 'n_positions', 'max_trained_positions'].find(
    (name) => countOf(config[name]) !== null,
  );
  const positions = field === undefined ? null : countOf(config[field]);
  if (field === undefined || positions === null) return null;
  const type = typeof config['model_type'] === 'string' ? config['model_type'] : '';
  const kind = typeof config['position_embedding_type'] === 'string' ? config['position_embedding_type'] : '';
  if (!POSITIONS_AFTER_PADDING.test(type) || ROTARY.test(kind))
    return { value: Math.min(positions, LONGEST), field };
  const padding = typeof config['pad_token_id'] === 'number' ? config['pad_token_id'] : 1;
  return {
    value: Math.max(1, Math.min(positions - padding - 1, LONGEST)),
    field: `${field} less ${padding + 1}`,
  };
}

/** A whole number of at least 1. */
export function countOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 ? value : null;
}
