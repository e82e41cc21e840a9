import type { AdapterStep } from '../adapter/adapter.ts';

/** A function f of frozen vectors with parameters to train. It starts as the identity, and is shared by both sides. */
export interface Trainable {
  readonly dimensions: number;
  /** Live views: the optimiser changes them in place. `start` is where weight decay pulls to. */
  readonly parameters: readonly {
    readonly name: string;
    readonly value: Float32Array;
    readonly gradient: Float32Array;
    readonly start: Float32Array;
  }[];
  /**
   * y = f(x), not normalised. Keeps what `backward` needs, for one call per `slot`: a batch has queries in one slot
   * and passages in another.
   * @param x [rows × d]
   * @returns [rows × d], valid until the next forward of the slot
   */
  forward(slot: number, x: Float32Array, rows: number): Float32Array;
  /** Adds ∂loss/∂parameters for the slot's last forward. @param dy ∂loss/∂y [rows × d] */
  backward(slot: number, dy: Float32Array): void;
  /** Sets all gradients to zero. */
  zeroGradients(): void;
  /** A copy of f as it is now, as adapter steps, without a step for unit length. */
  steps(): readonly AdapterStep[];
}
