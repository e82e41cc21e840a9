import { describe, expect, it } from 'vitest';
import { LARGEST_GRAPH, chooseGraph } from './choose-graph.ts';
import type { GraphDevice } from './choose-graph.ts';

const WASM: GraphDevice = { device: 'wasm', f16: false, memoryLimit: LARGEST_GRAPH };
const GPU: GraphDevice = { ...WASM, device: 'webgpu' };
const GPU_F16: GraphDevice = { ...GPU, f16: true };
const of = (...dtypes: string[]) => dtypes.map((dtype) => ({ dtype, bytes: 5e7 }));
const ALL = of('fp32', 'fp16', 'q4', 'q4f16', 'bnb4', 'uint8', 'int8', 'q8', 'O2', 'O4', 'qint8_avx512');

describe('chooseGraph', () => {
  it.each<[string, GraphDevice, string[], string | null]>([
    ['8 bits on WASM', WASM, ALL.map(({ dtype }) => dtype), 'q8'],
    ['the plain 8 bits before those for one processor', WASM, ['qint8_avx512', 'uint8', 'int8'], 'int8'],
    ['those for one processor, where there are no others', WASM, ['fp32', 'quint8_avx2'], 'quint8_avx2'],
    ['4 bits where there are no 8', WASM, ['fp32', 'fp16', 'q4', 'q4f16'], 'q4'],
    ['full precision before half on WASM', WASM, ['fp16', 'fp32'], 'fp32'],
    ['an optimised fp32 graph', WASM, ['O4', 'O2'], 'O2'],
    ['no half precision on WASM', WASM, ['fp16', 'q4f16', 'O4'], null],
    ['half precision where the GPU has it', GPU_F16, ['q8', 'fp32', 'q4', 'q4f16', 'fp16'], 'fp16'],
    ['4 bits where the GPU has no half precision', GPU, ['q8', 'fp32', 'q4', 'q4f16', 'fp16'], 'q4'],
    ['full precision', GPU, ['q8', 'fp32', 'fp16'], 'fp32'],
    ['8 bits on a GPU where there is nothing else', GPU, ['q8', 'fp16'], 'q8'],
    ['nothing that the GPU cannot compute', GPU, ['fp16'], null],
    ['nothing that is not known', WASM, ['bnb4'], null],
  ])('takes %s', (_, device, dtypes, expected) => {
    const { graph, reason } = chooseGraph(of(...dtypes), device);
    expect(graph?.dtype ?? null).toBe(expected);
    expect(reason).toMatch(/\.$/);
  });

  it('leaves out what is too large, and says so', () => {
    const graphs = [
      { dtype: 'q8', bytes: 1.6e9 },
      { dtype: 'q4', bytes: 4e8 },
    ];
    const { graph, reason } = chooseGraph(graphs, WASM);
    expect(graph?.dtype).toBe('q4');
    expect(reason).toContain('400 MB');
    expect(reason).toContain('One file is larger than the 1.5 GB');
    const none = chooseGraph([{ dtype: 'fp32', bytes: 2.2e9 }], WASM);
    expect(none.graph).toBeNull();
    expect(none.reason).toContain('the smallest has 2.2 GB');
  });

  it('says where a size is not known, and why nothing can be taken', () => {
    expect(chooseGraph([{ dtype: 'q8', bytes: null }], WASM).reason).toContain('does not say how large');
    expect(chooseGraph(of('fp16'), GPU).reason).toContain('shader-f16');
    expect(chooseGraph([], GPU)).toEqual({ graph: null, reason: 'The model has no ONNX file.' });
  });
});
