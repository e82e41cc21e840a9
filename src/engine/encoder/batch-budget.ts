import type { OnnxFile } from '../models/inspect-onnx.ts';
import type { Batch } from './batches.ts';

/** How much of a list of texts is encoded at once. */
export interface BatchBudget {
  /** Padded tokens. */
  readonly tokens: number;
  /** Padded texts × width²: what each head of an attention layer keeps. */
  readonly pairs: number;
}

/**
 * Padded tokens at most. One token vector takes 4 × dimensions bytes of output: 8,192 tokens at 384 dimensions are
 * 12.6 MB, a few times the cache.
 */
const MAX_TOKENS = 8192;
/** No gain is left in smaller batches, on either device. */
const MIN_TOKENS = 512;
/**
 * On a processor a token costs the same in any batch of 64 tokens or more, and a tenth more from some 4,000 on (six
 * layers of 384, one thread). All that a larger batch adds is padding: 96 mixed passages come to 1.06 times their tokens
 * at 512, to 1.6 times at 4,096.
 */
const PADDED = { wasm: 512, webgpu: MAX_TOKENS } as const;
/** Numbers that a token passes through between two matrix products: queries, keys, values, the inner layer of four widths, and what is kept beside them. */
const WIDTHS_PER_TOKEN = 12;
const MAX_TOKEN_BYTES = 128e6;
/**
 * A cancel, and a search while indexing goes on, wait for one batch: it should take seconds, not minutes. A processor
 * core does some 20 to 50 thousand million multiplications a second, a GPU many times more.
 */
const MULTIPLICATIONS = { wasm: 4e10, webgpu: 8e11 } as const;
/**
 * Scores of attention are [texts × heads × width × width], in two copies (before and after the softmax). Eight
 * thousand tokens in texts of 512 with 12 heads would be 200 MB a copy.
 */
const MAX_ATTENTION_BYTES = 128e6;
/** Heads of 32 numbers are the smallest that are usual (MiniLM), 64 the rule: this counts too many rather than too few. */
const NUMBERS_PER_HEAD = 32;

/**
 * A budget by what a graph computes. How many layers it has adds to the time alone, as one layer's memory is used by
 * the next one again; models that only look vectors up (no matrices, no attention) are held back by output alone.
 * @param width numbers of a token's vector inside the model
 */
export function chooseBudget(
  { multiplied, attentionLayers }: Pick<OnnxFile, 'multiplied' | 'attentionLayers'>,
  width: number,
  device: keyof typeof MULTIPLICATIONS,
): BatchBudget {
  const byTime = multiplied === 0 ? Infinity : MULTIPLICATIONS[device] / multiplied;
  const byMemory = multiplied === 0 ? Infinity : MAX_TOKEN_BYTES / (4 * WIDTHS_PER_TOKEN * width);
  const heads = Math.ceil(width / NUMBERS_PER_HEAD);
  return {
    tokens: Math.max(
      MIN_TOKENS,
      Math.floor(Math.min(multiplied === 0 ? MAX_TOKENS : PADDED[device], byTime, byMemory)),
    ),
    pairs: attentionLayers === 0 ? Infinity : Math.floor(MAX_ATTENTION_BYTES / (4 * heads)),
  };
}

/** Half of what was too much; `null` where it was one text, which cannot be made smaller. */
export function halve(budget: BatchBudget, { positions, tokens }: Batch): BatchBudget | null {
  if (positions.length < 2) return null;
  const padded = positions.length * tokens;
  return {
    tokens: Math.floor(Math.min(budget.tokens, padded) / 2),
    pairs: Math.floor(Math.min(budget.pairs, padded * tokens) / 2),
  };
}
