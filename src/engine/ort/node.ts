import * as ort from 'onnxruntime-web';
import type { Runtime } from './runtime.ts';

/** For Node the bare import is the one that runs, with one thread or more. */
export const nodeRuntime: Runtime = { device: 'wasm', ort };
