import { createDenseArmService } from '../engine/arms/arm-service.ts';
import { webgpuRuntime } from '../engine/ort/webgpu.ts';
import { openStore } from '../engine/storage/open-store.ts';
import type { ArmContract } from '../protocol/arm.ts';
import { serve } from './serve.ts';

serve<ArmContract>(createDenseArmService(webgpuRuntime, openStore));
