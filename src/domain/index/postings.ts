export interface Bm25Options {
  /** How soon further occurrences of a word stop to count. */
  readonly k1: number;
  /** How far long passages are held back, 0–1. */
  readonly b: number;
}

/** What was counted, posting by posting in the order of adding. */
interface TermCounts {
  /** [postings] */
  readonly terms: Uint32Array;
  readonly passages: Uint32Array;
  readonly frequencies: Uint32Array;
  readonly vocabulary: number;
  /** Words in each passage. [passages] */
  readonly length: Uint32Array;
  /** [passages] */
  readonly language: Uint32Array;
  readonly languages: number;
}

/** Term t owns the entries `offsets[t] … offsets[t + 1] − 1`, each a passage with its finished weight. */
export interface Postings {
  readonly offsets: Uint32Array;
  readonly passages: Uint32Array;
  readonly weights: Float32Array;
}

/**
 * BM25 as Lucene has it, without the constant factor k1 + 1:
 * weight = ln(1 + (N − n + 0.5) / (n + 0.5)) · tf / (tf + k1 · (1 − b + b · length / mean length)).
 *
 * N, n and the mean length are those of the passage's own language. Taken over a pool of eleven languages, a word
 * that half of the English passages hold would look rare; so each language is ranked as an index of that language
 * alone would rank it, and the pool of all languages is those lists merged by score.
 */
export function weighPostings(counts: TermCounts, { k1, b }: Bm25Options): Postings {
  const { terms, frequencies, length, language } = counts;
  const { sizes, lengths } = totalsOf(counts);
  const offsets = offsetsOf(terms, counts.vocabulary);
  const next = offsets.slice(0, -1);
  const passages = new Uint32Array(terms.length);
  const weights = new Float32Array(terms.length);
  for (let i = 0; i < terms.length; i += 1) {
    const term = terms[i] ?? 0;
    const place = next[term] ?? 0;
    next[term] = place + 1;
    const passage = counts.passages[i] ?? 0;
    const lang = language[passage] ?? 0;
    const relativeLength = ((length[passage] ?? 0) * (sizes[lang] ?? 0)) / (lengths[lang] ?? 1);
    const frequency = frequencies[i] ?? 0;
    passages[place] = passage;
    weights[place] = frequency / (frequency + k1 * (1 - b + b * relativeLength));
  }

  const holding = new Uint32Array(counts.languages);
  for (let term = 0; term < counts.vocabulary; term += 1) {
    const start = offsets[term] ?? 0;
    const end = offsets[term + 1] ?? 0;
    holding.fill(0);
    for (let i = start; i < end; i += 1) increase(holding, language[passages[i] ?? 0] ?? 0, 1);
    for (let i = start; i < end; i += 1) {
      const lang = language[passages[i] ?? 0] ?? 0;
      const n = holding[lang] ?? 0;
      weights[i] = (weights[i] ?? 0) * Math.log(1 + ((sizes[lang] ?? 0) - n + 0.5) / (n + 0.5));
    }
  }
  return { offsets, passages, weights };
}

/** Passages, and words, of each language. */
function totalsOf({ length, language, languages }: TermCounts): {
  sizes: Float64Array;
  lengths: Float64Array;
} {
  const sizes = new Float64Array(languages);
  const lengths = new Float64Array(languages);
  for (let passage = 0; passage < length.length; passage += 1) {
    const lang = language[passage] ?? 0;
    increase(sizes, lang, 1);
    increase(lengths, lang, length[passage] ?? 0);
  }
  return { sizes, lengths };
}

function offsetsOf(terms: Uint32Array, vocabulary: number): Uint32Array {
  const offsets = new Uint32Array(vocabulary + 1);
  for (const term of terms) increase(offsets, term + 1, 1);
  for (let term = 0; term < vocabulary; term += 1) increase(offsets, term + 1, offsets[term] ?? 0);
  return offsets;
}

function increase(values: Uint32Array | Float64Array, at: number, by: number): void {
  values[at] = (values[at] ?? 0) + by;
}
