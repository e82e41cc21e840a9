import { createGeneratorService } from '../engine/generator-service.ts';
import { wasmRuntime } from '../engine/ort/wasm.ts';
import type { GeneratorContract } from '../protocol/generator.ts';
import { serve } from './serve.ts';

serve<GeneratorContract>(createGeneratorService(wasmRuntime));
