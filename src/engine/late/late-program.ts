import type { Code, ValueType, WasmFunction } from '../wasm/wasm-encoder.ts';
import { encodeModule, I32, unsigned, V128 } from '../wasm/wasm-encoder.ts';
import {
  advance,
  declareLocals,
  f32x4,
  get,
  i32,
  repeatWhile,
  set,
  tee,
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

const vector = (code: number, ...rest: readonly number[]): Code => [0xfd, ...unsigned(code), ...rest];
/** Eight bytes with their signs, widened to 16 bits each. */
const loadWidened = (offset: number): Code => vector(0x01, ...unsigned(0), ...unsigned(offset));
/** Products of eight pairs of 16-bit numbers, neighbours added: four sums of 32 bits, which hold them exactly. */
const dotShorts = vector(0xba);
const addIntegers = vector(0xae);
const toFloats = vector(0xfa);
/** Like `max`, in one instruction of the processor; the two differ only for NaN and the sign of 0. */
const larger = vector(0xeb);
const minusInfinity = vector(0x0c, ...Array.from({ length: 4 }, () => [0x00, 0x00, 0x80, 0xff]).flat());

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
    ...loadWidened(step * STEP),
    ...set(part),
    ...sums.flatMap((sum, q) => [
      ...get(query),
      ...v128.load(q * queryBytes + step * VECTOR_BYTES),
      ...get(part),
      ...dotShorts,
      ...get(sum),
      ...addIntegers,
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
    ...sumLanes(sums, part),
    ...toFloats,
    // The row's numbers are followed by its scale.
    ...get(at),
    ...v128.load32Splat(0),
    ...f32x4.mul,
    ...larger,
    ...set(best),
    ...advance(at, VECTOR_BYTES),
  ];

  const body: Code = repeatWhile([
    ...minusInfinity,
    ...set(best),
    ...get(passage),
    ...set(at),
    ...repeatWhile([...comparePassageToken, ...get(at), ...get(passageEnd), ...i32.ltUnsigned]),
    ...get(out),
    ...get(best),
    ...v128.store(0),
    ...advance(out, VECTOR_BYTES),
    ...advance(queries, QUERY_TILE * queryBytes),
    ...get(tiles),
    ...i32.const(1),
    ...i32.sub,
    ...tee(tiles),
  ]);
  return { name: 'bestMatches', params, results: [], locals: types, body };
}

/** Leaves [Σa, Σb, Σc, Σd] of four vectors of integers. */
function sumLanes(vectors: readonly number[], kept: number): Code {
  const [a, b, c, d] = vectors as [number, number, number, number];
  const halves = (left: number, right: number): Code => [
    ...get(left),
    ...get(right),
    ...f32x4.shuffle(0, 4, 1, 5),
    ...get(left),
    ...get(right),
    ...f32x4.shuffle(2, 6, 3, 7),
    ...addIntegers,
  ];
  return [
    ...halves(a, b),
    ...set(kept),
    ...halves(c, d),
    ...set(a),
    ...get(kept),
    ...get(a),
    ...f32x4.shuffle(0, 1, 4, 5),
    ...get(kept),
    ...get(a),
    ...f32x4.shuffle(2, 3, 6, 7),
    ...addIntegers,
  ];
}
