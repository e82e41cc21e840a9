import { CrosslensError } from '../../protocol/errors.ts';

/**
 * Refuses vectors that do not fit or that hold NaN or infinity: NaN is neither greater nor less than anything,
 * so that one such vector would take a place in every ranking.
 */
export function checkVectors(what: string, vectors: Float32Array, expected: number): void {
  if (vectors.length !== expected) {
    throw new CrosslensError('internal', `${what}: expected ${expected} numbers, got ${vectors.length}.`);
  }
  for (let i = 0; i < vectors.length; i += 1) {
    const value = vectors[i] ?? 0;
    // Infinity and NaN are the only numbers that differ from themselves when taken from themselves.
    if (value - value !== 0) {
      throw new CrosslensError(
        'model-invalid',
        `${what}: the number at position ${i} is ${value}. The encoder's output is not usable on this device; try the other device.`,
      );
    }
  }
}
