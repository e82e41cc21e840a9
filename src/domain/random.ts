/**
 * Numbers in [0, 1) that look random and depend on the seed alone: mulberry32 (Tommy Ettinger, public domain).
 * 32 bits of state; good enough to draw samples, of no use for secrets. The seed is taken modulo 2³².
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * `count` distinct numbers of 0 … `size` − 1, ascending: the first `count` steps of a Fisher–Yates shuffle,
 * so that every subset is equally likely, and a larger sample with the same seed contains the smaller one.
 */
export function sampleIndices(size: number, count: number, seed: number): number[] {
  const random = seededRandom(seed);
  const drawn = Math.min(Math.max(Math.trunc(count), 0), size);
  // Only the cards that were moved: a few thousand are drawn from many millions.
  const moved = new Map<number, number>();
  const cards: number[] = [];
  for (let place = 0; place < drawn; place++) {
    const other = place + Math.floor(random() * (size - place));
    cards.push(moved.get(other) ?? other);
    moved.set(other, moved.get(place) ?? place);
    moved.delete(place);
  }
  return cards.sort((a, b) => a - b);
}
