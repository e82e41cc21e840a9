import type { TokenRows } from '../../domain/vectors/late-interaction.ts';
import { lateInteraction, meanOfBest } from '../../domain/vectors/late-interaction.ts';
import { orOutOfMemory } from '../ranking/out-of-memory.ts';
import type { LateProgram } from './late-program.ts';
import { encodeLateProgram, QUERY_TILE, STEPS } from './late-program.ts';

/** Keeps passages' token vectors and compares queries' with them. */
export interface LateKernel {
  /** What the passages take. */
  readonly bytes: number;
  /** Adds a passage's tokens; passages are numbered as they come. @throws CrosslensError `out-of-memory` */
  add(passage: TokenRows): void;
  /** Late interaction of a query with passages by their numbers, see `lateInteraction`. @param out [passages] */
  score(query: TokenRows, passages: ArrayLike<number>, out: Float32Array): void;
  dispose(): void;
}

/** Bytes of one token, with its scale: what `LateKernel.bytes` is made of. */
export function tokenBytes(dimensions: number): number {
  return roundUp(dimensions, STEPS) + SCALE_BYTES;
}

/** A scale takes a whole vector, so that rows stay aligned. */
const SCALE_BYTES = 16;
const SHORT_BYTES = 2;
const FLOAT_BYTES = 4;
const PAGE_BYTES = 65_536;
/** Memory grows by 4 MB at least. */
const GROWTH_PAGES = 64;
/** 1 GiB. Small devices refuse to set aside more address space. */
const MAXIMUM_PAGES = 16_384;
/** Query tokens that are compared in one go; longer queries go in several. */
const QUERY_TOKENS = 64;

/** In WebAssembly SIMD, or in plain loops where there is none (or `simd` is false): both give the same bits. */
export function createLateKernel(dimensions: number, options: { readonly simd?: boolean } = {}): LateKernel {
  const simd = options.simd ?? hasSimd();
  return simd ? createSimdKernel(dimensions) : createPlainKernel(dimensions);
}

function hasSimd(): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(encodeLateProgram(STEPS));
}

function createPlainKernel(dimensions: number): LateKernel {
  const passages: TokenRows[] = [];
  let tokens = 0;
  return {
    get bytes() {
      return tokens * tokenBytes(dimensions);
    },
    add(passage) {
      passages.push(passage);
      tokens += passage.scales.length;
    },
    score(query, numbers, out) {
      for (let i = 0; i < numbers.length; i += 1) {
        const passage = passages[numbers[i] ?? 0];
        out[i] = passage === undefined ? 0 : lateInteraction(query, passage, dimensions);
      }
    },
    dispose() {
      passages.length = 0;
    },
  };
}

/** Memory, in order: a block of query tokens in 16 bits, their best matches, then the passages' rows. */
function createSimdKernel(dimensions: number): LateKernel {
  const stride = roundUp(dimensions, STEPS);
  const rowBytes = stride + SCALE_BYTES;
  const bestAt = QUERY_TOKENS * stride * SHORT_BYTES;
  const rowsAt = bestAt + QUERY_TOKENS * FLOAT_BYTES;
  const allocate = <T>(work: () => T): T =>
    orOutOfMemory({ rows: tokens, dimensions: rowBytes / FLOAT_BYTES }, work);
  /** First token of each passage, and after the last one's end. */
  const starts: number[] = [0];
  let tokens = 0;
  const memory = allocate(
    () => new WebAssembly.Memory({ initial: Math.ceil(rowsAt / PAGE_BYTES), maximum: MAXIMUM_PAGES }),
  );
  let parts: { readonly memory: WebAssembly.Memory; readonly program: LateProgram } | null = {
    memory,
    program: instantiate(memory, stride),
  };
  function live(): NonNullable<typeof parts> {
    if (parts === null) throw new Error('The kernel was disposed of.');
    return parts;
  }
  function makeRoom(forTokens: number): void {
    const { memory } = live();
    const pages = Math.ceil((rowsAt + forTokens * rowBytes) / PAGE_BYTES);
    const missing = pages - memory.buffer.byteLength / PAGE_BYTES;
    if (missing > 0)
      allocate(() => memory.grow(Math.max(missing, Math.min(GROWTH_PAGES, MAXIMUM_PAGES - pages))));
  }
  /** Writes tokens of a query. What the last tile holds beyond them is compared too, and not read. @returns tiles */
  function writeQuery({ values, scales }: TokenRows, first: number): number {
    const count = Math.min(QUERY_TOKENS, scales.length - first);
    const shorts = new Int16Array(live().memory.buffer, 0, QUERY_TOKENS * stride);
    for (let token = 0; token < count; token += 1) {
      shorts.set(
        values.subarray((first + token) * dimensions, (first + token + 1) * dimensions),
        token * stride,
      );
    }
    return Math.ceil(count / QUERY_TILE);
  }

  return {
    get bytes() {
      return tokens * rowBytes;
    },
    add({ values, scales }) {
      const count = scales.length;
      makeRoom(tokens + count);
      const { buffer } = live().memory;
      for (let token = 0; token < count; token += 1) {
        const at = rowsAt + (tokens + token) * rowBytes;
        new Int8Array(buffer, at, dimensions).set(
          values.subarray(token * dimensions, (token + 1) * dimensions),
        );
        new Float32Array(buffer, at + stride, 1)[0] = scales[token] ?? 0;
      }
      tokens += count;
      starts.push(tokens);
    },
    score(query, numbers, out) {
      const { program } = live();
      const queryTokens = query.scales.length;
      const best = new Float32Array(numbers.length * queryTokens);
      for (let first = 0; first < queryTokens; first += QUERY_TOKENS) {
        const tiles = writeQuery(query, first);
        const found = new Float32Array(
          live().memory.buffer,
          bestAt,
          Math.min(QUERY_TOKENS, queryTokens - first),
        );
        for (let i = 0; i < numbers.length; i += 1) {
          const number = numbers[i] ?? 0;
          const [from, to] = [starts[number] ?? 0, starts[number + 1] ?? 0];
          if (from >= to) continue;
          program.bestMatches(0, tiles, rowsAt + from * rowBytes, rowsAt + to * rowBytes, bestAt);
          best.set(found, i * queryTokens + first);
        }
      }
      for (let i = 0; i < numbers.length; i += 1) {
        const number = numbers[i] ?? 0;
        const passageTokens = (starts[number + 1] ?? 0) - (starts[number] ?? 0);
        out[i] = meanOfBest(best.subarray(i * queryTokens), query.scales, passageTokens);
      }
    },
    dispose() {
      parts = null;
    },
  };
}

function instantiate(memory: WebAssembly.Memory, stride: number): LateProgram {
  const module = new WebAssembly.Module(encodeLateProgram(stride));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  // The exports are those that encodeLateProgram defines.
  return exports as unknown as LateProgram;
}

function roundUp(count: number, unit: number): number {
  return Math.ceil(count / unit) * unit;
}
