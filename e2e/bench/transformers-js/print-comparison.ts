import type { Comparison, Round } from './compare.ts';
import { WAYS } from './rounds.ts';

/**
 * Passages a second, and how often ours is what transformers.js is: on the clock, and by what the processors worked,
 * which other work on the machine does not blur. Aimed at: 1.5 times.
 */
export function printComparison(comparisons: readonly Comparison[], about: string): void {
  console.log(`\nAgainst transformers.js: ${about}\n`);
  console.log('| weights, threads | way | passages/s | ratio | passages/s of processor time | ratio |');
  console.log('| --- | --- | ---: | ---: | ---: | ---: |');
  for (const { dtype, threads, texts, rounds } of comparisons) {
    const rate = (list: readonly Round[], of: keyof Round): number =>
      (1000 * texts) / median(list.map((round) => round[of]));
    for (const { name } of WAYS) {
      const cells = (['milliseconds', 'cpuMilliseconds'] as const).flatMap((of) => {
        const ratio = rate(rounds.Crosslens, of) / rate(rounds[name], of);
        return [rate(rounds[name], of).toFixed(1), name === 'Crosslens' ? '' : `${ratio.toFixed(2)} ×`];
      });
      console.log(`| ${dtype}, ${threads} | ${name} | ${cells.join(' | ')} |`);
    }
  }
  for (const { dtype, threads, tokens, tokenising, lowestCosine } of comparisons) {
    console.log(
      `${dtype}, ${threads}: ${tokens} tokens, ${tokenising.toFixed(0)} ms of tokenising; lowest cosine of two vectors ${lowestCosine.toFixed(5)}`,
    );
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
