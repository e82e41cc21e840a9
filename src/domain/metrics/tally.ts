/** Mean and interval over queries; values that are undefined are counted, not averaged. */
export class Tally {
  #n = 0;
  #undefined = 0;
  #mean = 0;
  /** Sum of squared deviations (Welford), which does not cancel for values close together. */
  #squares = 0;

  add(value: number | null): void {
    if (value === null) {
      this.#undefined += 1;
      return;
    }
    this.#n += 1;
    const deviation = value - this.#mean;
    this.#mean += deviation / this.#n;
    this.#squares += deviation * (value - this.#mean);
  }

  get n(): number {
    return this.#n;
  }

  get undefinedCount(): number {
    return this.#undefined;
  }

  /** `null` when nothing was defined. */
  get mean(): number | null {
    return this.#n === 0 ? null : this.#mean;
  }

  /** Half-width of the 95 % interval by the normal approximation: 1.96 · s / √n, with s over n − 1. */
  get margin(): number | null {
    return this.#n < 2 ? null : 1.96 * Math.sqrt(this.#squares / (this.#n - 1) / this.#n);
  }
}
