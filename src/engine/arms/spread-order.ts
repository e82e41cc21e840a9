/**
 * A fixed order in which rows that lie far apart come soon after one another. A shard is sorted by language;
 * indexed in this order, a part of it already holds every language.
 */
export function spreadOrder(count: number): number[] {
  // Steps of the golden section never bunch; the step must share no factor with the count to meet every row once.
  let step = Math.max(1, Math.floor(count * 0.618034));
  while (greatestCommonDivisor(step, count) !== 1) step += 1;
  return Array.from({ length: count }, (_, i) => (i * step) % count);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
