/** A fraction to three decimals, as tables write it; what is undefined is not zero. */
export function formatFigure(value: number | null | undefined, digits = 3): string {
  return value === null || value === undefined ? '–' : value.toFixed(digits);
}

/** A difference with its sign, a true minus among them. */
export function formatDifference(value: number, digits = 3): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return `±${text}`;
  return `${value < 0 ? '−' : '+'}${text}`;
}
