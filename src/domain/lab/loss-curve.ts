import type { StepReport } from './lab-run.ts';

/** Means over equally many steps each, oldest first. */
export interface CurvePoints {
  readonly losses: Float32Array;
  /** NaN for steps without a gradient. */
  readonly gradientNorms: Float32Array;
  /** The last step that each entry covers, counted from 1. */
  readonly steps: Uint32Array;
}

interface Bin {
  loss: number;
  norm: number;
  steps: number;
}

/**
 * The loss and the gradient norm of a run of any length in at most `most` entries (even): when they are full, each
 * two neighbours become one, so that what is drawn depends on the steps alone and on no clock.
 */
export class LossCurve {
  readonly #most: number;
  #bins: Bin[] = [];
  #width = 1;

  constructor(most: number) {
    this.#most = most;
  }

  /** Work without a loss is no step of the curve. */
  add({ loss, gradientNorm }: StepReport): void {
    if (loss === null) return;
    const last = this.#bins.at(-1);
    if (last !== undefined && last.steps < this.#width) {
      last.loss += loss;
      last.norm += gradientNorm ?? NaN;
      last.steps += 1;
      return;
    }
    if (this.#bins.length === this.#most) this.#halve();
    this.#bins.push({ loss, norm: gradientNorm ?? NaN, steps: 1 });
  }

  points(): CurvePoints {
    let covered = 0;
    return {
      losses: Float32Array.from(this.#bins, ({ loss, steps }) => loss / steps),
      gradientNorms: Float32Array.from(this.#bins, ({ norm, steps }) => norm / steps),
      steps: Uint32Array.from(this.#bins, ({ steps }) => (covered += steps)),
    };
  }

  #halve(): void {
    const halved: Bin[] = [];
    for (let at = 0; at < this.#bins.length; at += 2) {
      const [left, right] = [this.#bins[at], this.#bins[at + 1]];
      if (left === undefined) break;
      halved.push({
        loss: left.loss + (right?.loss ?? 0),
        norm: left.norm + (right?.norm ?? 0),
        steps: left.steps + (right?.steps ?? 0),
      });
    }
    this.#bins = halved;
    this.#width *= 2;
  }
}
