import type { LabData } from '../lab-data.ts';
import { CannotRun } from '../cannot-run.ts';
import type { FittedControl } from './fitted-control.ts';
import { inverseFactor } from './inverse-factor.ts';
import { addSecondMoments } from './second-moments.ts';
import { sumRows, trainingRows } from './training-rows.ts';

/**
 * Whitening: subtracts the mean μ of all training vectors, of both sides, and multiplies by W with WᵀW = Σ⁻¹, so that
 * they have the identity as covariance. Σ is (1 − s)·covariance + s·mean variance·I. Any such W gives the same
 * cosines, as (W·x)·(W·y) = xᵀ·Σ⁻¹·y; this one is the inverse of Σ's Cholesky factor, the cheapest.
 * @throws CannotRun when Σ is singular
 */
export function fitWhiten(data: LabData, shrinkage: number): FittedControl {
  const d = data.dimensions;
  const sides = [trainingRows(data, 'passage'), trainingRows(data, 'query')];
  const examples = sides.reduce((sum, { rows }) => sum + rows.length, 0);
  const mean = new Float64Array(d);
  for (const { vectors, rows } of sides) {
    sumRows(vectors, rows, d).forEach((sum, i) => (mean[i] = (mean[i] ?? 0) + sum / examples));
  }
  const covariance = new Float64Array(d * d);
  for (const { vectors, rows } of sides) addSecondMoments(covariance, vectors, rows, d, mean);

  let trace = 0;
  for (let i = 0; i < d; i += 1) trace += (covariance[i * d + i] ?? 0) / examples;
  for (let at = 0; at < d * d; at += 1) covariance[at] = ((1 - shrinkage) * (covariance[at] ?? 0)) / examples;
  for (let i = 0; i < d; i += 1) {
    covariance[i * d + i] = (covariance[i * d + i] ?? 0) + (shrinkage * trace) / d;
  }

  const weight = inverseFactor(covariance, d);
  if (weight === null) {
    throw new CannotRun(
      `The covariance of ${examples} training vectors in ${d} dimensions has no inverse. Set a shrinkage above ${shrinkage}, or open more of the corpus.`,
    );
  }
  return {
    steps: [
      // Before the multiplication, whose large factors would make float32's rounding of μ visible.
      { kind: 'shift', to: 'both', offsets: { languages: {}, otherwise: Float32Array.from(mean) } },
      {
        kind: 'linear',
        to: 'both',
        weight: { rows: d, columns: d, data: Float32Array.from(weight) },
        bias: null,
      },
      { kind: 'unit-length', to: 'both' },
    ],
    examples,
  };
}
