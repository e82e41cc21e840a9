import { createLabService } from '../engine/lab-service.ts';
import type { LabContract } from '../protocol/lab.ts';
import { serve } from './serve.ts';

serve<LabContract>(createLabService());
