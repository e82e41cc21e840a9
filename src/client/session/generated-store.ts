import type { GeneratedQueries, Passage } from '../../domain/corpus/types.ts';
import { sha256 } from '../../protocol/sha256.ts';

/** Queries that a generator wrote, by generator and options, so that a reload writes nothing twice. */
export interface GeneratedStore {
  /** By `passageKey`. */
  read(key: string): Promise<ReadonlyMap<string, GeneratedQueries>>;
  add(key: string, passage: string, row: GeneratedQueries): Promise<void>;
  /** Writes out what `add` has not written yet. */
  flush(): Promise<void>;
}

/** What a generator reads of a passage, and its id, as one digest: an id alone may stand for another text tomorrow. */
export async function passageKey({ id, title, text }: Passage): Promise<string> {
  return sha256(JSON.stringify([id, title ?? '', text]));
}

const CACHE = 'crosslens-generated';
/** Rows that are written to storage together. */
const FLUSH_EVERY = 256;

/**
 * Kept in Cache Storage under the page's own origin, one entry for each generator, options and passage texts. Where
 * the browser refuses (private windows, a full disk) rows live in memory for as long as the page is open.
 */
export function createGeneratedStore(baseUrl: string): GeneratedStore {
  const memory = new Map<string, Map<string, GeneratedQueries>>();
  const urlOf = async (key: string): Promise<string> => `${baseUrl}generated/${await sha256(key)}.jsonl`;
  /** Rows that were added since the last time, by key. */
  const unsaved = new Map<string, number>();
  const save = async (key: string): Promise<void> => {
    unsaved.delete(key);
    try {
      const cache = await caches.open(CACHE);
      const lines = [...(memory.get(key) ?? [])].map((entry) => `${JSON.stringify(entry)}\n`);
      await cache.put(await urlOf(key), new Response(new Blob(lines)));
    } catch {
      // Memory still has them.
    }
  };
  return {
    async read(key) {
      const known = memory.get(key);
      if (known !== undefined) return known;
      const rows = new Map<string, GeneratedQueries>();
      memory.set(key, rows);
      try {
        const stored = await (await caches.open(CACHE)).match(await urlOf(key));
        for (const line of (await stored?.text())?.split('\n') ?? []) {
          if (line === '') continue;
          const [passage, row] = JSON.parse(line) as [string, GeneratedQueries];
          rows.set(passage, row);
        }
      } catch {
        // Nothing is stored that could be read.
      }
      return rows;
    },
    async add(key, passage, row) {
      const rows = memory.get(key) ?? new Map<string, GeneratedQueries>();
      memory.set(key, rows);
      rows.set(passage, row);
      unsaved.set(key, (unsaved.get(key) ?? 0) + 1);
      if ((unsaved.get(key) ?? 0) >= FLUSH_EVERY) await save(key);
    },
    async flush() {
      for (const key of [...unsaved.keys()]) await save(key);
    },
  };
}
