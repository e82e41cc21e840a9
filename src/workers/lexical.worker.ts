import { createLexicalArmService } from '../engine/arms/arm-service.ts';
import type { ArmContract } from '../protocol/arm.ts';
import { serve } from './serve.ts';

serve<ArmContract>(createLexicalArmService());
