import type { Graph, GraphTensor } from '../ort/session.ts';

/** What the encoder made of a batch of prompts. */
export interface Encoded {
  /** [rows × tokens × width] */
  readonly hidden: GraphTensor;
  /** [rows × tokens], 1 for tokens and 0 for padding */
  readonly mask: BigInt64Array;
  readonly rows: number;
  readonly tokens: number;
}

/** Logits of one step, [rows × vocabulary]. */
export interface StepLogits {
  readonly values: Float32Array;
  readonly vocabulary: number;
}

/** A batch half-way through decoding. */
export interface DecoderState {
  /** @param ids the last token of every row */
  step(ids: readonly number[]): Promise<StepLogits>;
  /**
   * Goes on with these rows, in this order; a row may come several times. This is how a prompt becomes several
   * sequences after the first step, which is the same for all of them, and how sequences that have ended are left out.
   */
  select(rows: readonly number[]): Promise<void>;
  /** Frees what is on the device. */
  dispose(): void;
}

export interface Decoder {
  begin(encoded: Encoded): DecoderState;
  dispose(): Promise<void>;
}

export const LOGITS = 'logits';

/** The rows of a tensor [rows × …] in another order, number or both. */
export async function selectRows(
  graph: Graph,
  tensor: GraphTensor,
  rows: readonly number[],
): Promise<GraphTensor> {
  const [, ...rest] = tensor.dims;
  const size = rest.reduce((product, dim) => product * dim, 1);
  const values = await graph.read(tensor);
  const out = new Float32Array(rows.length * size);
  rows.forEach((row, place) => {
    out.set(values.subarray(row * size, (row + 1) * size), place * size);
  });
  return graph.float32(out, [rows.length, ...rest]);
}

/** The same for the encoder's part of a batch. */
export async function selectEncoded(
  graph: Graph,
  encoded: Encoded,
  rows: readonly number[],
): Promise<Encoded> {
  const { tokens } = encoded;
  const mask = new BigInt64Array(rows.length * tokens);
  rows.forEach((row, place) => {
    mask.set(encoded.mask.subarray(row * tokens, (row + 1) * tokens), place * tokens);
  });
  return { hidden: await selectRows(graph, encoded.hidden, rows), mask, rows: rows.length, tokens };
}

/** The logits behind the last position of every row. */
export async function lastLogits(graph: Graph, logits: GraphTensor): Promise<StepLogits> {
  const [rows = 0, positions = 0, vocabulary = 0] = logits.dims;
  const all = await graph.read(logits);
  if (positions === 1) return { values: all, vocabulary };
  const values = new Float32Array(rows * vocabulary);
  for (let row = 0; row < rows; row += 1) {
    const from = ((row + 1) * positions - 1) * vocabulary;
    values.set(all.subarray(from, from + vocabulary), row * vocabulary);
  }
  return { values, vocabulary };
}
