import { z } from 'zod';
import type { Sweeps } from '../domain/regimes/sweeps.ts';

/**
 * `models/sweeps.json`: what `python -m crosslens_training sweeps` measured. mono, cross and multi are mAP with
 * sentences alone as candidates, rankDistance the mean rank distance in the pool of all languages.
 */

const map = z.number().min(0).max(1);
const figures = { mono: map, cross: map, multi: map, rankDistance: z.number().min(0) };
const group = z.object({ mono: map.nullable(), cross: map.nullable() }).nullable();
const language = z.string().regex(/^[a-z]{2,8}$/);

const sweeps = z.object({
  version: z.literal(1),
  corpus: z.string(),
  date: z.string(),
  /** Of the training code. */
  commit: z.string(),
  /** Gives the figures again. */
  command: z.string(),
  /** What every point has in common. */
  encoder: z.object({
    architecture: z.string(),
    dimensions: z.number().int(),
    steps: z.number().int(),
    batchSize: z.number().int(),
    temperature: z.number(),
    seed: z.number().int(),
  }),
  alpha: z
    .array(z.object({ alpha: z.number().min(0).max(1), ...figures }))
    .min(1)
    .refine(
      rising((point: { readonly alpha: number }) => point.alpha),
      'each α once, from the least to the greatest',
    ),
  languages: z.object({
    order: z.array(language).min(1),
    points: z
      .array(
        z
          .object({
            count: z.number().int().positive(),
            languages: z.array(language),
            seen: group,
            unseen: group,
            all: z.object(figures),
          })
          .refine(({ count, languages }) => count === languages.length, {
            path: ['count'],
            message: 'is not the number of its languages',
          }),
      )
      .min(1)
      .refine(
        rising((point: { readonly count: number }) => point.count),
        'each count once, from the least to the greatest',
      ),
  }),
});

export type SweepsFile = z.infer<typeof sweeps> & Sweeps;

/** @throws {Error} that names each field at fault */
export function parseSweeps(value: unknown): SweepsFile {
  const result = sweeps.safeParse(value);
  if (result.success) return result.data;
  throw new Error(
    result.error.issues
      .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
      .join('; '),
  );
}

function rising<T>(of: (point: T) => number): (points: T[]) => boolean {
  return (points) =>
    points.every((point, place) => {
      const before = points[place - 1];
      return before === undefined || of(before) < of(point);
    });
}
