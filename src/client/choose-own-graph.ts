import { chooseGraph, LARGEST_GRAPH } from '../domain/models/choose-graph.ts';
import type { GraphOption, ModelReport } from '../protocol/library.ts';
import type { Capabilities } from './capabilities.ts';

/** The graph to begin with on this device, and why; the first of them where none is known to suit it. */
export function graphForDevice(
  { graphs }: Pick<ModelReport, 'graphs'>,
  { webgpu }: Pick<Capabilities, 'webgpu'>,
): { readonly graph: GraphOption | null; readonly suits: boolean; readonly reason: string } {
  // Software pretending to be a GPU is slower than the processor itself.
  const real = webgpu !== null && !webgpu.software;
  const { graph, reason } = chooseGraph(graphs, {
    device: real ? 'webgpu' : 'wasm',
    f16: real && webgpu.f16,
    memoryLimit: LARGEST_GRAPH,
  });
  return { graph: graph ?? graphs[0] ?? null, suits: graph !== null, reason };
}
