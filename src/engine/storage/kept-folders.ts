import { z } from 'zod';
import type { StoredItem } from '../../protocol/library.ts';
import type { FileStore, StoredFile } from './file-store.ts';

/**
 * What stands in `meta.json` beside whatever is kept in a folder of its own (`corpora/<key>/`, `vectors/<encoder>/<key>/`), for
 * the screen that lists it. Other fields may stand there as well.
 */
const metaSchema = z.object({
  name: z.string(),
  detail: z.string(),
  /** ISO 8601. */
  saved: z.string(),
});

const META = 'meta.json';

/**
 * Folders under another one that have a `meta.json`, and files that belong to none of them, which a crash left behind.
 * @param kind what they are to the screen; an item's key is its path
 */
export async function listFolders(
  store: FileStore,
  under: string,
  kind: StoredItem['kind'],
): Promise<readonly StoredItem[]> {
  const files = await store.list(under);
  const folders = new Map<string, StoredFile[]>();
  for (const file of files) {
    const folder = file.path.slice(0, file.path.lastIndexOf('/'));
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return Promise.all(
    [...folders].map(async ([folder, inside]): Promise<StoredItem> => {
      const meta = await metaOf(store, `${folder}/${META}`);
      return {
        kind,
        key: folder,
        name: meta?.name ?? folder.slice(folder.lastIndexOf('/') + 1),
        detail: meta?.detail ?? 'Not whole: it was cut off while it was written',
        bytes: inside.reduce((sum, { bytes }) => sum + bytes, 0),
        saved: meta?.saved ?? new Date(Math.max(...inside.map(({ modified }) => modified))).toISOString(),
      };
    }),
  );
}

async function metaOf(store: FileStore, path: string): Promise<z.infer<typeof metaSchema> | null> {
  try {
    const stored = await store.read(path);
    return stored === null ? null : metaSchema.parse(JSON.parse(await stored.text()));
  } catch {
    return null;
  }
}
