import { CrosslensError } from '../../protocol/errors.ts';

/**
 * The wire format of protocol buffers (protobuf.dev, "Encoding"): a message is a row of fields, each a number, a wire
 * type and a value. A field that is not looked into is carried over byte by byte, so nothing of a model is lost.
 */
export interface Field {
  readonly number: number;
  /** Of a varint field; −1 for others. Exact up to 2⁵³: no length or version is larger. */
  readonly varint: number;
  /** Of a length-delimited field; empty for others. */
  readonly bytes: Uint8Array;
  /** The whole field, with its number and wire type. */
  readonly whole: Uint8Array;
}

const VARINT = 0;
const FIXED64 = 1;
const DELIMITED = 2;
const FIXED32 = 5;

/** @throws CrosslensError `model-invalid` when the bytes are no message */
export function readFields(message: Uint8Array): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = message[at];
      if (byte === undefined || factor > 2 ** 63) throw malformed();
      at += 1;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  const skip = (length: number): Uint8Array => {
    if (at + length > message.length) throw malformed();
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const start = at;
    const key = varint();
    const wireType = key % 8;
    let value = -1;
    let bytes: Uint8Array = NOTHING;
    if (wireType === VARINT) value = varint();
    else if (wireType === DELIMITED) bytes = skip(varint());
    else if (wireType === FIXED64) skip(8);
    else if (wireType === FIXED32) skip(4);
    else throw malformed();
    fields.push({ number: Math.floor(key / 8), varint: value, bytes, whole: message.subarray(start, at) });
  }
  return fields;
}

const NOTHING = new Uint8Array(0);

/** The text of a field, or of the first field with a number; empty where there is none, as the format has it. */
export function textOf(fields: readonly Field[], number: number): string {
  return new TextDecoder().decode(fields.find((field) => field.number === number)?.bytes ?? NOTHING);
}

/** Fields of the first submessage with a number; none where it is absent. */
export function insideOf(fields: readonly Field[], number: number): Field[] {
  const field = fields.find((candidate) => candidate.number === number);
  return field === undefined ? [] : readFields(field.bytes);
}

/** Pieces of a message: put one after the other they are the message. */
export type Pieces = readonly Uint8Array[];

export function varintField(number: number, value: number): Pieces {
  return [varintBytes(number * 8 + VARINT), varintBytes(value)];
}

export function bytesField(number: number, value: Uint8Array | string | Pieces): Pieces {
  const pieces =
    typeof value === 'string'
      ? [new TextEncoder().encode(value)]
      : value instanceof Uint8Array
        ? [value]
        : value;
  return [varintBytes(number * 8 + DELIMITED), varintBytes(lengthOf(pieces)), ...pieces];
}

export function join(pieces: Pieces): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(lengthOf(pieces));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function lengthOf(pieces: Pieces): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}

/** Lengths pass 2³¹, so the arithmetic is not that of bits. */
function varintBytes(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

function malformed(): CrosslensError {
  return new CrosslensError(
    'model-invalid',
    'The model file is no ONNX file that can be read: it ends or breaks off inside a field.',
  );
}
