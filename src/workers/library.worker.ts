import { createLibraryService } from '../engine/library-service.ts';
import { openStore } from '../engine/storage/open-store.ts';
import type { LibraryContract } from '../protocol/library.ts';
import { serve } from './serve.ts';

serve<LibraryContract>(
  createLibraryService(openStore(), {
    // Absent where the page is not in a secure context.
    caches: 'caches' in self ? self.caches : null,
    estimate: 'storage' in navigator ? () => navigator.storage.estimate() : null,
  }),
);
