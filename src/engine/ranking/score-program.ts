import type { Code, ValueType, WasmFunction } from '../wasm/wasm-encoder.ts';
import { encodeModule, F32, I32, V128 } from '../wasm/wasm-encoder.ts';
import {
  advance,
  countDown,
  declareLocals,
  f32,
  f32x4,
  get,
  i32,
  i32x4,
  repeatWhile,
  set,
  sumLanes,
  v128,
  when,
} from '../wasm/wasm-instructions.ts';

const FLOAT_BYTES = 4;
const VECTOR_BYTES = 16;

/** Passages of one tile: as many as a vector holds scores, so that a tile is stored at once. */
export const PASSAGE_TILE = 4;
/** Queries of one tile. */
export const QUERY_TILE = 2;

/** What the module exports; the imported memory holds the passages from address 0, in whole tiles. */
export interface ScoreProgram {
  /**
   * Scores `tiles` × `QUERY_TILE` queries at `queries` against every passage, into rows of `rows` floats at `out`.
   * The last row may be followed by up to three more floats that are overwritten.
   */
  readonly scoreTiles: (queries: number, tiles: number, out: number) => void;
  /** The same for `count` queries one by one. */
  readonly scoreSingles: (queries: number, count: number, out: number) => void;
  /** How many of the `count` floats at `address` are greater than `threshold`. */
  readonly countGreater: (address: number, count: number, threshold: number) => number;
  readonly countEqual: (address: number, count: number, value: number) => number;
}

/**
 * The module's bytes for a matrix of `rows` passages, `rowBytes` (a multiple of 16) apart. Both are constants of
 * the code: a tile then needs two moving pointers instead of one per row, which leaves registers to the sums.
 */
export function encodeScoreProgram(rows: number, rowBytes: number): Uint8Array<ArrayBuffer> {
  return encodeModule([
    scoreFunction('scoreTiles', QUERY_TILE, rows, rowBytes),
    scoreFunction('scoreSingles', 1, rows, rowBytes),
    countFunction('countGreater', f32x4.gt, f32.gt),
    countFunction('countEqual', f32x4.eq, f32.eq),
  ]);
}

/**
 * Passages in the outer loop, queries in the inner one: four passages stay in the first-level cache while the whole
 * block of queries, small enough for the second level, goes by, so that a block reads main memory once.
 *
 * Every score is made by the same additions in the same order, whatever the tile, so that equal vectors have equal
 * scores. Tiles of passages go from the last to the first and queries upwards: what the last, padded tile of a row
 * writes past the row's end is overwritten by the tile that belongs there.
 */
function scoreFunction(name: string, queryTile: number, rows: number, rowBytes: number): WasmFunction {
  const params: ValueType[] = [I32, I32, I32];
  const [queries, tiles, out] = [0, 1, 2];
  const { types, declare } = declareLocals(params);
  const tile = declare(I32);
  const tileOut = declare(I32);
  const left = declare(I32);
  const passage = declare(I32);
  const passageEnd = declare(I32);
  const query = declare(I32);
  const queryOut = declare(I32);
  const passagePart = declare(V128);
  const queryParts = Array.from({ length: queryTile }, () => declare(V128));
  const sums = queryParts.map(() => Array.from({ length: PASSAGE_TILE }, () => declare(V128)));

  const passageTiles = Math.ceil(rows / PASSAGE_TILE);
  const tileBytes = PASSAGE_TILE * rowBytes;

  const addProducts: Code = [
    ...queryParts.flatMap((part, q) => [...get(query), ...v128.load(q * rowBytes), ...set(part)]),
    ...Array.from({ length: PASSAGE_TILE }, (_, p) => [
      ...get(passage),
      ...v128.load(p * rowBytes),
      ...set(passagePart),
      ...queryParts.flatMap((part, q) => {
        const sum = sums[q]?.[p] ?? 0;
        return [...get(part), ...get(passagePart), ...f32x4.mul, ...get(sum), ...f32x4.add, ...set(sum)];
      }),
    ]).flat(),
  ];

  const scoreTile: Code = [
    ...get(tile),
    ...set(passage),
    ...sums.flat().flatMap((sum) => [...v128.zero, ...set(sum)]),
    ...repeatWhile([
      ...addProducts,
      ...advance(query, VECTOR_BYTES),
      ...advance(passage, VECTOR_BYTES),
      ...get(passage),
      ...get(passageEnd),
      ...i32.ltUnsigned,
    ]),
    ...sums.flatMap((ofQuery, q) => [
      ...get(queryOut),
      ...sumLanes(ofQuery, f32x4.add, passagePart, queryParts[0] ?? 0),
      ...v128.store(q * rows * FLOAT_BYTES),
    ]),
    // The first query's pointer has moved on by one row already.
    ...advance(query, (queryTile - 1) * rowBytes),
    ...advance(queryOut, queryTile * rows * FLOAT_BYTES),
  ];

  const body: Code = [
    ...i32.const(passageTiles * tileBytes),
    ...set(tile),
    ...get(out),
    ...i32.const(passageTiles * VECTOR_BYTES),
    ...i32.add,
    ...set(tileOut),
    ...repeatWhile([
      ...advance(tile, -tileBytes),
      ...advance(tileOut, -VECTOR_BYTES),
      ...get(tile),
      ...i32.const(rowBytes),
      ...i32.add,
      ...set(passageEnd),
      ...get(queries),
      ...set(query),
      ...get(tileOut),
      ...set(queryOut),
      ...get(tiles),
      ...set(left),
      ...repeatWhile([...scoreTile, ...countDown(left)]),
      ...get(tile),
    ]),
  ];
  return { name, params, results: [], locals: types, body };
}

/** Counts with four lanes at a time, then what is left one by one. A comparison that holds gives −1 in a lane. */
function countFunction(name: string, compareVectors: Code, compareFloats: Code): WasmFunction {
  const params: ValueType[] = [I32, I32, F32];
  const [address, count, threshold] = [0, 1, 2];
  const { types, declare } = declareLocals(params);
  const end = declare(I32);
  const total = declare(I32);
  const thresholds = declare(V128);
  const counts = declare(V128);

  const endAfter = (floats: Code): Code => [
    ...get(address),
    ...floats,
    ...i32.const(2),
    ...i32.shiftLeft,
    ...i32.add,
    ...set(end),
  ];
  const notAtEnd: Code = [...get(address), ...get(end), ...i32.ltUnsigned];

  const body: Code = [
    ...get(threshold),
    ...f32x4.splat,
    ...set(thresholds),
    ...endAfter([...get(count), ...i32.const(-4), ...i32.and]),
    ...notAtEnd,
    ...when(
      repeatWhile([
        ...get(counts),
        ...get(address),
        ...v128.load(0),
        ...get(thresholds),
        ...compareVectors,
        ...i32x4.sub,
        ...set(counts),
        ...advance(address, VECTOR_BYTES),
        ...notAtEnd,
      ]),
    ),
    ...[0, 1, 2, 3].flatMap((lane) => [...get(counts), ...i32x4.extractLane(lane)]),
    ...i32.add,
    ...i32.add,
    ...i32.add,
    ...set(total),
    ...endAfter([...get(count), ...i32.const(3), ...i32.and]),
    ...notAtEnd,
    ...when(
      repeatWhile([
        ...get(address),
        ...f32.load,
        ...get(threshold),
        ...compareFloats,
        ...get(total),
        ...i32.add,
        ...set(total),
        ...advance(address, FLOAT_BYTES),
        ...notAtEnd,
      ]),
    ),
    ...get(total),
  ];
  return { name, params, results: [I32], locals: types, body };
}
