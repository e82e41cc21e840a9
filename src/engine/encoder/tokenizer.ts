import { ByteLevelDecoder } from '@huggingface/tokenizers';
import { CrosslensError } from '../../protocol/errors.ts';
import type { Pipeline } from './tokenizer/pipeline.ts';
import { createPipeline } from './tokenizer/pipeline.ts';

export interface TextTokenizer {
  /**
   * Token ids with the special tokens around them; never empty. What is over-long loses tokens of the text: the
   * special tokens stay, as the Rust tokenizers truncate.
   */
  encode(text: string): number[];
  /** The ids of `prefix + text`, and which of them are the text's own. */
  encodeTokens(text: string, prefix: string): TokenizedText;
  readonly padId: number;
}

export interface TokenizedText {
  /** What `encode` gives for prefix and text. */
  readonly ids: readonly number[];
  /** Place in `ids` of the text's first token, after special tokens and the prefix. */
  readonly first: number;
  /** The text's own tokens as the vocabulary writes them, one for each id from `first` on. */
  readonly tokens: readonly string[];
}

/** Characters per token that are read at first; where they give too few tokens, more are read. */
const CHARACTERS_PER_TOKEN = 16;
/**
 * Tokens that must follow the last one that is kept before a text that was cut counts as read: how a text ends changes
 * the tokens before it, and no further back than this.
 */
const MARGIN = 64;

/** @throws CrosslensError `tokenizer-invalid`, which says what of the tokenizer cannot be read */
export function createTokenizer(
  tokenizerJson: unknown,
  tokenizerConfig: unknown,
  maxTokens: number,
  name: string,
): TextTokenizer {
  let pipeline: Pipeline;
  try {
    pipeline = createPipeline(tokenizerJson);
  } catch (error) {
    throw new CrosslensError(
      'tokenizer-invalid',
      `The tokenizer of ${name} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      { cause: error },
    );
  }
  const { before, after } = pipeline.surroundings;
  const room = Math.max(0, maxTokens - before.length - after.length);
  const fromEnd = truncatesLeft(tokenizerJson, tokenizerConfig);
  const padId = findPadId(pipeline, tokenizerJson, tokenizerConfig);
  const show = tokenWriter(pipeline, tokenizerJson);

  const idsOf = (text: string, enough: number): number[] => {
    try {
      return pipeline.idsOf(text, enough);
    } catch (error) {
      throw new CrosslensError(
        'tokenizer-invalid',
        `The tokenizer of ${name} cannot read a text: ${error instanceof Error ? error.message : String(error)}.`,
        { cause: error },
      );
    }
  };
  /** As many of the text's own ids as there is room for. */
  const ownIds = (text: string): number[] => {
    if (fromEnd) {
      const ids = idsOf(text, Infinity);
      return room === 0 ? [] : ids.slice(-room);
    }
    for (let length = (room + MARGIN) * CHARACTERS_PER_TOKEN; ; length *= 4) {
      const ids = idsOf(text.slice(0, length), room + MARGIN);
      if (ids.length < room + MARGIN && length < text.length) continue;
      if (ids.length > room) ids.length = room;
      return ids;
    }
  };
  const around = (own: readonly number[]): number[] => {
    const ids = [...before, ...own, ...after];
    if (ids.length > maxTokens) ids.length = maxTokens;
    return ids.length === 0 ? [padId] : ids;
  };

  return {
    padId,
    encode: (text) => around(ownIds(text)),
    encodeTokens(text, prefix) {
      const own = ownIds(prefix + text);
      // A prefix's last token may join the text's first one: such a token is the text's.
      const alone = prefix === '' ? [] : ownIds(prefix);
      let skipped = 0;
      while (skipped < alone.length && alone[skipped] === own[skipped]) skipped += 1;
      return {
        ids: around(own),
        first: before.length + skipped,
        tokens: own.slice(skipped).map(show),
      };
    },
  };
}

/** On which side what is over-long is cut; transformers reads it from the configuration before the tokenizer's file. */
function truncatesLeft(json: unknown, config: unknown): boolean {
  const { truncation_side: side } = (config ?? {}) as { truncation_side?: unknown };
  if (typeof side === 'string') return side === 'left';
  const { truncation } = (json ?? {}) as { truncation?: { direction?: unknown } | null };
  return truncation?.direction === 'Left';
}

/** Names under which vocabularies keep the token that fills short rows up. */
const PAD_TOKENS = ['[PAD]', '<pad>', '<|pad|>', '<|padding|>', '<|endoftext|>', '</s>'];

/**
 * What short rows are filled up with. The attention mask hides it, so that any id would do; the model's own keeps the
 * inputs what they are elsewhere.
 */
function findPadId(pipeline: Pipeline, json: unknown, config: unknown): number {
  // A text, or an object that holds one.
  const { pad_token: token } = (config ?? {}) as { pad_token?: unknown };
  const stated = typeof token === 'object' ? (token as { content?: unknown } | null)?.content : token;
  const { padding } = (json ?? {}) as { padding?: { pad_token?: unknown } | null };
  for (const candidate of [stated, padding?.pad_token, ...PAD_TOKENS]) {
    const id = typeof candidate === 'string' ? pipeline.idOf(candidate) : null;
    if (id !== null) return id;
  }
  return 0;
}

/**
 * Gives a token as the vocabulary has it (`▁kofi`, `##ing`). Byte-level vocabularies write letters beyond ASCII as
 * bytes that nobody can read (`Ã©`); their tokens are decoded, with `▁` for a space in front. A token that ends inside
 * a letter then shows U+FFFD.
 */
function tokenWriter(pipeline: Pipeline, json: unknown): (id: number) => string {
  const { decoder: config } = (json ?? {}) as {
    decoder?: { type?: unknown; decoders?: readonly { type?: unknown }[] } | null;
  };
  const isByteLevel = [config, ...(config?.decoders ?? [])].some((part) => part?.type === 'ByteLevel');
  if (!isByteLevel) return (id) => pipeline.tokenOf(id) ?? '';
  const decoder = new ByteLevelDecoder({ type: 'ByteLevel' });
  const added = new Set(pipeline.addedTokens.map(({ id }) => id));
  return (id) => {
    const token = pipeline.tokenOf(id) ?? '';
    return added.has(id) ? token : decoder.decode([token]).replace(/^ /, '▁');
  };
}
