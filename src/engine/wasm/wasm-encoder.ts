/**
 * The part of the WebAssembly binary format that our programs need (WebAssembly Core Specification 2.0,
 * chapter 5). Code is a list of bytes; every instruction below returns its own.
 */
export type Code = readonly number[];

export const I32 = 0x7f;
export const F32 = 0x7d;
export const V128 = 0x7b;
export type ValueType = typeof I32 | typeof F32 | typeof V128;

export interface WasmFunction {
  readonly name: string;
  readonly params: readonly ValueType[];
  readonly results: readonly ValueType[];
  readonly locals: readonly ValueType[];
  readonly body: Code;
}

const SECTION = { type: 1, import: 2, function: 3, export: 7, code: 10 } as const;
const FUNCTION_TYPE = 0x60;
const FUNCTION_EXPORT = 0x00;
const MEMORY_IMPORT = 0x02;
const END = 0x0b;

/** A module that imports `env.memory` and exports every function under its name. */
export function encodeModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  const noMaximum = [0x00, ...unsigned(0)];
  return Uint8Array.from([
    ...header,
    ...section(
      SECTION.type,
      functions.map(({ params, results }) => [FUNCTION_TYPE, ...list(params), ...list(results)]),
    ),
    ...section(SECTION.import, [[...text('env'), ...text('memory'), MEMORY_IMPORT, ...noMaximum]]),
    ...section(
      SECTION.function,
      functions.map((_, index) => unsigned(index)),
    ),
    ...section(
      SECTION.export,
      functions.map(({ name }, index) => [...text(name), FUNCTION_EXPORT, ...unsigned(index)]),
    ),
    ...section(
      SECTION.code,
      functions.map(({ locals, body }) => {
        const declared = locals.map((type) => [...unsigned(1), type]);
        const code = [...unsigned(declared.length), ...declared.flat(), ...body, END];
        return [...unsigned(code.length), ...code];
      }),
    ),
  ]);
}

/** LEB128, seven bits to a byte, lowest first. */
export function unsigned(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low + 128 : low);
  } while (rest > 0);
  return bytes;
}

/** Signed LEB128: the last byte's bit 6 is the sign. */
export function signed(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = ((rest % 128) + 128) % 128;
    rest = Math.floor(rest / 128);
    const isLast = (rest === 0 && low < 64) || (rest === -1 && low >= 64);
    bytes.push(isLast ? low : low + 128);
    if (isLast) return bytes;
  }
}

function section(id: number, items: readonly Code[]): Code {
  const content = [...unsigned(items.length), ...items.flat()];
  return [id, ...unsigned(content.length), ...content];
}

function list(values: readonly number[]): Code {
  return [...unsigned(values.length), ...values];
}

function text(ascii: string): Code {
  return list(Array.from(ascii, (character) => character.charCodeAt(0)));
}
