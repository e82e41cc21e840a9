import { Tokenizer } from '@huggingface/tokenizers';
import { CrosslensError } from '../../protocol/errors.ts';
import type { Pipeline } from '../encoder/tokenizer/pipeline.ts';
import { createPipeline } from '../encoder/tokenizer/pipeline.ts';

export interface EncodedPair {
  /** With special tokens; at most `maxTokens`. */
  readonly ids: readonly number[];
  /** Which of the two texts a token belongs to, as the model counts. [tokens] */
  readonly types: readonly number[];
  /** Whether something had to be left out. */
  readonly cut: boolean;
}

export interface PairTokenizer {
  readonly padId: number;
  encode(query: string, passage: string): EncodedPair;
}

/** A token between the two texts, before or behind them; or the place of one of them. */
type Slot =
  | { readonly kind: 'special'; readonly id: number; readonly type: number }
  | { readonly kind: 'query' | 'passage'; readonly type: number };

/** Texts are cut to this many characters per token before tokenising: no piece that matters is longer on average. */
const CHARACTERS_PER_TOKEN = 16;
/** Texts that stand for themselves while the tokenizer shows how it joins two. */
const QUERY = '\u0001query';
const PASSAGE = '\u0001passage';

/**
 * Joins a query and a passage as the model was trained to read them. What is over-long loses the end of its passage
 * (`only_second` in transformers), which stands in no relation to the query's length; only a query that leaves no
 * room at all is cut as well, to half of it, where transformers gives up.
 * @throws CrosslensError `tokenizer-invalid`
 */
export function createPairTokenizer(
  json: unknown,
  config: unknown,
  options: {
    readonly maxTokens: number;
    /** Kinds of tokens that the model has an embedding for. */
    readonly tokenTypes: number;
    readonly padId: number | null;
    readonly name: string;
  },
): PairTokenizer {
  const { maxTokens, tokenTypes, name } = options;
  let pipeline: Pipeline;
  let slots: readonly Slot[];
  try {
    pipeline = createPipeline(json);
    slots = layoutOf(pipeline, json, tokenTypes);
  } catch (error) {
    throw new CrosslensError(
      'tokenizer-invalid',
      `The tokenizer of ${name} cannot be read: ${String(error)}`,
      {
        cause: error,
      },
    );
  }
  const room = maxTokens - slots.filter(({ kind }) => kind === 'special').length;
  if (room < 2)
    throw new CrosslensError(
      'tokenizer-invalid',
      `${name} reads ${String(maxTokens)} tokens, too few for a pair.`,
    );
  // One more than fits, so that it shows whether something is cut.
  const idsOf = (text: string): number[] =>
    pipeline.idsOf(text.slice(0, maxTokens * CHARACTERS_PER_TOKEN), maxTokens + 1);

  return {
    padId: padIdOf(pipeline, config) ?? options.padId ?? 0,
    encode(query, passage) {
      const whole = { query: idsOf(query), passage: idsOf(passage) };
      const queryRoom = whole.query.length < room ? whole.query.length : Math.floor(room / 2);
      const kept = {
        query: whole.query.slice(0, queryRoom),
        passage: whole.passage.slice(0, room - queryRoom),
      };
      const ids: number[] = [];
      const types: number[] = [];
      for (const slot of slots) {
        const part = slot.kind === 'special' ? [slot.id] : kept[slot.kind];
        for (const id of part) {
          ids.push(id);
          types.push(slot.type);
        }
      }
      const cut =
        kept.query.length < whole.query.length ||
        kept.passage.length < whole.passage.length ||
        Math.max(query.length, passage.length) > maxTokens * CHARACTERS_PER_TOKEN;
      return { ids, types, cut };
    },
  };
}

/** Stands for the model where the library is asked for the post-processor alone: to read a vocabulary takes seconds. */
const NO_MODEL = {
  model: { type: 'BPE', vocab: {}, merges: [] },
  added_tokens: [],
  normalizer: null,
  pre_tokenizer: null,
  decoder: null,
};

/** How the tokenizer's post-processor joins two texts: shown to it once, so that every kind of one is served. */
function layoutOf(pipeline: Pipeline, json: unknown, tokenTypes: number): readonly Slot[] {
  const { post_processor: processor } = new Tokenizer({ ...(json as object), ...NO_MODEL }, {});
  if (processor === null) {
    return [
      { kind: 'query', type: 0 },
      { kind: 'passage', type: 0 },
    ];
  }
  const { tokens, token_type_ids: types = [] } = processor.post_process([QUERY], [PASSAGE], true);
  // The library numbers RoBERTa's second text 1, the Rust tokenizer 0: the model knows one kind of token only.
  const highest = hasRoberta(json) ? 0 : tokenTypes - 1;
  const slots = tokens.map((token, place): Slot => {
    const type = Math.min(types[place] ?? 0, Math.max(0, highest));
    if (token === QUERY) return { kind: 'query', type };
    if (token === PASSAGE) return { kind: 'passage', type };
    const id = pipeline.idOf(token);
    if (id === null) throw new Error(`its special token ${token} has no id`);
    return { kind: 'special', id, type };
  });
  for (const kind of ['query', 'passage'] as const) {
    if (slots.filter((slot) => slot.kind === kind).length !== 1)
      throw new Error(`it does not join a query and a passage (the ${kind} is missing)`);
  }
  return slots;
}

function hasRoberta(json: unknown): boolean {
  const processor = (
    json as { post_processor?: { type?: unknown; processors?: { type?: unknown }[] } | null }
  ).post_processor;
  return [processor, ...(processor?.processors ?? [])].some((part) => part?.type === 'RobertaProcessing');
}

/** A text, or an object that holds one. */
function padIdOf(pipeline: Pipeline, config: unknown): number | null {
  const token = (config as { pad_token?: unknown } | null)?.pad_token;
  const text = typeof token === 'object' && token !== null ? (token as { content?: unknown }).content : token;
  return typeof text === 'string' ? pipeline.idOf(text) : null;
}
