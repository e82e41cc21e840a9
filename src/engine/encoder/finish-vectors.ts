import type { Device } from '../../protocol/arm.ts';
import type { EncoderProfile } from '../../protocol/encoder.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import type { DenseLayer } from './dense-layer.ts';
import { applyDense } from './dense-layer.ts';

/** What is done to pooled vectors. */
export interface Finish {
  readonly layers: readonly DenseLayer[];
  /** Numbers of a vector before it is cut. */
  readonly full: number;
  /** Numbers that are kept. */
  readonly dimensions: number;
}

/**
 * Dense modules in their order, then the cut to the first numbers (Matryoshka). Scaling comes after both, as
 * sentence-transformers has it, so that a cut vector has unit length again.
 * @param vectors [rows × what the graph gives]
 * @returns [rows × dimensions]
 */
export function applyLayers({ layers, full, dimensions }: Finish, vectors: Float32Array): Float32Array {
  let out = vectors;
  for (const layer of layers) out = applyDense(layer, out);
  return full === dimensions ? out : cut(out, full, dimensions);
}

function cut(vectors: Float32Array, full: number, kept: number): Float32Array {
  const rows = vectors.length / full;
  const out = new Float32Array(rows * kept);
  for (let row = 0; row < rows; row += 1)
    out.set(vectors.subarray(row * full, row * full + kept), row * kept);
  return out;
}

/** @throws CrosslensError `device-mismatch` on a GPU, `model-invalid` on the processor */
export function refuseInfinite(
  vectors: Float32Array,
  { id, dtype }: Pick<EncoderProfile, 'id' | 'dtype'>,
  device: Device,
): void {
  if (vectors.every(Number.isFinite)) return;
  const half = dtype.includes('16')
    ? ` Its file is in half precision (${dtype}), which overflows where a device does not support it well.`
    : '';
  throw device === 'webgpu'
    ? new CrosslensError(
        'device-mismatch',
        `${id} gives vectors on WebGPU that are not finite numbers.${half} Choose WASM, or another ONNX file (fp32, q8 or q4).`,
      )
    : new CrosslensError(
        'model-invalid',
        `${id} gives vectors that are not finite numbers.${half} Choose another ONNX file (fp32 or q8).`,
      );
}
