import { CrosslensError } from '../protocol/errors.ts';
import { widenHalves } from './half.ts';

/**
 * The safetensors format (huggingface/safetensors, README, "Format"): eight bytes with the length of a JSON header,
 * little endian; the header, name → {dtype, shape, data_offsets}, with texts under `__metadata__`; then the numbers,
 * without gaps. Only F32 is written; weights of models may be read in half precision too. Numbers lie as the machine has them, which is little endian wherever
 * the runtime works.
 */
export interface SafeTensors {
  readonly metadata: ReadonlyMap<string, string>;
  readonly tensors: ReadonlyMap<string, SafeTensor>;
}

export interface SafeTensor {
  /** Empty for a single number. */
  readonly shape: readonly number[];
  /** Row-major. */
  readonly data: Float32Array;
}

const METADATA = '__metadata__';
const LENGTH_BYTES = 8;
/** The reference reader's limit. */
const MAX_HEADER_BYTES = 100_000_000;
/** Bytes of a number in the types that are read. */
const SIZES: Readonly<Record<string, number>> = { F32: 4, F16: 2, BF16: 2 };

/**
 * The same content gives the same bytes: names are sorted, and the header is filled up with spaces to whole numbers.
 * @throws CrosslensError `internal` when a tensor does not fit its shape or holds a number that is not finite
 */
export function writeSafetensors({ metadata, tensors }: SafeTensors): Uint8Array<ArrayBuffer> {
  const sorted = [...tensors].sort(byName);
  let end = 0;
  const entries = sorted.map(([name, { shape, data }]) => {
    const problem =
      data.length === numbersOf(shape) ? problemWithNumbers(data) : `does not fit [${shape.join(', ')}]`;
    if (problem !== null) throw new CrosslensError('internal', `The tensor ${name} ${problem}.`);
    const begin = end;
    end += data.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [begin, end] }] as const;
  });
  const json = JSON.stringify({
    [METADATA]: Object.fromEntries([...metadata].sort(byName)),
    ...Object.fromEntries(entries),
  });
  const header = new TextEncoder().encode(json);
  const padded = Math.ceil(header.length / LENGTH_BYTES) * LENGTH_BYTES;
  if (padded > MAX_HEADER_BYTES) {
    throw new CrosslensError(
      'not-possible',
      `What describes the tensors takes ${header.length} bytes, and a safetensors file has room for ${MAX_HEADER_BYTES}. Leave out texts (expansions, permutations).`,
    );
  }

  const bytes = new Uint8Array(LENGTH_BYTES + padded + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + padded);
  bytes.set(header, LENGTH_BYTES);
  let at = LENGTH_BYTES + padded;
  for (const [, { data }] of sorted) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

/**
 * Reads a file that may come from anywhere: nothing is taken before its size is known to be right.
 * @param options.halves whether tensors of 16 bits (F16, BF16) are read too; they are widened
 * @throws CrosslensError `arm-file-invalid`
 */
export function readSafetensors(
  bytes: Uint8Array,
  { halves = false }: { readonly halves?: boolean } = {},
): SafeTensors {
  const { header, numbers } = split(bytes);
  const metadata = new Map<string, string>();
  const entries: Entry[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === METADATA) readMetadata(value, metadata);
    else entries.push(readEntry(name, value, halves));
  }
  checkCoverage(entries, numbers.length);

  const tensors = new Map<string, SafeTensor>();
  for (const { name, type, shape, begin, end } of entries) {
    // A copy, and not by slice: Node's buffers give a view there, whose numbers lie anywhere in memory.
    const data = singlesOf(new Uint8Array(numbers.subarray(begin, end)), type);
    const problem = problemWithNumbers(data);
    if (problem !== null) throw invalid(`The tensor ${name} ${problem}.`);
    tensors.set(name, { shape, data });
  }
  return { metadata, tensors };
}

