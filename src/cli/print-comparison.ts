import type { Comparison } from '../domain/significance/compare-arms.ts';

/** One line for each two arms; differences are first minus second. */
export function comparisonLines(label: string, comparison: Comparison): string {
  const head = `# ${label}: first, second, difference, 95 % interval, win/tie/loss, p (t), p (randomisation), p (${comparison.correction}), n`;
  const lines = comparison.pairs.map((pair) => {
    const arms = `${pair.first}\t${pair.second}`;
    if (pair.blocked !== null) return `${arms}\tnot tested: ${pair.blocked}`;
    const { interval, tTest, randomisation } = pair;
    return [
      arms,
      signed(pair.meanDifference),
      `${signed(interval.low)}..${signed(interval.high)}`,
      `${String(pair.wins)}/${String(pair.ties)}/${String(pair.losses)}`,
      probability(tTest.p),
      probability(randomisation.p),
      probability(randomisation.adjustedP),
      `n=${String(pair.n)}`,
    ].join('\t');
  });
  return [head, ...lines].map((line) => `${line}\n`).join('');
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(4)}`;
}

function probability(p: number | null): string {
  return p === null ? 'undefined' : p.toFixed(4);
}
