/** An order of candidates, as a listwise reranker prints it. */
export interface Permutation {
  /** Places from 0, best first: all of them, those that were not named at the end in their order. */
  readonly order: readonly number[];
  /** Candidates that were not named. */
  readonly missing: number;
  /** Numbers that came again. */
  readonly repeated: number;
  /** Numbers that are no candidate's. */
  readonly outside: number;
}

/**
 * Reads `[2] > [1] > [3]`, counted from 1. Models add words, forget brackets and repeat themselves: where there are
 * numbers in brackets these count, else all numbers do. A list of numbers is taken as it stands.
 * @param candidates how many there are
 * @returns `null` when no candidate is named
 */
export function parsePermutation(value: unknown, candidates: number): Permutation | null {
  const numbers = numbersIn(value);
  const inside = numbers.filter((n) => Number.isInteger(n) && n >= 1 && n <= candidates).map((n) => n - 1);
  const named = new Set(inside);
  if (named.size === 0) return null;
  const rest = Array.from({ length: candidates }, (_, place) => place).filter((place) => !named.has(place));
  return {
    order: [...named, ...rest],
    missing: rest.length,
    repeated: inside.length - named.size,
    outside: numbers.length - inside.length,
  };
}

function numbersIn(value: unknown): readonly number[] {
  if (Array.isArray(value)) return value.map(Number);
  if (typeof value !== 'string') return [];
  const bracketed = Array.from(value.matchAll(/\[\s*(\d{1,9})\s*\]/g), ([, digits]) => Number(digits));
  return bracketed.length > 0
    ? bracketed
    : Array.from(value.matchAll(/\d{1,9}/g), ([digits]) => Number(digits));
}
