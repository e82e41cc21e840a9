import { findRows } from '../corpus/rows.ts';
import type { Passage, Shard } from '../corpus/types.ts';
import { seededRandom } from '../random.ts';

export interface SplitChoice {
  readonly seed: number;
  /** Share of the passages that is held out, 0.1–0.9. */
  readonly heldOut: number;
}

/** Which half each row belongs to. */
export interface Split {
  readonly choice: SplitChoice;
  /** `splitKey` of every training passage, sorted: what an adapter was trained on, whatever shard it meets later. */
  readonly trainingKeys: readonly string[];
  /** 1 training, 0 held out. [passages] */
  readonly trainingPassages: Uint8Array;
  /** [queries] */
  readonly trainingQueries: Uint8Array;
  /** What one unit of the split is, for the screen. */
  readonly by: 'article' | 'paragraph' | 'group' | 'passage';
  /** Units of each half, languages taken together. */
  readonly units: { readonly training: number; readonly heldOut: number };
}

/**
 * What a split may not cut: a passage's article (all languages share its name), else its paragraph, else its group of
 * parallel passages, else itself.
 */
export function splitKey({ source, unit, group, id }: Passage): string {
  return source ?? unit ?? group ?? id;
}

/**
 * Splits a shard for training, the same way in every language. Articles that a query or a group of parallel passages
 * joins stay together, so that no passage that is relevant to a held-out query is relevant to a training query: in
 * XQuAD-R 656 of 1,190 questions share their gold sentence with another one, and a split by question would leak.
 * Units are shuffled by the seed and held out until their share of the passages is reached; one unit at least is
 * left to each half where there are two.
 */
export function splitShard({ passages, queries }: Shard, choice: SplitChoice): Split {
  const keyed = passages.map((passage) => ({ ...passage, unit: splitKey(passage) }));
  const rows = findRows({
    passages: keyed,
    // What is relevant to one query of a group is relevant to all: `relevantRows` knows the whole union.
    queries: queries.map((query) => ({
      ...query,
      relevant: query.relevantRows.map((row) => passages[row]?.id ?? ''),
    })),
  });
  const sizes = new Uint32Array(rows.count);
  for (const row of rows.ofPassage) sizes[row] = (sizes[row] ?? 0) + 1;

  const heldOut = new Set<number>();
  let held = 0;
  for (const row of shuffled(rows.count, choice.seed)) {
    if (held >= choice.heldOut * passages.length || heldOut.size === rows.count - 1) break;
    heldOut.add(row);
    held += sizes[row] ?? 0;
  }
  const isTraining = (row: number): number => (row >= 0 && !heldOut.has(row) ? 1 : 0);
  const trainingPassages = Uint8Array.from(rows.ofPassage, isTraining);
  return {
    choice,
    trainingKeys: [
      ...new Set(keyed.filter((_, p) => trainingPassages[p] === 1).map(({ unit }) => unit)),
    ].sort(),
    trainingPassages,
    trainingQueries: Uint8Array.from(rows.ofQuery, isTraining),
    by: unitOf(passages),
    units: { training: rows.count - heldOut.size, heldOut: heldOut.size },
  };
}

/** 1 for queries that nothing is relevant to which was trained on under `keys`. [queries] */
export function unseenQueries({ passages, queries }: Shard, keys: readonly string[]): Uint8Array {
  const trained = new Set(keys);
  const seen = Uint8Array.from(passages, (passage) => (trained.has(splitKey(passage)) ? 1 : 0));
  return Uint8Array.from(queries, ({ relevantRows }) =>
    relevantRows.some((row) => seen[row] === 1) ? 0 : 1,
  );
}

/**
 * Which queries judge an adapter that was trained on `keys`: those that are unseen, and have something relevant in the
 * shard. [queries]
 */
export function judgingQueries(shard: Shard, keys: readonly string[]): Uint8Array {
  return unseenQueries(shard, keys).map((unseen, q) =>
    (shard.queries[q]?.relevantRows.length ?? 0) > 0 ? unseen : 0,
  );
}

function unitOf(passages: readonly Passage[]): Split['by'] {
  if (passages.some(({ source }) => source !== undefined)) return 'article';
  if (passages.some(({ unit }) => unit !== undefined)) return 'paragraph';
  return passages.some(({ group }) => group !== undefined) ? 'group' : 'passage';
}

/** Fisher–Yates. */
function shuffled(count: number, seed: number): number[] {
  const random = seededRandom(seed);
  const order = Array.from({ length: count }, (_, index) => index);
  for (let place = count - 1; place > 0; place -= 1) {
    const other = Math.floor(random() * (place + 1));
    [order[place], order[other]] = [order[other] ?? 0, order[place] ?? 0];
  }
  return order;
}
