export interface TopKOptions {
  /** Candidates that are kept, at least 1; 1 is greedy decoding. */
  readonly topK: number;
  /** Above 0. Below 1 favours what is likely already. */
  readonly temperature: number;
  /** Ids that are never drawn. */
  readonly suppressed: ReadonlySet<number>;
}

/**
 * Draws one id out of the `topK` most likely ones, in proportion to exp(logit / temperature).
 * Candidates stand by falling logit, equal logits by rising id, so that the same random number gives the same id
 * everywhere. What is not a finite number is not a candidate.
 * @param logits unnormalised log-probabilities, one per id
 * @param random numbers in [0, 1); one is taken in any case, so that the stream keeps step with the tokens
 * @returns `null` when nothing can be drawn
 */
export function sampleTopK(logits: Float32Array, options: TopKOptions, random: () => number): number | null {
  const drawn = random();
  const { ids, values } = topCandidates(logits, options);
  const best = values[0];
  if (best === undefined) return null;
  // Relative to the best one, nothing overflows.
  const weights = values.map((value) => Math.exp((value - best) / options.temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let rest = drawn * total;
  for (const [place, weight] of weights.entries()) {
    rest -= weight;
    if (rest < 0) return ids[place] ?? null;
  }
  // Rounding may leave a remainder behind the last one.
  return ids.at(-1) ?? null;
}

function topCandidates(
  logits: Float32Array,
  { topK, suppressed }: TopKOptions,
): { readonly ids: number[]; readonly values: number[] } {
  const ids: number[] = [];
  const values: number[] = [];
  for (let id = 0; id < logits.length; id += 1) {
    const value = logits[id] ?? NaN;
    // Most ids of a large vocabulary end here.
    if (values.length >= topK && !(value > (values[topK - 1] ?? NaN))) continue;
    if (!Number.isFinite(value) || suppressed.has(id)) continue;
    let place = values.length;
    while (place > 0 && value > (values[place - 1] ?? NaN)) place -= 1;
    ids.splice(place, 0, id);
    values.splice(place, 0, value);
    if (values.length > topK) {
      ids.pop();
      values.pop();
    }
  }
  return { ids, values };
}
