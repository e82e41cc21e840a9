/** One of the items, all equally likely. `undefined` only of an empty list. */
export function drawOne<T>(items: readonly T[], random: () => number): T | undefined {
  return items[Math.floor(random() * items.length)];
}

/**
 * Distinct items in random order, as many as there are at most: the first steps of a Fisher–Yates shuffle, in which
 * only the places that were swapped are kept.
 */
export function drawDistinct<T>(items: readonly T[], count: number, random: () => number): T[] {
  const swapped = new Map<number, number>();
  const drawn: T[] = [];
  for (let place = 0; place < Math.min(count, items.length); place += 1) {
    const other = place + Math.floor(random() * (items.length - place));
    const item = items[swapped.get(other) ?? other];
    swapped.set(other, swapped.get(place) ?? place);
    if (item !== undefined) drawn.push(item);
  }
  return drawn;
}
