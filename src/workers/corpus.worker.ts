import { createCorpusService } from '../engine/corpus-service.ts';
import type { CorpusContract } from '../protocol/corpus.ts';
import { serve } from './serve.ts';

serve<CorpusContract>(createCorpusService());
