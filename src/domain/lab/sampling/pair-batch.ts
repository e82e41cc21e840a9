/** A text by where its vector stands: a row of the data's queries or passages. */
export type TextSide = 'queries' | 'passages';

/**
 * Pairs for InfoNCE: text i on the left belongs to text i on the right, and the other texts on the right are its
 * negatives but for those that are left out.
 */
export interface PairBatch {
  /** Which vectors `left` and `right` count in. */
  readonly sides: { readonly left: TextSide; readonly right: TextSide };
  /** Row numbers, [n] each. */
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  /** 1: text j is no negative of text i. Never on the diagonal. [n × n] */
  readonly excluded: Uint8Array;
}

/** A left text, the right one that it is to be near to, and all rows on the right that are no negatives of it. */
export interface DrawnPair {
  readonly left: number;
  readonly right: number;
  readonly positives: readonly number[];
}

/**
 * Leaves out of the negatives what is known to be right as well, and all copies but the first of a text that stands
 * on the right more than once: they would weigh double.
 */
export function pairBatch(sides: PairBatch['sides'], pairs: readonly DrawnPair[]): PairBatch {
  const n = pairs.length;
  const columns = new Map<number, number[]>();
  pairs.forEach(({ right }, column) => {
    const list = columns.get(right);
    if (list === undefined) columns.set(right, [column]);
    else list.push(column);
  });
  const excluded = new Uint8Array(n * n);
  for (const [, ...copies] of columns.values()) {
    for (const column of copies) for (let i = 0; i < n; i += 1) excluded[i * n + column] = 1;
  }
  pairs.forEach(({ right, positives }, i) => {
    for (const row of [right, ...positives]) {
      for (const column of columns.get(row) ?? []) excluded[i * n + column] = 1;
    }
    excluded[i * n + i] = 0;
  });
  return {
    sides,
    left: Uint32Array.from(pairs, ({ left }) => left),
    right: Uint32Array.from(pairs, ({ right }) => right),
    excluded,
  };
}

/** What a run draws its batches from. A batch depends on its number alone. */
export interface PairSampler {
  /** Pairs of one epoch. */
  readonly pairs: number;
  readonly stepsPerEpoch: number;
  batch(step: number): PairBatch;
}
