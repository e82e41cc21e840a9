import type { JsonObject } from '../../domain/corpus/json-values.ts';
import { isObject } from '../../domain/corpus/json-values.ts';
import { CrosslensError } from '../../protocol/errors.ts';

/** What is read of `config.json` and `tokenizer_config.json`. */
export interface CrossEncoderConfig {
  /** Longest pair in tokens, special tokens included. */
  readonly maxTokens: number;
  readonly padId: number | null;
  /** Kinds of tokens that the model tells apart; 1 for models of RoBERTa's family. */
  readonly tokenTypes: number;
  /** Names of the logits, in their order; empty when the file names none. */
  readonly labels: readonly string[];
}

/** Rerankers were trained on no longer pairs, and attention over longer ones does not fit into a page. */
const MAX_TOKENS = 512;
/** These count positions from the padding id on, so that fewer tokens fit than there are positions. */
const POSITIONS_AFTER_PADDING = /roberta|camembert|mpnet|longformer/;

/** @throws CrosslensError `model-invalid` */
export function parseCrossEncoderConfig(
  config: unknown,
  tokenizerConfig: unknown,
  name: string,
): CrossEncoderConfig {
  if (!isObject(config))
    throw new CrosslensError('model-invalid', `config.json of ${name} is not a JSON object.`);
  const type = typeof config['model_type'] === 'string' ? config['model_type'] : '';
  if (config['is_encoder_decoder'] === true) {
    throw new CrosslensError(
      'model-invalid',
      `${name} (${type}) is an encoder–decoder. A cross-encoder reads a pair and gives one number (a model for sequence classification).`,
    );
  }
  const padId = count(config['pad_token_id']);
  const positions = count(config['max_position_embeddings']);
  const room =
    positions !== null && POSITIONS_AFTER_PADDING.test(type) ? positions - (padId ?? 1) - 1 : positions;
  const limit = isObject(tokenizerConfig) ? count(tokenizerConfig['model_max_length']) : null;
  return {
    maxTokens: Math.min(MAX_TOKENS, room ?? MAX_TOKENS, limit ?? MAX_TOKENS),
    padId,
    tokenTypes: count(config['type_vocab_size']) ?? 1,
    labels: labelsOf(config),
  };
}

/** Which logit is relevance, and in words how a score comes about. */
export interface Relevance {
  readonly logits: number;
  /** Place of the logit that says “relevant”. */
  readonly relevant: number;
  readonly note: string;
}

const RELEVANT = /^(?:relevant|is_relevant|true|yes|positive|entailment|match|1|label_1)$/i;
const IRRELEVANT = /^(?:irrelevant|not[ _-]?relevant|non[ _-]?relevant|false|no|negative|0|label_0)$/i;

/**
 * One logit is the score. Of two, the score is that of relevance less the other, which orders pairs as the
 * probability of relevance does.
 * @param logits how many the graph gives
 * @throws CrosslensError `model-invalid` for another number of logits
 */
export function relevanceOf(logits: number, labels: readonly string[], name: string): Relevance {
  if (logits === 1) return { logits, relevant: 0, note: 'The model gives one number for a pair: its score.' };
  if (logits !== 2) {
    throw new CrosslensError(
      'model-invalid',
      `${name} gives ${String(logits)} numbers for a pair. A cross-encoder for ranking gives one, or two (relevant and not).`,
    );
  }
  const called = labels.findIndex((label) => RELEVANT.test(label));
  const other = labels.findIndex((label) => IRRELEVANT.test(label));
  const relevant = called !== -1 ? called : other !== -1 ? 1 - other : 1;
  const label = labels[relevant];
  const which = label === undefined ? `logit ${String(relevant)}` : `“${label}” (logit ${String(relevant)})`;
  return {
    logits,
    relevant,
    note: `The model gives two numbers for a pair; ${which} is taken for relevance, and the score is that number less the other.`,
  };
}

/** `id2label` has ids as keys, in any order. */
function labelsOf(config: JsonObject): readonly string[] {
  const byId = config['id2label'];
  if (!isObject(byId)) return [];
  return Array.from({ length: Object.keys(byId).length }, (_, id) => {
    const label = byId[String(id)];
    return typeof label === 'string' ? label : '';
  });
}

/** Tokenizer files say 10³⁰ where nobody set a limit. */
function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null;
}
