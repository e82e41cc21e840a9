import { wellFormed } from './characters.ts';
import type { AddedToken } from './added-tokens.ts';
import { createSearches, readAddedTokens } from './added-tokens.ts';
import { fieldsOf } from './fields.ts';
import type { PieceModel } from './piece-model.ts';
import { createModel } from './model.ts';
import { createNormalizer } from './normalizer.ts';
import { createPreTokenizer } from './pre-tokenizer.ts';
import type { Surroundings } from './special-tokens.ts';
import { readSurroundings } from './special-tokens.ts';

/**
 * tokenizer.json as the Rust tokenizers read it: added tokens, normaliser, words, pieces, special tokens. The steps are
 * our own where @huggingface/tokenizers 0.2.0 gives other ids than Rust: it applies NFKC in the place of a charsmap,
 * knows two of the five ways to split, gives added tokens no regard for words, fuses unknown pieces across words, and
 * lowers the case of a final sigma. It still puts regular expressions into JavaScript's and decodes byte-level tokens.
 */
export interface Pipeline {
  /**
   * Ids of a text without special tokens around it; nothing for an empty text.
   * @param enough no more of them are needed, and more may be given
   */
  idsOf(text: string, enough: number): number[];
  readonly surroundings: Surroundings;
  readonly addedTokens: readonly AddedToken[];
  idOf(token: string): number | null;
  tokenOf(id: number): string | null;
}

/** @throws Error naming what cannot be read */
export function createPipeline(json: unknown): Pipeline {
  const fields = fieldsOf(json, 'it');
  const model = createModel(fields['model']);
  const normalize = createNormalizer(fields['normalizer']);
  const preTokenize = createPreTokenizer(fields['pre_tokenizer']);
  const surroundings = readSurroundings(fields['post_processor']);
  const addedTokens = readAddedTokens(fields['added_tokens'], model);
  const { raw, normalized } = createSearches(addedTokens, normalize);
  const idsOfWord = rememberWords(model);
  const addedById = new Map(addedTokens.map((token) => [token.id, token.content]));
  const addedByContent = new Map(addedTokens.map((token) => [token.content, token.id]));

  const idsOf = (text: string, enough: number): number[] => {
    const ids: number[] = [];
    for (const outer of raw(wellFormed(text))) {
      if ('id' in outer) {
        ids.push(outer.id);
        continue;
      }
      const value = normalize(outer.text);
      for (const inner of normalized(value)) {
        if (ids.length >= enough) return ids;
        if ('id' in inner) {
          ids.push(inner.id);
          continue;
        }
        // A normaliser that takes the first character away moves the text off its beginning.
        const atStart = outer.start === 0 && inner.start === 0 && normalize(firstOf(outer.text)) !== '';
        for (const word of preTokenize({ words: [inner.text], atStart }).words) {
          for (const id of idsOfWord(word)) ids.push(id);
          if (ids.length >= enough) return ids;
        }
      }
    }
    return ids;
  };

  return {
    idsOf,
    surroundings,
    addedTokens,
    idOf: (token) => addedByContent.get(token) ?? model.ids.get(token) ?? null,
    tokenOf: (id) => addedById.get(id) ?? model.pieces[id] ?? null,
  };
}

function firstOf(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0);
}

/** Distinct words whose pieces are remembered; a corpus repeats most of its words. */
const REMEMBERED_WORDS = 100_000;
/** Longer ones hardly come twice: whole sentences, in scripts without spaces. */
const REMEMBERED_LENGTH = 64;

function rememberWords(model: PieceModel): (word: string) => readonly number[] {
  const remembered = new Map<string, readonly number[]>();
  return (word) => {
    if (word.length > REMEMBERED_LENGTH) return model.split(word);
    let known = remembered.get(word);
    if (known === undefined) {
      known = model.split(word);
      if (remembered.size >= REMEMBERED_WORDS) remembered.clear();
      remembered.set(word, known);
    }
    return known;
  };
}
