import type { Code, ValueType, WasmFunction } from '../wasm/wasm-encoder.ts';
import { encodeModule, I32, V128 } from '../wasm/wasm-encoder.ts';
import {
  advance,
  countDown,
  declareLocals,
  f32x4,
  get,
  i32,
  i32x4,
  repeatWhile,
  set,
  sumLanes,
  v128,
} from '../wasm/wasm-instructions.ts';

/** Query tokens that are compared with a passage token at once: as many as a vector holds results. */
export const QUERY_TILE = 4;
/** Numbers that an instruction multiplies: eight of 16 bits. The loop takes two such steps at a time. */
const STEP = 8;
export const STEPS = 2 * STEP;
const SHORT_BYTES = 2;
const VECTOR_BYTES = 16;

/** What the module exports. Addresses are bytes. */
export interface LateProgram {
  /**
   * For each of `tiles` × `QUERY_TILE` query tokens (16-bit numbers, one row after the other) the largest inner product
   * with a passage token times that token's scale. Passage rows are bytes and end with the scale (a float32, filled up
   * to 16 bytes). There is at least one of each.
   * @param out one float32 for each query token
   */
  readonly bestMatches: (
    queries: number,
    tiles: number,
    passage: number,
    passageEnd: number,
    out: number,
  ) => void;
}

/** @param stride numbers of a row, a multiple of `STEPS` */
export function encodeLateProgram(stride: number): Uint8Array<ArrayBuffer> {
  return encodeModule([bestMatches(stride)]);
}

/**
 * Tiles of query tokens outside, passage tokens inside: a tile and a passage stay in the first-level cache. Only the
 * passage's numbers are widened on the way; a query's are 16 bits from the start.
 */
function bestMatches(stride: number): WasmFunction {
  const params: ValueType[] = [I32, I32, I32, I32, I32];
  const [queries, tiles, passage, passageEnd, out] = [0, 1, 2, 3, 4];
  const { types, declare } = declareLocals(params);
  const at = declare(I32);
  const rowEnd = declare(I32);
  const query = declare(I32);
  const part = declare(V128);
  const best = declare(V128);
  const sums = Array.from({ length: QUERY_TILE }, () => declare(V128));
  const queryBytes = stride * SHORT_BYTES;

  const addProducts = (step: number): Code => [
    ...get(at),
    ...v128.loadWidened(step * STEP),
    ...set(part),
    ...sums.flatMap((sum, q) => [
      ...get(query),
      ...v128.load(q * queryBytes + step * VECTOR_BYTES),
      ...get(part),
      ...i32x4.dotShorts,
      ...get(sum),
      ...i32x4.add,
      ...set(sum),
    ]),
  ];

  const comparePassageToken: Code = [
    ...sums.flatMap((sum) => [...v128.zero, ...set(sum)]),
    ...get(queries),
    ...set(query),
    ...get(at),
    ...i32.const(stride),
    ...i32.add,
    ...set(rowEnd),
    ...repeatWhile([
      ...addProducts(0),
      ...addProducts(1),
      ...advance(query, 2 * VECTOR_BYTES),
      ...advance(at, STEPS),
      ...get(at),
      ...get(rowEnd),
      ...i32.ltUnsigned,
    ]),
    ...get(best),
    ...sumLanes(sums, i32x4.add, part, sums[0] ?? 0),
    ...f32x4.convert,
    // The row's numbers are followed by its scale.
    ...get(at),
    ...v128.load32Splat(0),
    ...f32x4.mul,
    ...f32x4.pmax,
    ...set(best),
    ...advance(at, VECTOR_BYTES),
  ];

  const body: Code = repeatWhile([
    ...v128.minusInfinity,
    ...set(best),
    ...get(passage),
    ...set(at),
    ...repeatWhile([...comparePassageToken, ...get(at), ...get(passageEnd), ...i32.ltUnsigned]),
    ...get(out),
    ...get(best),
    ...v128.store(0),
    ...advance(out, VECTOR_BYTES),
    ...advance(queries, QUERY_TILE * queryBytes),
    ...countDown(tiles),
  ]);
  return { name: 'bestMatches', params, results: [], locals: types, body };
}
