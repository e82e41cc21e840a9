import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSafetensors, writeSafetensors } from './safetensors.ts';
import type { SafeTensor } from './safetensors.ts';

const tensor = (shape: number[], ...data: number[]): SafeTensor => ({ shape, data: Float32Array.from(data) });

/** A file with any header, for what a writer would never write. */
function file(header: string, numbers: readonly number[] = []): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + numbers.length * 4);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  numbers.forEach((number, i) => {
    view.setFloat32(8 + text.length + i * 4, number, true);
  });
  return bytes;
}
const entry = (shape: unknown, offsets: unknown, dtype: unknown = 'F32') => ({
  dtype,
  shape,
  data_offsets: offsets,
});
const read = (header: unknown, numbers?: readonly number[]) =>
  readSafetensors(file(JSON.stringify(header), numbers));

describe('writeSafetensors', () => {
  it('writes the length of the header, the header, and the numbers', () => {
    const bytes = writeSafetensors({
      metadata: new Map([['crosslens', 'ä']]),
      tensors: new Map([
        ['b', tensor([1], 3)],
        ['a', tensor([2, 1], 1, 2)],
      ]),
    });
    const view = new DataView(bytes.buffer);
    const length = Number(view.getBigUint64(0, true));
    expect(length % 8).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toEqual({
      __metadata__: { crosslens: 'ä' },
      a: { dtype: 'F32', shape: [2, 1], data_offsets: [0, 8] },
      b: { dtype: 'F32', shape: [1], data_offsets: [8, 12] },
    });
    expect([0, 4, 8].map((at) => view.getFloat32(8 + length + at, true))).toEqual([1, 2, 3]);
    expect(bytes).toHaveLength(8 + length + 12);
  });

  it('refuses numbers that are not finite, and shapes that do not fit', () => {
    const write = (bad: SafeTensor) => () =>
      writeSafetensors({ metadata: new Map(), tensors: new Map([['w', bad]]) });
    expect(write(tensor([2], 1, NaN))).toThrow('The tensor w holds NaN at place 1');
    expect(write(tensor([3], 1, 2))).toThrow('The tensor w does not fit [3].');
  });
});

describe('readSafetensors', () => {
  it('gives back what was written, whatever the order', () => {
    const tensors = fc.dictionary(
      fc.string({ minLength: 1 }).filter((name) => name !== '__metadata__' && name !== '__proto__'),
      fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })).chain(([rows, columns]) =>
        fc.record({
          shape: fc.constant([rows, columns]),
          data: fc.float32Array({
            minLength: rows * columns,
            maxLength: rows * columns,
            noNaN: true,
            noDefaultInfinity: true,
          }),
        }),
      ),
    );
    fc.assert(
      fc.property(tensors, fc.dictionary(fc.string(), fc.string()), (content, texts) => {
        const given = {
          metadata: new Map(Object.entries(texts).filter(([key]) => key !== '__proto__')),
          tensors: new Map(Object.entries(content)),
        };
        const bytes = writeSafetensors(given);
        const back = readSafetensors(bytes);
        expect(back).toEqual(given);
        const reversed = new Map([...given.tensors].reverse());
        expect(writeSafetensors({ ...given, tensors: reversed })).toEqual(bytes);
      }),
    );
  });

  it('widens numbers of 16 bits where they are asked for', () => {
    const header = JSON.stringify({ a: entry([2], [0, 4], 'F16'), b: entry([2], [4, 8], 'BF16') });
    const bytes = file(header, [0, 0]);
    // 1 and −2 in half precision, 1 and −2 in bfloat16.
    bytes.set(new Uint8Array(Uint16Array.of(0x3c00, 0xc000, 0x3f80, 0xc000).buffer), bytes.length - 8);
    const { tensors } = readSafetensors(bytes, { halves: true });
    expect(tensors.get('a')).toEqual(tensor([2], 1, -2));
    expect(tensors.get('b')).toEqual(tensor([2], 1, -2));
  });

  it('reads where the file does not start at a whole number', () => {
    const bytes = file(JSON.stringify({ a: entry([1], [0, 4]) }), [7]);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(readSafetensors(shifted.subarray(3)).tensors.get('a')).toEqual(tensor([1], 7));
    // Node's buffers share one pool.
    expect(readSafetensors(Buffer.from(bytes)).tensors.get('a')).toEqual(tensor([1], 7));
  });

  it.each([
    ['a short file', () => readSafetensors(new Uint8Array(7)), 'starts with 8 bytes'],
    ['a header beyond the file', () => readSafetensors(new Uint8Array(8).fill(1)), 'its header would take'],
    ['no JSON', () => readSafetensors(file('{')), 'is not JSON'],
    ['no object', () => readSafetensors(file('[]')), 'not a JSON object'],
    ['no UTF-8', () => readSafetensors(Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0xff)), 'is not JSON'],
    ['metadata that is no text', () => read({ __metadata__: { a: 1 } }), '__metadata__.a'],
    ['another type', () => read({ a: entry([1], [0, 4], 'F16') }, [1]), 'is F16; only F32'],
    ['a negative size', () => read({ a: entry([-1], [0, 4]) }, [1]), 'a shape that is no list'],
    ['a size that is no number', () => read({ a: entry(['1'], [0, 4]) }, [1]), 'a shape that is no list'],
    ['one offset', () => read({ a: entry([1], [0]) }, [1]), 'data_offsets'],
    ['an end beyond the file', () => read({ a: entry([2], [0, 8]) }, [1]), 'take 8 bytes'],
    [
      'a size that is too large to count',
      () => read({ a: entry([2 ** 40, 2 ** 40], [0, 4]) }, [1]),
      'and has 4',
    ],
    ['a shape that does not fit', () => read({ a: entry([2], [0, 4]) }, [1]), 'takes 8 bytes, and has 4'],
    [
      'an overlap',
      () => read({ a: entry([2], [0, 8]), b: entry([1], [4, 8]) }, [1, 2]),
      'b starts at byte 4, and overlaps',
    ],
    ['a gap', () => read({ a: entry([1], [4, 8]) }, [1, 2]), 'leaves a gap'],
    ['bytes that belong to nothing', () => read({ a: entry([1], [0, 4]) }, [1, 2]), 'holds 8 after'],
    ['an infinite number', () => read({ a: entry([1], [0, 4]) }, [Infinity]), 'holds Infinity at place 0'],
  ])('refuses %s', (_, act, message) => {
    expect(act).toThrow(
      expect.objectContaining({
        code: 'arm-file-invalid',
        message: expect.stringContaining(message) as unknown,
      }),
    );
  });
});