function singlesOf(bytes: Uint8Array<ArrayBuffer>, type: string): Float32Array {
  if (type === 'F32') return new Float32Array(bytes.buffer);
  const bits = new Uint16Array(bytes.buffer);
  if (type === 'F16') return widenHalves(bits);
  // BF16 is the upper half of a single.
  const singles = new Uint32Array(bits.length);
  bits.forEach((half, i) => (singles[i] = half << 16));
  return new Float32Array(singles.buffer);
}

interface Entry {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly number[];
  /** Bytes from the end of the header on. */
  readonly begin: number;
  readonly end: number;
}

function split(bytes: Uint8Array): { header: Record<string, unknown>; numbers: Uint8Array } {
  if (bytes.length < LENGTH_BYTES)
    throw invalid(`A safetensors file starts with 8 bytes, and this one has ${bytes.length}.`);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > MAX_HEADER_BYTES || LENGTH_BYTES + length > bytes.length) {
    throw invalid(
      `This is no safetensors file: its header would take ${length} bytes, and ${bytes.length - LENGTH_BYTES} are there (${MAX_HEADER_BYTES} at most are read).`,
    );
  }
  const text = bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(text));
  } catch (error) {
    throw invalid(`The header of the safetensors file is not JSON: ${String(error)}`, error);
  }
  if (!isRecord(header)) throw invalid('The header of the safetensors file is not a JSON object.');
  return { header, numbers: bytes.subarray(LENGTH_BYTES + length) };
}

function readMetadata(value: unknown, into: Map<string, string>): void {
  if (!isRecord(value)) throw invalid(`${METADATA} of the safetensors file is not an object.`);
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') throw invalid(`${METADATA}.${key} of the safetensors file is not a text.`);
    into.set(key, text);
  }
}

function readEntry(name: string, value: unknown, halves: boolean): Entry {
  if (!isRecord(value)) throw invalid(`The header says nothing about the tensor ${name}.`);
  const { dtype, shape, data_offsets: offsets } = value;
  const size = typeof dtype === 'string' && (halves || dtype === 'F32') ? SIZES[dtype] : undefined;
  if (typeof dtype !== 'string' || size === undefined)
    throw invalid(
      `The tensor ${name} is ${typeof dtype === 'string' ? dtype : 'of no type'}; only F32${halves ? ', F16 and BF16 are' : ' is'} read.`,
    );
  if (!isListOfSizes(shape))
    throw invalid(`The tensor ${name} has a shape that is no list of whole numbers.`);
  if (!isListOfSizes(offsets) || offsets.length !== 2)
    throw invalid(`The tensor ${name} has data_offsets that are not two whole numbers.`);
  const [begin = 0, end = 0] = offsets;
  if (end - begin !== numbersOf(shape) * size) {
    throw invalid(
      `The tensor ${name} is [${shape.join(', ')}], which takes ${numbersOf(shape) * size} bytes, and has ${end - begin}.`,
    );
  }
  return { name, type: dtype, shape, begin, end };
}

/** Tensors neither overlap nor leave gaps, as the format wants it: nothing can hide between them. */
function checkCoverage(entries: Entry[], bytes: number): void {
  let at = 0;
  for (const { name, begin, end } of entries.sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== at) {
      throw invalid(
        `The tensor ${name} starts at byte ${begin}, and ${begin < at ? 'overlaps another one' : 'leaves a gap'}: ${at} was next.`,
      );
    }
    at = end;
  }
  if (at !== bytes)
    throw invalid(`The tensors take ${at} bytes, and the safetensors file holds ${bytes} after its header.`);
}

function numbersOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function problemWithNumbers(data: Float32Array): string | null {
  const place = data.findIndex((value) => !Number.isFinite(value));
  return place < 0 ? null : `holds ${String(data[place])} at place ${place}, where a finite number is due`;
}

function isListOfSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Code units, so that the order is the same everywhere. */
function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function invalid(message: string, cause?: unknown): CrosslensError {
  return new CrosslensError('arm-file-invalid', message, { cause });
}
