import { analyse } from '../text/analyse.ts';
import { GrowingIntegers } from './growing-integers.ts';
import type { Bm25Options, Postings } from './postings.ts';
import { weighPostings } from './postings.ts';

/** A lexical index that can be searched while it grows; rows are numbered in the order of adding. */
export interface Bm25Index {
  readonly rows: number;
  /** Adds the next passage (title and text in one string), to be weighed by the statistics of `lang`. */
  add(text: string, lang?: string): void;
  /**
   * Adds each passage's score to `out`, which the caller has zeroed; a passage without any word of the query
   * stays at 0.
   * @param out [rows or more]
   */
  score(query: string, out: Float32Array): void;
}

/** Anserini's setting, made for short passages. */
const ANSERINI: Bm25Options = { k1: 0.9, b: 0.4 };

/**
 * BM25 over a pool of several languages (weights: see `weighPostings`). A word that the query repeats counts once
 * for each time, as in Lucene.
 */
export function createBm25(options: Bm25Options = ANSERINI): Bm25Index {
  const vocabulary = new Map<string, number>();
  const languages = new Map<string, number>();
  const language = new GrowingIntegers();
  const length = new GrowingIntegers();
  // One entry of each for every word of every passage, in the order of adding.
  const terms = new GrowingIntegers();
  const passages = new GrowingIntegers();
  const frequencies = new GrowingIntegers();
  let postings: Postings | null = null;

  return {
    get rows() {
      return length.size;
    },

    add(text, lang = '') {
      const counts = new Map<number, number>();
      const found = analyse(text);
      for (const { term } of found) {
        const id = numberOf(vocabulary, term);
        counts.set(id, (counts.get(id) ?? 0) + 1);
      }
      for (const [id, count] of counts) {
        terms.push(id);
        passages.push(length.size);
        frequencies.push(count);
      }
      language.push(numberOf(languages, lang));
      length.push(found.length);
      postings = null;
    },

    score(query, out) {
      if (out.length < length.size)
        throw new RangeError(`Scores need ${length.size} places, got ${out.length}.`);
      postings ??= weighPostings(
        {
          terms: terms.view(),
          passages: passages.view(),
          frequencies: frequencies.view(),
          vocabulary: vocabulary.size,
          length: length.view(),
          language: language.view(),
          languages: languages.size,
        },
        options,
      );
      for (const { term } of analyse(query)) {
        const id = vocabulary.get(term);
        if (id !== undefined) addWeights(postings, id, out);
      }
    },
  };
}

function addWeights({ offsets, passages, weights }: Postings, term: number, out: Float32Array): void {
  const end = offsets[term + 1] ?? 0;
  for (let i = offsets[term] ?? 0; i < end; i += 1) {
    const passage = passages[i] ?? 0;
    out[passage] = (out[passage] ?? 0) + (weights[i] ?? 0);
  }
}

/** Numbers keys 0, 1, 2 … as they come. */
function numberOf(numbers: Map<string, number>, key: string): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}
