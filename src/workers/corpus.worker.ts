import { createCorpusService } from '../engine/corpus-service.ts';
import { openStore } from '../engine/storage/open-store.ts';
import type { CorpusContract } from '../protocol/corpus.ts';
import { serve } from './serve.ts';

serve<CorpusContract>(createCorpusService({ origin: self.location.origin, openStore }));
