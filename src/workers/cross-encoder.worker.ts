import { createCrossEncoderService } from '../engine/cross-encoder-service.ts';
import { wasmRuntime } from '../engine/ort/wasm.ts';
import type { CrossEncoderContract } from '../protocol/cross-encoder.ts';
import { serve } from './serve.ts';

serve<CrossEncoderContract>(createCrossEncoderService(wasmRuntime));
