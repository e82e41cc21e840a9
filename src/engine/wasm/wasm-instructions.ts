import type { Code, ValueType } from './wasm-encoder.ts';
import { signed, unsigned } from './wasm-encoder.ts';

/** Instructions by their names in the WebAssembly specification. Addresses are bytes. */

const BLOCK_WITHOUT_RESULT = 0x40;
const END = 0x0b;
const SIMD = 0xfd;

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number): Code => [0x21, ...unsigned(local)];
export const tee = (local: number): Code => [0x22, ...unsigned(local)];

/** Runs `body` again as long as the value that it leaves is not 0: the body goes round at least once. */
export const repeatWhile = (body: Code): Code => [
  0x03,
  BLOCK_WITHOUT_RESULT,
  ...body,
  0x0d,
  ...unsigned(0),
  END,
];
export const when = (body: Code): Code => [0x04, BLOCK_WITHOUT_RESULT, ...body, END];

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  ltUnsigned: [0x49],
  add: [0x6a],
  sub: [0x6b],
  and: [0x71],
  shiftLeft: [0x74],
} as const;

export const f32 = {
  load: [0x2a, ...unsigned(2), ...unsigned(0)],
  eq: [0x5b],
  gt: [0x5e],
} as const;

const vector = (code: number, ...rest: readonly number[]): Code => [SIMD, ...unsigned(code), ...rest];

export const v128 = {
  /** Alignment is a hint; rows of scores start at any multiple of 4. */
  load: (offset: number): Code => vector(0x00, ...unsigned(2), ...unsigned(offset)),
  /** One float in all four lanes. */
  load32Splat: (offset: number): Code => vector(0x09, ...unsigned(2), ...unsigned(offset)),
  store: (offset: number): Code => vector(0x0b, ...unsigned(2), ...unsigned(offset)),
  zero: vector(0x0c, ...new Array<number>(16).fill(0)),
} as const;

export const f32x4 = {
  splat: vector(0x13),
  eq: vector(0x41),
  gt: vector(0x44),
  add: vector(0xe4),
  mul: vector(0xe6),
  /** Four lanes out of two vectors; lanes 0–3 are the first one's, 4–7 the second one's. */
  shuffle: (...lanes: readonly [number, number, number, number]): Code =>
    vector(0x0d, ...lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => lane * 4 + byte))),
} as const;

export const i32x4 = {
  extractLane: (lane: number): Code => vector(0x1b, lane),
  sub: vector(0xb1),
} as const;

/** `local += bytes` */
export const advance = (local: number, bytes: number): Code => [
  ...get(local),
  ...i32.const(bytes),
  ...i32.add,
  ...set(local),
];

/** Numbers a function's locals, which follow its parameters. */
export function declareLocals(params: readonly ValueType[]): {
  readonly types: ValueType[];
  readonly declare: (type: ValueType) => number;
} {
  const types: ValueType[] = [];
  return { types, declare: (type) => params.length + types.push(type) - 1 };
}
