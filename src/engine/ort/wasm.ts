import * as ort from 'onnxruntime-web/wasm';
import type { Runtime } from './runtime.ts';

/** For browsers: the build without a GPU backend, a quarter of the bytes of the other. */
export const wasmRuntime: Runtime = { device: 'wasm', ort };
