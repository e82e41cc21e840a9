import type { Device } from '../protocol/arm.ts';
import type { Spawn } from './connect.ts';

// The bundler finds a worker only where `new Worker(new URL(…), …)` is written out whole.

export const spawnCorpus: Spawn = (name) =>
  new Worker(new URL('../workers/corpus.worker.ts', import.meta.url), { type: 'module', name });

export const spawnLexical: Spawn = (name) =>
  new Worker(new URL('../workers/lexical.worker.ts', import.meta.url), { type: 'module', name });

/** One worker for each build of ONNX Runtime: the WASM one must not carry the GPU's bytes. */
export const spawnEncoder: Record<Device, Spawn> = {
  wasm: (name) =>
    new Worker(new URL('../workers/encoder-wasm.worker.ts', import.meta.url), { type: 'module', name }),
  webgpu: (name) =>
    new Worker(new URL('../workers/encoder-webgpu.worker.ts', import.meta.url), { type: 'module', name }),
};

export const spawnGenerator: Spawn = (name) =>
  new Worker(new URL('../workers/generator.worker.ts', import.meta.url), { type: 'module', name });

export const spawnLab: Spawn = (name) =>
  new Worker(new URL('../workers/lab.worker.ts', import.meta.url), { type: 'module', name });

export const spawnStatistics: Spawn = (name) =>
  new Worker(new URL('../workers/statistics.worker.ts', import.meta.url), { type: 'module', name });

export const spawnCrossEncoder: Spawn = (name) =>
  new Worker(new URL('../workers/cross-encoder.worker.ts', import.meta.url), { type: 'module', name });

export const spawnLibrary: Spawn = (name) =>
  new Worker(new URL('../workers/library.worker.ts', import.meta.url), { type: 'module', name });
