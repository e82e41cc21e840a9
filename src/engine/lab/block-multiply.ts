import type { LinearAlgebra } from '../../domain/lab/linear-algebra.ts';
import type { MatrixProgram } from './matrix-program.ts';
import { PANEL, TILE_COLUMNS } from './matrix-program.ts';

const FLOAT_BYTES = 4;
const VECTOR_BYTES = 16;

/**
 * Rows of op(a), columns of op(b) and steps of k that are packed at once. Two panels of op(b) (16 KB) stay in the
 * first-level cache while the block of op(a) (256 KB) comes by from the second.
 */
const BLOCK = { rows: 128, columns: 512, depth: 512 } as const;

/** A cache line more than its numbers: panels 8 KB apart would all fall into the same few lines of the cache. */
export const PANEL_BYTES = BLOCK.depth * VECTOR_BYTES + 64;

const LEFT_BYTES = (BLOCK.rows / PANEL) * PANEL_BYTES;
const RIGHT_BYTES = (BLOCK.columns / PANEL) * PANEL_BYTES;
const STRIP_BYTES = BLOCK.rows * TILE_COLUMNS * FLOAT_BYTES;

/** What `blockMultiply` needs for packed blocks, from the start of the memory. */
export const SCRATCH_BYTES = LEFT_BYTES + RIGHT_BYTES + STRIP_BYTES;

/** Whole vectors are read where rows end: this much after the last matrix must be readable. */
export const SLACK_BYTES = VECTOR_BYTES;

/** An operand as the packing sees it: `panels` of four go along one dimension, the steps of k along the other. */
interface Operand {
  readonly data: Float32Array;
  /** Floats from one stored row to the next. */
  readonly stride: number;
  /** Whether a stored row runs along k; else it runs across, one step of k after the other. */
  readonly alongDepth: boolean;
}

/**
 * Products by blocks that fit the caches, packed so that the inner loop reads straight ahead (Goto and van de Geijn,
 * Anatomy of High-Performance Matrix Multiplication, 2008). Tiles that stick out over c are made in a strip of their
 * own, whose valid part is copied.
 * @param floats the whole memory; its first `SCRATCH_BYTES` belong to this function
 */
export function blockMultiply(program: MatrixProgram, floats: Float32Array): LinearAlgebra['multiply'] {
  const [left, right, strip] = [0, LEFT_BYTES, LEFT_BYTES + RIGHT_BYTES];

  /** Packs `count` rows of op(a) or columns of op(b) from `first`, and `depth` steps of k from `start`. */
  function pack(
    operand: Operand,
    to: number,
    first: number,
    count: number,
    start: number,
    depth: number,
  ): void {
    const { data, stride, alongDepth } = operand;
    const panels = Math.ceil(count / PANEL);
    if (alongDepth) {
      // A row that is missing is read as the last one again; what comes of it is not copied.
      const row = (index: number): number =>
        data.byteOffset + ((first + Math.min(index, count - 1)) * stride + start) * FLOAT_BYTES;
      const bytes = Math.ceil(depth / PANEL) * VECTOR_BYTES;
      for (let panel = 0; panel < panels; panel += 1) {
        const at = panel * PANEL;
        program.interleave(row(at), row(at + 1), row(at + 2), row(at + 3), to + panel * PANEL_BYTES, bytes);
      }
    } else {
      const from = data.byteOffset + (start * stride + first) * FLOAT_BYTES;
      program.spread(from, stride * FLOAT_BYTES, depth, to, panels);
    }
  }

  return (c, a, b, { m, n, k }, { transposed, accumulate = false } = {}) => {
    const ofLeft: Operand = { data: a, stride: transposed === 'a' ? m : k, alongDepth: transposed !== 'a' };
    const ofRight: Operand = { data: b, stride: transposed === 'b' ? k : n, alongDepth: transposed === 'b' };
    if (k === 0 && !accumulate) c.fill(0, 0, m * n);

    /** The product of the packed blocks, into the part of c that starts at `row` and `column`. */
    function multiplyBlock(
      [row, rows]: readonly [number, number],
      [column, columns]: readonly [number, number],
      depth: number,
      add: boolean,
    ): void {
      const depthBytes = depth * VECTOR_BYTES;
      for (let at = 0; at < columns; at += TILE_COLUMNS) {
        const width = Math.min(TILE_COLUMNS, columns - at);
        const panels = right + (at / PANEL) * PANEL_BYTES;
        const corner = row * n + column + at;
        const whole = width === TILE_COLUMNS ? Math.floor(rows / PANEL) : 0;
        if (whole > 0) {
          const address = c.byteOffset + corner * FLOAT_BYTES;
          program.multiplyStrip(left, whole, panels, address, n * FLOAT_BYTES, depthBytes, add ? 1 : 0);
        }
        const rest = rows - whole * PANEL;
        if (rest === 0) continue;
        const from = corner + whole * PANEL * n;
        const out = strip / FLOAT_BYTES;
        if (add) copyRows(c, from, n, floats, out, TILE_COLUMNS, rest, width);
        program.multiplyStrip(
          left + whole * PANEL_BYTES,
          Math.ceil(rest / PANEL),
          panels,
          strip,
          TILE_COLUMNS * FLOAT_BYTES,
          depthBytes,
          add ? 1 : 0,
        );
        copyRows(floats, out, TILE_COLUMNS, c, from, n, rest, width);
      }
    }

    for (const columns of blocks(n, BLOCK.columns)) {
      for (const [start, depth] of blocks(k, BLOCK.depth)) {
        pack(ofRight, right, ...columns, start, depth);
        for (const rows of blocks(m, BLOCK.rows)) {
          pack(ofLeft, left, ...rows, start, depth);
          multiplyBlock(rows, columns, depth, accumulate || start > 0);
        }
      }
    }
  };
}

/** Starts and lengths of the parts that `length` falls into. */
function blocks(length: number, block: number): (readonly [start: number, length: number])[] {
  return Array.from({ length: Math.ceil(length / block) }, (_, index) => [
    index * block,
    Math.min(block, length - index * block),
  ]);
}

function copyRows(
  from: Float32Array,
  fromStart: number,
  fromStride: number,
  to: Float32Array,
  toStart: number,
  toStride: number,
  rows: number,
  width: number,
): void {
  for (let row = 0; row < rows; row += 1) {
    for (let at = 0; at < width; at += 1) {
      to[toStart + row * toStride + at] = from[fromStart + row * fromStride + at] ?? 0;
    }
  }
}
