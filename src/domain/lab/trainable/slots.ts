import type { LinearAlgebra } from '../linear-algebra.ts';

/** What one forward pass leaves for the backward pass. */
export interface Slot {
  /** [rows × d] */
  readonly x: Float32Array;
  /** [rows × d] */
  readonly y: Float32Array;
  /** Values of the inner layer, [rows × inner]; of length 0 where there is none. */
  readonly inner: Float32Array;
  /** Rows of the last forward. */
  count: number;
}

export interface Slots {
  /** Copies x into the slot. @throws RangeError for rows that the slot has no room for */
  readonly fill: (slot: number, x: Float32Array, rows: number) => Slot;
  /** The slot, and its gradient dy where products may read it. */
  readonly recall: (slot: number, dy: Float32Array) => { readonly slot: Slot; readonly dy: Float32Array };
  /** ∂loss/∂inner, for one backward at a time. [rows × inner] */
  readonly dInner: Float32Array;
}

/** @param inner width of the inner layer, 0 for none */
export function createSlots(
  algebra: LinearAlgebra,
  dimensions: number,
  inner: number,
  size: { readonly slots: number; readonly rows: number },
): Slots {
  const slots = Array.from({ length: size.slots }, (): Slot => ({
    x: algebra.matrix(size.rows, dimensions),
    y: algebra.matrix(size.rows, dimensions),
    inner: algebra.matrix(size.rows, inner),
    count: 0,
  }));
  const ownDy = algebra.matrix(size.rows, dimensions);

  function at(index: number): Slot {
    const slot = slots[index];
    if (slot === undefined) throw new RangeError(`Slot ${index} of ${size.slots}.`);
    return slot;
  }
  return {
    fill(index, x, rows) {
      const slot = at(index);
      if (rows > size.rows || x.length < rows * dimensions) {
        throw new RangeError(`${rows} rows out of ${x.length} numbers; a slot holds ${size.rows}.`);
      }
      slot.x.set(x.subarray(0, rows * dimensions));
      slot.count = rows;
      return slot;
    },
    recall(index, dy) {
      const slot = at(index);
      const length = slot.count * dimensions;
      if (dy.length < length) throw new RangeError(`${dy.length} numbers for ${slot.count} rows.`);
      ownDy.set(dy.subarray(0, length));
      return { slot, dy: ownDy };
    },
    dInner: algebra.matrix(size.rows, inner),
  };
}
