import type { Comparison } from './compare.ts';

/** One line for each way, with passages a second and the ratio to transformers.js; aimed at: 1.5 times. */
export function printComparison(comparisons: readonly Comparison[], about: string): void {
  console.log(`\nAgainst transformers.js: ${about}\n`);
  console.log(
    '| weights | threads | passages/s | transformers.js, 32 at a time | one at a time | ratio to 32 | to one |',
  );
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const { dtype, threads, texts, result } of comparisons) {
    const [ours = NaN, batches = NaN, single = NaN] = result.ways.map(
      ({ milliseconds }) => (texts / median(milliseconds)) * 1000,
    );
    const cells = [ours, batches, single].map((rate) => rate.toFixed(1));
    console.log(
      `| ${dtype} | ${threads} | ${cells.join(' | ')} | ${(ours / batches).toFixed(2)} × | ${(ours / single).toFixed(2)} × |`,
    );
  }
  for (const { dtype, threads, result } of comparisons) {
    const milliseconds = median(result.ways[0]?.milliseconds ?? []);
    console.log(
      `${dtype}, ${threads}: ${result.tokens} tokens in ${milliseconds.toFixed(0)} ms, of these ${result.tokenising.toFixed(0)} ms tokenising; lowest cosine of two vectors ${result.lowestCosine.toFixed(5)}${result.isolated ? '' : '; the page was not isolated, so that threads had no effect'}`,
    );
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
