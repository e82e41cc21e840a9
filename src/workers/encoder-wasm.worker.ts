import { createDenseArmService } from '../engine/arms/arm-service.ts';
import { wasmRuntime } from '../engine/ort/wasm.ts';
import { openStore } from '../engine/storage/open-store.ts';
import type { ArmContract } from '../protocol/arm.ts';
import { serve } from './serve.ts';

serve<ArmContract>(createDenseArmService(wasmRuntime, openStore));
