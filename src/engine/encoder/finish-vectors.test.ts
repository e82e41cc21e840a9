import { describe, expect, it } from 'vitest';
import { writeSafetensors } from '../safetensors.ts';
import { applyDense } from './dense-layer.ts';
import type { DenseLayer } from './dense-layer.ts';
import { applyLayers, refuseInfinite } from './finish-vectors.ts';
import { readDenseLayer } from './read-dense-layer.ts';

const layer = (weight: number[], bias: number[] | null, tanh = false): DenseLayer => ({
  inputs: 2,
  outputs: weight.length / 2,
  weight: Float32Array.from(weight),
  bias: bias === null ? null : Float32Array.from(bias),
  tanh,
});

describe('applyDense', () => {
  it('multiplies each row with the transposed matrix and adds the bias', () => {
    const three = layer([1, 2, 0, 1, -1, 0], [10, 20, 30]);
    expect([...applyDense(three, Float32Array.of(1, 1, 2, 0))]).toEqual([13, 21, 29, 12, 20, 28]);
  });

  it('goes through tanh where it should', () => {
    const [value] = applyDense(layer([0.5, 0], null, true), Float32Array.of(1, 9));
    expect(value).toBeCloseTo(Math.tanh(0.5), 6);
  });
});

describe('applyLayers', () => {
  it('applies layers in order, then keeps the first numbers', () => {
    const swap = layer([0, 1, 1, 0], null);
    const double = layer([2, 0, 0, 3], null);
    const rows = Float32Array.of(1, 10, 2, 20);
    expect([...applyLayers({ layers: [swap, double], full: 2, dimensions: 2 }, rows)]).toEqual([
      20, 3, 40, 6,
    ]);
    expect([...applyLayers({ layers: [swap, double], full: 2, dimensions: 1 }, rows)]).toEqual([20, 40]);
  });
});

describe('readDenseLayer', () => {
  const weights = (shape: number[], bias = true): Uint8Array =>
    writeSafetensors({
      metadata: new Map(),
      tensors: new Map([
        ['linear.weight', { shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)) }],
        ...(bias ? [['linear.bias', { shape: [3], data: Float32Array.of(1, 2, 3) }] as const] : []),
      ]),
    });
  const config = { in_features: 2, out_features: 3 };
  const read = (json: unknown, bytes: Uint8Array) => () =>
    readDenseLayer({ folder: '2_Dense', config: json, weights: bytes }, 'tiny');

  it('reads weights, with tanh where no activation is named', () => {
    expect(read(config, weights([3, 2]))()).toMatchObject({
      inputs: 2,
      outputs: 3,
      tanh: true,
      bias: Float32Array.of(1, 2, 3),
    });
    expect(read({ ...config, bias: false }, weights([3, 2], false))().bias).toBeNull();
  });

  it('refuses what does not fit', () => {
    expect(read(config, weights([2, 3]))).toThrow('linear.weight as [2, 3], expected [3, 2]');
    expect(read(config, weights([3, 2], false))).toThrow('no linear.bias');
    expect(read({ ...config, activation_function: 'torch.nn.GELU' }, weights([3, 2]))).toThrow('is GELU');
    expect(read(config, new TextEncoder().encode('<html>'))).toThrow('is a web page');
    expect(read(config, new Uint8Array(20))).toThrow(expect.objectContaining({ code: 'model-invalid' }));
  });
});

describe('refuseInfinite', () => {
  it('says what to do by device', () => {
    const encoder = { id: 'tiny', dtype: 'fp16' };
    expect(() => {
      refuseInfinite(Float32Array.of(1, 2), encoder, 'webgpu');
    }).not.toThrow();
    expect(() => {
      refuseInfinite(Float32Array.of(1, NaN), encoder, 'webgpu');
    }).toThrow(
      expect.objectContaining({
        code: 'device-mismatch',
        message: expect.stringMatching(/half precision \(fp16\).*Choose WASM/) as unknown,
      }),
    );
    expect(() => {
      refuseInfinite(Float32Array.of(Infinity), { ...encoder, dtype: 'q8' }, 'wasm');
    }).toThrow(expect.objectContaining({ code: 'model-invalid' }));
  });
});
