import type { SpeedComparison } from './compare-speed.ts';
import type { SpeedRound } from './rounds.ts';

/** Medians over the rounds; ratios to the encoder of MiniLM's shape. Aimed at: 4 times, and 100 times for the bag. */
export function printSpeed({ encoders, texts, batch, threads }: SpeedComparison): void {
  const rate = (rounds: readonly SpeedRound[], time: (round: SpeedRound) => number): number =>
    (1000 * texts) / median(rounds.map(time));
  const whole = ({ tokenising, network }: SpeedRound): number => tokenising + network;
  const network = (round: SpeedRound): number => round.network;
  const [base] = encoders;
  if (base === undefined) return;
  console.log(
    `\nPassages a second, WASM, ${threads} threads, int8, ${texts} demo texts in 13 languages, ${batch} a run\n`,
  );
  console.log('| encoder | tokens a passage | passages/s | ratio | passages/s, network alone | ratio |');
  console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
  for (const { id, what, rounds } of encoders) {
    const cells = [whole, network].flatMap((time) => {
      const own = rate(rounds, time);
      return [own.toFixed(1), `${(own / rate(base.rounds, time)).toFixed(1)} ×`];
    });
    const tokens = ((rounds[0]?.tokens ?? NaN) / texts).toFixed(1);
    console.log(`| ${id}: ${what} | ${tokens} | ${cells.join(' | ')} |`);
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
