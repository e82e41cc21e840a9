import type { Code, ValueType, WasmFunction } from '../wasm/wasm-encoder.ts';
import { encodeModule, I32, V128 } from '../wasm/wasm-encoder.ts';
import {
  advance,
  countDown,
  declareLocals,
  f32x4,
  get,
  i32,
  repeatWhile,
  set,
  v128,
  when,
} from '../wasm/wasm-instructions.ts';

const FLOAT_BYTES = 4;
const VECTOR_BYTES = 16;

/** Rows of op(a), or columns of op(b), that lie together in a panel: as many as a vector has lanes. */
export const PANEL = 4;
/** Columns of a tile of c, two panels of op(b): its 4 × 2 sums and their operands fit sixteen registers. */
export const TILE_COLUMNS = 2 * PANEL;

/**
 * What the module exports. A panel holds, for each step of k, four numbers side by side (16 bytes): of four rows of
 * op(a), or of four columns of op(b). All addresses and lengths are bytes, and panels of one operand lie
 * `panelBytes` apart.
 */
export interface MatrixProgram {
  /** A panel out of four rows that run along k, `bytes` of each, a multiple of 16. */
  readonly interleave: (
    row0: number,
    row1: number,
    row2: number,
    row3: number,
    to: number,
    bytes: number,
  ) => void;
  /** `panels` panels out of `depth` rows, `stride` apart, that run across k: four columns to each. All at least 1. */
  readonly spread: (from: number, stride: number, depth: number, to: number, panels: number) => void;
  /**
   * `panels` tiles of c, one below the other, of 4 rows × 8 columns: the panels of op(a) at `a`, times the two panels
   * of op(b) at `b`, added to what is there, or to 0. `depthBytes` of a panel are read; not 0.
   */
  readonly multiplyStrip: (
    a: number,
    panels: number,
    b: number,
    c: number,
    stride: number,
    depthBytes: number,
    accumulate: 0 | 1,
  ) => void;
}

export function encodeMatrixProgram(panelBytes: number): Uint8Array<ArrayBuffer> {
  return encodeModule([interleave(), spread(panelBytes), multiplyStrip(panelBytes)]);
}

/** Transposes 4 × 4 numbers at a time. */
function interleave(): WasmFunction {
  const params: ValueType[] = [I32, I32, I32, I32, I32, I32];
  const rows = [0, 1, 2, 3];
  const [to, bytes] = [4, 5];
  const { types, declare } = declareLocals(params);
  const end = declare(I32);
  const parts = rows.map(() => declare(V128));
  const pairs = rows.map(() => declare(V128));
  const [a, b, c, d] = parts as [number, number, number, number];
  const [low, high, lowest, highest] = pairs as [number, number, number, number];
  const mixed = (first: number, second: number, lanes: readonly [number, number, number, number]): Code => [
    ...get(first),
    ...get(second),
    ...f32x4.shuffle(...lanes),
  ];

  const body: Code = [
    ...get(0),
    ...get(bytes),
    ...i32.add,
    ...set(end),
    ...repeatWhile([
      ...rows.flatMap((row) => [...get(row), ...v128.load(0), ...set(parts[row] ?? 0)]),
      ...mixed(a, b, [0, 4, 1, 5]),
      ...set(low),
      ...mixed(a, b, [2, 6, 3, 7]),
      ...set(high),
      ...mixed(c, d, [0, 4, 1, 5]),
      ...set(lowest),
      ...mixed(c, d, [2, 6, 3, 7]),
      ...set(highest),
      ...[
        mixed(low, lowest, [0, 1, 4, 5]),
        mixed(low, lowest, [2, 3, 6, 7]),
        mixed(high, highest, [0, 1, 4, 5]),
        mixed(high, highest, [2, 3, 6, 7]),
      ].flatMap((step, index) => [...get(to), ...step, ...v128.store(index * VECTOR_BYTES)]),
      ...advance(to, 4 * VECTOR_BYTES),
      ...rows.slice(1).flatMap((row) => advance(row, VECTOR_BYTES)),
      ...advance(0, VECTOR_BYTES),
      ...get(0),
      ...get(end),
      ...i32.ltUnsigned,
    ]),
  ];
  return { name: 'interleave', params, results: [], locals: types, body };
}

