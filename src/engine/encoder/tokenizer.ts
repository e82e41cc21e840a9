import { Tokenizer } from '@huggingface/tokenizers';
import { CrosslensError } from '../../protocol/errors.ts';
import { applyCharacterMap, mergeReplaceRuns } from './replace-runs.ts';
import type { NormalizerConfig } from './replace-runs.ts';

export interface TextTokenizer {
  /** Token ids with the special tokens, cut at `maxTokens`; never empty. */
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

/** Texts are cut to this many characters per token before tokenising: no piece that matters is longer on average. */
const CHARACTERS_PER_TOKEN = 16;
/** Distinct words whose pieces are remembered; a corpus repeats most of its words. */
const REMEMBERED_WORDS = 100_000;

/** @throws CrosslensError `tokenizer-invalid` */
export function createTokenizer(
  tokenizerJson: unknown,
  tokenizerConfig: unknown,
  maxTokens: number,
  name: string,
): TextTokenizer {
  let tokenizer: Tokenizer;
  try {
    tokenizer = new Tokenizer(tokenizerJson as object, tokenizerConfig as object);
  } catch (error) {
    throw new CrosslensError(
      'tokenizer-invalid',
      `The tokenizer of ${name} cannot be read: ${String(error)}`,
      { cause: error },
    );
  }
  speedUpNormalizer(
    tokenizer,
    (tokenizerJson as { normalizer?: NormalizerConfig | null }).normalizer ?? null,
  );
  rememberWords(tokenizer);
  const padToken = (tokenizerConfig as { pad_token?: unknown }).pad_token;
  const padId = (typeof padToken === 'string' ? tokenizer.token_to_id(padToken) : undefined) ?? 0;
  const before = specialsBefore(tokenizer);
  const show = tokenWriter(tokenizer);
  const bare = (text: string): number[] => tokenizer.encode(text, { add_special_tokens: false }).ids;
  const encode = (text: string): number[] => {
    const { ids } = tokenizer.encode(text.slice(0, maxTokens * CHARACTERS_PER_TOKEN));
    if (ids.length > maxTokens) ids.length = maxTokens;
    return ids.length === 0 ? [padId] : ids;
  };
  return {
    padId,
    encode,
    encodeTokens(text, prefix) {
      const cut = (prefix + text).slice(0, maxTokens * CHARACTERS_PER_TOKEN);
      const own = bare(cut);
      // A prefix's last token may join the text's first one: such a token is the text's.
      const alone = prefix === '' ? [] : bare(prefix);
      let skipped = 0;
      while (skipped < alone.length && alone[skipped] === own[skipped]) skipped += 1;
      const first = before + skipped;
      return {
        ids: encode(cut),
        first,
        tokens: own.slice(skipped, Math.max(skipped, maxTokens - before)).map(show),
      };
    },
  };
}

/**
 * How many special tokens stand before a text. Found by comparison, as the unknown token may be listed as special
 * too, and it is a token of the text.
 */
function specialsBefore(tokenizer: Tokenizer): number {
  const probe = 'a b 1';
  const [first] = tokenizer.encode(probe, { add_special_tokens: false }).ids;
  return first === undefined ? 0 : Math.max(0, tokenizer.encode(probe).ids.indexOf(first));
}

/**
 * Gives a token as the vocabulary has it (`▁kofi`, `##ing`). Byte-level vocabularies write letters beyond ASCII as
 * bytes that nobody can read (`Ã©`); their tokens are decoded, with `▁` for a space in front. A token that ends inside
 * a letter then shows U+FFFD.
 */
function tokenWriter(tokenizer: Tokenizer): (id: number) => string {
  const { decoder } = tokenizer;
  const isByteLevel = decoder !== null && 'byte_decoder' in decoder;
  return (id) => {
    const token = tokenizer.id_to_token(id) ?? '';
    return isByteLevel ? decoder.decode([token]).replace(/^ /, '▁') : token;
  };
}

function speedUpNormalizer(tokenizer: Tokenizer, config: NormalizerConfig | null): void {
  // The library keeps the steps of a sequence in `normalizers`; a version that does not is simply left as it is.
  const sequence = tokenizer.normalizer as unknown as {
    normalizers?: ((text: string) => string)[];
    normalize: (text: string) => string;
  } | null;
  const library = sequence?.normalizers;
  if (sequence === null || library === undefined || config?.normalizers?.length !== library.length) return;
  const steps = mergeReplaceRuns(config.normalizers).map((step) =>
    step.kind === 'map'
      ? (text: string) => applyCharacterMap(step.map, text)
      : (library[step.position] ?? ((text: string) => text)),
  );
  sequence.normalize = (text) => steps.reduce((value, step) => step(value), text);
}

/** Every model of the library splits one word at a time, so the pieces of a word can be remembered. */
function rememberWords(tokenizer: Tokenizer): void {
  const { model } = tokenizer;
  if (model === null) return;
  const split = model.encode.bind(model);
  const remembered = new Map<string, string[]>();
  model.encode = (words) => {
    const pieces: string[] = [];
    for (const word of words) {
      let known = remembered.get(word);
      if (known === undefined) {
        known = split([word]);
        if (remembered.size >= REMEMBERED_WORDS) remembered.clear();
        remembered.set(word, known);
      }
      for (const piece of known) pieces.push(piece);
    }
    return pieces;
  };
}
