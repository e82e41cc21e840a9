/** A list of integers 0 … 2³² − 1 that doubles its room when full: a quarter of a plain array's memory. */
export class GrowingIntegers {
  #values = new Uint32Array(1024);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(value: number): void {
    if (this.#size === this.#values.length) {
      const larger = new Uint32Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#size] = value;
    this.#size += 1;
  }

  /** What was pushed so far, without a copy. Later pushes may or may not show. */
  view(): Uint32Array {
    return this.#values.subarray(0, this.#size);
  }
}
