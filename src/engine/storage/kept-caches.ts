import type { StoredItem } from '../../protocol/library.ts';

/** Cache Storage, where the page keeps arms of the Lab and generated queries (client/session). */
export type Caches = Pick<CacheStorage, 'open' | 'has'>;

/** Caches of the page, by what they hold. */
const CACHES = { lab: 'crosslens-lab', generated: 'crosslens-generated' } as const;
type CacheKind = keyof typeof CACHES;

/** What lies in the page's caches. An arm of the Lab is a file with its description beside it. */
export async function listCaches(caches: Caches | null): Promise<readonly StoredItem[]> {
  if (caches === null) return [];
  return [...(await listLab(caches)), ...(await listGenerated(caches))];
}

/** @param key as `listCaches` gave it */
export async function removeCached(caches: Caches | null, kind: CacheKind, key: string): Promise<void> {
  if (caches === null || !(await caches.has(CACHES[kind]))) return;
  const cache = await caches.open(CACHES[kind]);
  await cache.delete(key);
  if (kind === 'lab') await cache.delete(summaryOf(key));
}

async function listLab(caches: Caches): Promise<readonly StoredItem[]> {
  return each(caches, 'lab', '.safetensors', async (cache, url) => {
    const file = await cache.match(url);
    const summary = await cache.match(summaryOf(url));
    const text = await summary?.text();
    return {
      name: nameIn(text) ?? url.slice(url.lastIndexOf('/') + 1),
      bytes: ((await file?.blob())?.size ?? 0) + (text?.length ?? 0),
      detail: 'An arm that was made in the Lab',
    };
  });
}

async function listGenerated(caches: Caches): Promise<readonly StoredItem[]> {
  return each(caches, 'generated', '.jsonl', async (cache, url) => {
    const text = (await (await cache.match(url))?.blob()) ?? new Blob();
    const lines = (await text.text()).split('\n').length - 1;
    return { name: 'Generated queries', bytes: text.size, detail: `${lines} passages` };
  });
}

async function each(
  caches: Caches,
  kind: CacheKind,
  ending: string,
  describe: (cache: Cache, url: string) => Promise<Pick<StoredItem, 'name' | 'bytes' | 'detail'>>,
): Promise<readonly StoredItem[]> {
  // Opening a cache would make it.
  if (!(await caches.has(CACHES[kind]))) return [];
  const cache = await caches.open(CACHES[kind]);
  const urls = (await cache.keys()).map(({ url }) => url).filter((url) => url.endsWith(ending));
  return Promise.all(
    urls.map(async (url) => ({ kind, key: url, saved: null, ...(await describe(cache, url)) })),
  );
}

function summaryOf(url: string): string {
  return url.replace(/\.safetensors$/, '.json');
}

function nameIn(summary: string | undefined): string | null {
  try {
    const value = JSON.parse(summary ?? '') as { readonly name?: unknown };
    return typeof value.name === 'string' ? value.name : null;
  } catch {
    return null;
  }
}
