import { seedInterval } from '../../domain/lab/seed-interval.ts';

/** Mean over seeds with its 95 % interval; without any value there is neither. */
export function overSeeds(values: readonly (number | null)[]): {
  readonly mean: number | null;
  readonly margin: number | null;
  readonly n: number;
} {
  return seedInterval(values) ?? { mean: null, margin: null, n: 0 };
}