/** Row by row, so that what is read lies together; the four steps of k that share a cache line follow each other. */
function spread(panelBytes: number): WasmFunction {
  const params: ValueType[] = [I32, I32, I32, I32, I32];
  const [from, stride, depth, to, panels] = [0, 1, 2, 3, 4];
  const { types, declare } = declareLocals(params);
  const left = declare(I32);
  const source = declare(I32);
  const target = declare(I32);

  const body: Code = repeatWhile([
    ...get(from),
    ...set(source),
    ...get(to),
    ...set(target),
    ...get(panels),
    ...set(left),
    ...repeatWhile([
      ...get(target),
      ...get(source),
      ...v128.load(0),
      ...v128.store(0),
      ...advance(source, VECTOR_BYTES),
      ...advance(target, panelBytes),
      ...countDown(left),
    ]),
    ...advance(to, VECTOR_BYTES),
    ...add(from, stride),
    ...countDown(depth),
  ]);
  return { name: 'spread', params, results: [], locals: types, body };
}

/**
 * One step of k costs six loads and eight multiplications with their additions, so that the arithmetic units are the
 * limit and not the loads. It is one step a round on purpose: with two to eight of them V8 loads ahead, runs out of
 * its registers, and is a third to a half slower.
 *
 * Each of the eight sums starts with what c holds and takes one product after the other in the order of k: a number
 * of c is the same whatever tile or block it falls into, and the same that plain loops make.
 */
function multiplyStrip(panelBytes: number): WasmFunction {
  const params: ValueType[] = [I32, I32, I32, I32, I32, I32, I32];
  const [a, panels, b, c, stride, depthBytes, accumulate] = [0, 1, 2, 3, 4, 5, 6];
  const { types, declare } = declareLocals(params);
  const end = declare(I32);
  const gap = declare(I32);
  const columns = declare(I32);
  const rows = Array.from({ length: PANEL }, () => declare(I32));
  const left = declare(V128);
  const right = [declare(V128), declare(V128)];
  const sums = rows.map(() => right.map(() => declare(V128)));
  const eachSum = (write: (sum: number, row: number, column: number) => Code): Code =>
    sums.flatMap((ofRow, r) => ofRow.flatMap((sum, j) => write(sum, rows[r] ?? 0, j)));

  const addProducts: Code = [
    ...right.flatMap((part, j) => [...get(columns), ...v128.load(j * panelBytes), ...set(part)]),
    ...sums.flatMap((ofRow, r) => [
      ...get(a),
      ...v128.load32Splat(r * FLOAT_BYTES),
      ...set(left),
      ...ofRow.flatMap((sum, j) => [
        ...get(left),
        ...get(right[j] ?? 0),
        ...f32x4.mul,
        ...get(sum),
        ...f32x4.add,
        ...set(sum),
      ]),
    ]),
  ];

  const body: Code = [
    ...i32.const(panelBytes),
    ...get(depthBytes),
    ...i32.sub,
    ...set(gap),
    ...repeatWhile([
      ...get(b),
      ...set(columns),
      ...get(a),
      ...get(depthBytes),
      ...i32.add,
      ...set(end),
      ...get(c),
      ...set(rows[0] ?? 0),
      ...rows.slice(1).flatMap((row, r) => [...get(rows[r] ?? 0), ...get(stride), ...i32.add, ...set(row)]),
      ...eachSum((sum) => [...v128.zero, ...set(sum)]),
      ...get(accumulate),
      ...when(eachSum((sum, row, j) => [...get(row), ...v128.load(j * VECTOR_BYTES), ...set(sum)])),
      ...repeatWhile([
        ...addProducts,
        ...advance(columns, VECTOR_BYTES),
        ...advance(a, VECTOR_BYTES),
        ...get(a),
        ...get(end),
        ...i32.ltUnsigned,
      ]),
      ...eachSum((sum, row, j) => [...get(row), ...get(sum), ...v128.store(j * VECTOR_BYTES)]),
      ...get(rows[PANEL - 1] ?? 0),
      ...get(stride),
      ...i32.add,
      ...set(c),
      ...add(a, gap),
      ...countDown(panels),
    ]),
  ];
  return { name: 'multiplyStrip', params, results: [], locals: types, body };
}

/** `local += other` */
function add(local: number, other: number): Code {
  return [...get(local), ...get(other), ...i32.add, ...set(local)];
}
