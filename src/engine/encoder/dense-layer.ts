/**
 * A Dense module of sentence-transformers: x → f(x·Wᵀ + b), applied to pooled vectors.
 * (sbert.net, "Dense"; the activation is tanh or none.)
 */
export interface DenseLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** [outputs × inputs] */
  readonly weight: Float32Array;
  /** [outputs]; `null`: none. */
  readonly bias: Float32Array | null;
  readonly tanh: boolean;
}

/**
 * @param vectors [rows × inputs]
 * @returns [rows × outputs]
 */
export function applyDense(layer: DenseLayer, vectors: Float32Array): Float32Array<ArrayBuffer> {
  const { inputs, outputs, weight, bias, tanh } = layer;
  const rows = vectors.length / inputs;
  const out = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; row += 1) {
    for (let output = 0; output < outputs; output += 1) {
      // Summed in double precision: a few hundred products would lose the last digits otherwise.
      let sum = bias?.[output] ?? 0;
      for (let i = 0; i < inputs; i += 1)
        sum += (vectors[row * inputs + i] ?? 0) * (weight[output * inputs + i] ?? 0);
      out[row * outputs + output] = tanh ? Math.tanh(sum) : sum;
    }
  }
  return out;
}
