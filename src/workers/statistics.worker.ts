import { createStatisticsService } from '../engine/statistics-service.ts';
import type { StatisticsContract } from '../protocol/statistics.ts';
import { serve } from './serve.ts';

serve<StatisticsContract>(createStatisticsService());
