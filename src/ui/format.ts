/** Figures as the screen writes them: plain British English, units always, and never on a line of their own. */

const WHOLE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

export function formatCount(value: number): string {
  return WHOLE.format(value);
}

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${String(bytes)}\u00a0B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)}\u00a0kB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)}\u00a0MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)}\u00a0GB`;
}

export function formatSeconds(seconds: number): string {
  if (seconds < 1) return 'under 1\u00a0s';
  if (seconds < 90) return `${Math.round(seconds)}\u00a0s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)}\u00a0min`;
  return `${(seconds / 3600).toFixed(1)}\u00a0h`;
}

export function formatMilliseconds(milliseconds: number): string {
  if (milliseconds < 0.1) return 'under 0.1\u00a0ms';
  return `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)}\u00a0ms`;
}

export function formatPercent(fraction: number): string {
  const percent = 100 * fraction;
  return `${percent > 0 && percent < 1 ? percent.toFixed(1) : Math.round(percent)}\u00a0%`;
}

/** A p-value; below what a table can show it says so. */
export function formatP(p: number | null): string {
  if (p === null) return '–';
  return p < 0.0001 ? '< 0.0001' : p.toFixed(p < 0.001 ? 4 : 3);
}

/** `1 passage`, `13,014 passages`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** `1st`, `2nd`, `3rd`, `11th`. */
export function ordinal(rank: number): string {
  const tens = rank % 100;
  const suffix = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][rank % 10] ?? 'th');
  return `${formatCount(rank)}${suffix}`;
}
