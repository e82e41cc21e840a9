import type { FusionChoice } from './fusion-choice.ts';
import type { GeneratedPlan } from './plan-generated.ts';

/**
 * Fuses generated queries into passage vectors, as the xQG code does (arXiv 2305.03950, fuse_embeds.py):
 * `(1 − α)·p + α·Σ q`, float32, with no normalisation before or after. In mode `mean`, Σ q is divided by the
 * number of queries. A passage without queries keeps its direction; in mode `sum` it is scaled by 1 − α like the rest.
 * With `normalise`, which is not the paper's, fused vectors are brought to unit length at the end.
 * @param out, passages [passages × dimensions]
 * @param queries vectors of the generated queries [texts × dimensions]
 */
export function fuseInto(
  out: Float32Array,
  passages: Float32Array,
  dimensions: number,
  plan: GeneratedPlan,
  queries: Float32Array,
  choice: FusionChoice,
): void {
  const chosen = chosenLanguages(plan, choice);
  const rows = plan.offsets.length - 1;
  for (let row = 0; row < rows; row += 1) {
    const at = row * dimensions;
    const count = choice.mode === 'mean' ? countOf(plan, row, chosen, choice.perLanguage) : 1;
    const kept = choice.mode === 'mean' && count === 0 ? 1 : 1 - choice.alpha;
    for (let i = 0; i < dimensions; i += 1) out[at + i] = kept * (passages[at + i] ?? 0);
    const weight = count === 0 ? 0 : choice.alpha / count;
    forEachQuery(plan, row, chosen, choice.perLanguage, (vector) => {
      const from = vector * dimensions;
      for (let i = 0; i < dimensions; i += 1)
        out[at + i] = (out[at + i] ?? 0) + weight * (queries[from + i] ?? 0);
    });
    if (choice.normalise) normaliseRow(out, at, dimensions);
  }
}

/**
 * Share of a passage's vector that m queries make up, when ranking is all that matters:
 * α·m / ((1 − α) + α·m) for the sum, α for the mean. At α = 0.01 and m = 35, the paper's, it is 0.261.
 */
export function effectiveWeight(mode: FusionChoice['mode'], alpha: number, m: number): number {
  if (m === 0) return 0;
  return mode === 'mean' ? alpha : (alpha * m) / (1 - alpha + alpha * m);
}

/** Fewest and most queries that a passage receives: where they differ, the sum weighs passages unequally. */
export function queryCountRange(
  plan: GeneratedPlan,
  choice: FusionChoice,
): { readonly min: number; readonly max: number } {
  const chosen = chosenLanguages(plan, choice);
  let min = Infinity;
  let max = 0;
  for (let row = 0; row < plan.offsets.length - 1; row += 1) {
    const count = countOf(plan, row, chosen, choice.perLanguage);
    min = Math.min(min, count);
    max = Math.max(max, count);
  }
  return { min: Number.isFinite(min) ? min : 0, max };
}

function normaliseRow(vectors: Float32Array, at: number, dimensions: number): void {
  let squares = 0;
  for (let i = at; i < at + dimensions; i += 1) squares += (vectors[i] ?? 0) ** 2;
  if (squares === 0) return;
  const scale = 1 / Math.sqrt(squares);
  for (let i = at; i < at + dimensions; i += 1) vectors[i] = (vectors[i] ?? 0) * scale;
}

function chosenLanguages(plan: GeneratedPlan, choice: FusionChoice): readonly boolean[] {
  const wanted = new Set(choice.languages);
  return plan.languages.map((lang) => wanted.has(lang));
}

function countOf(plan: GeneratedPlan, row: number, chosen: readonly boolean[], perLanguage: number): number {
  let count = 0;
  forEachQuery(plan, row, chosen, perLanguage, () => {
    count += 1;
  });
  return count;
}

/** The generated queries that a choice fuses into one passage: entries of the plan, in its order. */
export function fusedEntries(plan: GeneratedPlan, row: number, choice: FusionChoice): number[] {
  const entries: number[] = [];
  forEachQuery(plan, row, chosenLanguages(plan, choice), choice.perLanguage, (_, entry) => {
    entries.push(entry);
  });
  return entries;
}

function forEachQuery(
  plan: GeneratedPlan,
  row: number,
  chosen: readonly boolean[],
  perLanguage: number,
  visit: (vector: number, entry: number) => void,
): void {
  for (let entry = plan.offsets[row] ?? 0; entry < (plan.offsets[row + 1] ?? 0); entry += 1) {
    if (chosen[plan.language[entry] ?? 0] === true && (plan.place[entry] ?? 0) < perLanguage)
      visit(plan.vector[entry] ?? 0, entry);
  }
}
