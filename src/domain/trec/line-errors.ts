import type { LineError } from './types.ts';

/** Errors of a file that may be bad throughout: all are counted, the first are kept. */
export class LineErrors {
  readonly #keep: number;
  readonly #kept: LineError[] = [];
  #count = 0;

  constructor(keep: number) {
    this.#keep = keep;
  }

  add(line: number, reason: string): void {
    this.#count += 1;
    if (this.#kept.length < this.#keep) this.#kept.push({ line, reason });
  }

  get count(): number {
    return this.#count;
  }

  /** In the order of the file. */
  get kept(): readonly LineError[] {
    return this.#kept.toSorted((a, b) => a.line - b.line);
  }
}
