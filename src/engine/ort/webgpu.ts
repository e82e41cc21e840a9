import * as ort from 'onnxruntime-web/webgpu';
import type { Runtime } from './runtime.ts';

/** For browsers: the default import is still the older backend, which gave wrong output for quantised weights. */
export const webgpuRuntime: Runtime = { device: 'webgpu', ort };
