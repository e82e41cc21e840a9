/** One retrieved row. `rank` is 1-based. */
export interface TopHit {
  readonly row: number;
  readonly score: number;
  readonly rank: number;
}

/**
 * Chooses the best rows of a list of scores: score descending, ties by `tieOrder` ascending (the row's place in
 * trec_eval's order of ids). One selector serves any number of lists without allocating.
 */
export interface TopSelector {
  /**
   * @param allowed [scores] 1 where a row takes part; `null` for all
   * @param tieOrder [scores] distinct numbers
   * @param minimum scores at or below it are not retrieved; `null`: every row is
   * @returns rows best first, at most k; valid until the next call
   */
  select(
    scores: Float32Array,
    allowed: Uint8Array | null,
    tieOrder: Uint32Array,
    minimum: number | null,
  ): Uint32Array;
}

/**
 * A heap of the k best so far, the worst of them at its root: almost every row of a long list fails the one
 * comparison with it. Expected work is n comparisons and k·ln(n/k) replacements for rows in random order.
 */
export function createTopSelector(k: number): TopSelector {
  const rows = new Uint32Array(k);
  const keys = new Float32Array(k);
  const ties = new Uint32Array(k);

  /** Puts an entry in at `hole` and lets it sink below every entry that is worse. */
  function sink(hole: number, size: number, row: number, key: number, tie: number): void {
    let at = hole;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      const right = child + 1;
      if (right < size && isWorse(keys[right] ?? 0, ties[right] ?? 0, keys[child] ?? 0, ties[child] ?? 0))
        child = right;
      if (!isWorse(keys[child] ?? 0, ties[child] ?? 0, key, tie)) break;
      place(at, rows[child] ?? 0, keys[child] ?? 0, ties[child] ?? 0);
      at = child;
    }
    place(at, row, key, tie);
  }
  function place(at: number, row: number, key: number, tie: number): void {
    rows[at] = row;
    keys[at] = key;
    ties[at] = tie;
  }

  return {
    select(scores, allowed, tieOrder, minimum) {
      let size = 0;
      let row = 0;
      for (; row < scores.length && size < k; row += 1) {
        const score = scores[row] ?? 0;
        if ((minimum !== null && score <= minimum) || (allowed !== null && allowed[row] !== 1)) continue;
        place(size, row, score, tieOrder[row] ?? 0);
        size += 1;
      }
      for (let at = (size >> 1) - 1; at >= 0; at -= 1) {
        sink(at, size, rows[at] ?? 0, keys[at] ?? 0, ties[at] ?? 0);
      }
      if (size > 0) {
        // Rows are left over only when the heap is full, so its root is above the minimum.
        let worst = keys[0] ?? 0;
        for (; row < scores.length; row += 1) {
          const score = scores[row] ?? 0;
          if (score < worst || (allowed !== null && allowed[row] !== 1)) continue;
          const tie = tieOrder[row] ?? 0;
          if (score === worst && tie > (ties[0] ?? 0)) continue;
          sink(0, size, row, score, tie);
          worst = keys[0] ?? 0;
        }
      }
      for (let last = size - 1; last > 0; last -= 1) {
        const [row, key, tie] = [rows[last] ?? 0, keys[last] ?? 0, ties[last] ?? 0];
        place(last, rows[0] ?? 0, keys[0] ?? 0, ties[0] ?? 0);
        sink(0, last, row, key, tie);
      }
      return rows.subarray(0, size);
    },
  };
}

/** The `k` best rows with their ranks among the rows that are allowed; see `TopSelector.select`. */
export function topHits(
  scores: Float32Array,
  k: number,
  allowed: Uint8Array | null,
  tieOrder: Uint32Array,
  minimum: number | null,
): readonly TopHit[] {
  const best = createTopSelector(Math.min(k, scores.length)).select(scores, allowed, tieOrder, minimum);
  return Array.from(best, (row, index) => ({ row, score: scores[row] ?? 0, rank: index + 1 }));
}

/** The 1-based rank of one row among those that are allowed; `null` when it is not allowed or not retrieved. */
export function rankOf(
  row: number,
  scores: Float32Array,
  allowed: Uint8Array | null,
  tieOrder: Uint32Array,
  minimum: number | null,
): number | null {
  const score = scores[row];
  const tie = tieOrder[row];
  if (score === undefined || tie === undefined) return null;
  if ((minimum !== null && score <= minimum) || (allowed !== null && allowed[row] !== 1)) return null;
  let rank = 1;
  for (let other = 0; other < scores.length; other += 1) {
    const theirs = scores[other] ?? 0;
    if (theirs < score || (allowed !== null && allowed[other] !== 1)) continue;
    if (theirs > score || (tieOrder[other] ?? 0) < tie) rank += 1;
  }
  return rank;
}

function isWorse(score: number, tie: number, thanScore: number, thanTie: number): boolean {
  return score < thanScore || (score === thanScore && tie > thanTie);
}
