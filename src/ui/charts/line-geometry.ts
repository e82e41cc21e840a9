/** Places of a line chart, without a page: domains, ticks, paths and labels that keep off each other. */

/** About `count` round numbers (1, 2, 2.5 or 5 times a power of ten) from `low` to `high`, both ends included. */
export function niceTicks(low: number, high: number, count: number): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Rounded, because 3 × 0.1 is 0.30000000000000004.
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/** From the least to the greatest value, with a little room; one value alone stands in the middle. */
export function domainOf(values: readonly number[]): readonly [low: number, high: number] {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return [0, 1];
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  if (low === high) {
    const room = Math.abs(low) * 0.1 || 1;
    return [low - room, high + room];
  }
  const room = 0.06 * (high - low);
  // Amounts do not fall below zero for the sake of room.
  return [low >= 0 ? Math.max(0, low - room) : low - room, high + room];
}

/** An SVG path through the points; what is missing leaves a gap. */
export function linePath(points: readonly (readonly [x: number, y: number | null])[]): string {
  let pen = false;
  const parts: string[] = [];
  for (const [x, y] of points) {
    if (y === null) pen = false;
    else {
      parts.push(`${pen ? 'L' : 'M'}${short(x)} ${short(y)}`);
      pen = true;
    }
  }
  return parts.join('');
}

/**
 * Moves labels apart that would lie on each other, as little as it takes, within bounds.
 * @param wanted where each should be, in any order; @returns where each goes, in the same order
 */
export function spreadLabels(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed = [...wanted];
  let least = low;
  for (const index of order) {
    placed[index] = Math.max(least, placed[index] ?? 0);
    least = (placed[index] ?? 0) + gap;
  }
  let most = high;
  for (const index of order.reverse()) {
    placed[index] = Math.min(most, placed[index] ?? 0);
    most = (placed[index] ?? 0) - gap;
  }
  return placed;
}

/** Index of the value nearest to `target`; −1 when there is none. */
export function nearest(values: readonly number[], target: number): number {
  let best = -1;
  values.forEach((value, index) => {
    if (best < 0 || Math.abs(value - target) < Math.abs((values[best] ?? 0) - target)) best = index;
  });
  return best;
}

function short(value: number): string {
  return String(Math.round(100 * value) / 100);
}
