import type { Code, ValueType } from './wasm-encoder.ts';
import { signed, unsigned } from './wasm-encoder.ts';

/** Instructions by their names in the WebAssembly specification. Addresses are bytes. */

const BLOCK_WITHOUT_RESULT = 0x40;
const END = 0x0b;
const SIMD = 0xfd;

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number): Code => [0x21, ...unsigned(local)];
const tee = (local: number): Code => [0x22, ...unsigned(local)];

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
  /** Eight bytes with their signs, widened to 16 bits each. */
  loadWidened: (offset: number): Code => vector(0x01, ...unsigned(0), ...unsigned(offset)),
  store: (offset: number): Code => vector(0x0b, ...unsigned(2), ...unsigned(offset)),
  minusInfinity: vector(0x0c, ...Array.from({ length: 4 }, () => [0x00, 0x00, 0x80, 0xff]).flat()),
  zero: vector(0x0c, ...new Array<number>(16).fill(0)),
} as const;

export const f32x4 = {
  splat: vector(0x13),
  eq: vector(0x41),
  gt: vector(0x44),
  add: vector(0xe4),
  mul: vector(0xe6),
  /** Like `max`, in one instruction of the processor; the two differ only for NaN and the sign of 0. */
  pmax: vector(0xeb),
  /** From integers with a sign. */
  convert: vector(0xfa),
  /** Four lanes out of two vectors; lanes 0–3 are the first one's, 4–7 the second one's. */
  shuffle: (...lanes: readonly [number, number, number, number]): Code =>
    vector(0x0d, ...lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => lane * 4 + byte))),
} as const;

export const i32x4 = {
  extractLane: (lane: number): Code => vector(0x1b, lane),
  add: vector(0xae),
  /** Products of eight pairs of 16-bit numbers, neighbours added: four sums of 32 bits, which hold them exactly. */
  dotShorts: vector(0xba),
  sub: vector(0xb1),
} as const;

/** `local -= 1`, and leaves it. */
export const countDown = (local: number): Code => [...get(local), ...i32.const(1), ...i32.sub, ...tee(local)];

/**
 * Leaves [Σa, Σb, Σc, Σd] of four vectors, each sum taken as (lane 0 + lane 2) + (lane 1 + lane 3).
 * @param add adds two vectors, lane by lane
 * @param first and `second` are overwritten
 */
export function sumLanes(vectors: readonly number[], add: Code, first: number, second: number): Code {
  const [a, b, c, d] = vectors as [number, number, number, number];
  const halves = (left: number, right: number): Code => [
    ...get(left),
    ...get(right),
    ...f32x4.shuffle(0, 4, 1, 5),
    ...get(left),
    ...get(right),
    ...f32x4.shuffle(2, 6, 3, 7),
    ...add,
  ];
  return [
    ...halves(a, b),
    ...set(first),
    ...halves(c, d),
    ...set(second),
    ...get(first),
    ...get(second),
    ...f32x4.shuffle(0, 1, 4, 5),
    ...get(first),
    ...get(second),
    ...f32x4.shuffle(2, 3, 6, 7),
    ...add,
  ];
}

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
