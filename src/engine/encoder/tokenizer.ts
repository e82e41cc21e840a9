import { Tokenizer } from '@huggingface/tokenizers';
import { CrosslensError } from '../../protocol/errors.ts';
import { applyCharacterMap, mergeReplaceRuns } from './replace-runs.ts';
import type { NormalizerConfig } from './replace-runs.ts';

export interface TextTokenizer {
  /** Token ids with the special tokens, cut at `maxTokens`; never empty. */
  encode(text: string): number[];
  readonly padId: number;
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
  return {
    padId,
    encode(text) {
      const { ids } = tokenizer.encode(text.slice(0, maxTokens * CHARACTERS_PER_TOKEN));
      if (ids.length > maxTokens) ids.length = maxTokens;
      return ids.length === 0 ? [padId] : ids;
    },
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
