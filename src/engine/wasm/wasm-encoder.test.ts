import { describe, expect, it } from 'vitest';
import { encodeModule, I32, signed, unsigned } from './wasm-encoder.ts';
import { get, i32 } from './wasm-instructions.ts';

describe('LEB128', () => {
  // The worked examples of the DWARF standard, version 4, figures 22 and 23.
  it.each([
    [2, [2]],
    [127, [127]],
    [128, [0x80, 1]],
    [129, [0x81, 1]],
    [12857, [0x80 + 57, 100]],
  ])('writes %d unsigned', (value, bytes) => {
    expect(unsigned(value)).toEqual(bytes);
  });

  it.each([
    [2, [2]],
    [-2, [0x7e]],
    [127, [0xff, 0]],
    [-127, [0x81, 0x7f]],
    [128, [0x80, 1]],
    [-128, [0x80, 0x7f]],
    [129, [0x81, 1]],
    [-129, [0xff, 0x7e]],
  ])('writes %d signed', (value, bytes) => {
    expect(signed(value)).toEqual(bytes);
  });
});

describe('encodeModule', () => {
  it('makes modules that run', () => {
    const bytes = encodeModule([
      {
        name: 'plus',
        params: [I32, I32],
        results: [I32],
        locals: [],
        body: [...get(0), ...get(1), ...i32.add],
      },
      { name: 'big', params: [], results: [I32], locals: [I32], body: i32.const(-1_000_000_000) },
    ]);
    const memory = new WebAssembly.Memory({ initial: 0 });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
    const { plus, big } = exports as unknown as { plus: (a: number, b: number) => number; big: () => number };
    expect(plus(40, 2)).toBe(42);
    expect(big()).toBe(-1_000_000_000);
  });
});
