/**
 * Whether the browser may clear what this page stores when the disk is short of room: `best-effort`, it may;
 * `persistent`, it asks the person first; `unknown`, this browser does not tell.
 */
export type Persistence = 'persistent' | 'best-effort' | 'unknown';

/** `navigator.storage` is missing outside secure contexts, whatever its type says. */
function manager(): StorageManager | undefined {
  return (navigator as { readonly storage?: StorageManager }).storage;
}

export async function persistence(): Promise<Persistence> {
  try {
    const kept = await manager()?.persisted();
    return kept === undefined ? 'unknown' : kept ? 'persistent' : 'best-effort';
  } catch {
    return 'unknown';
  }
}

/** Asks the browser to keep what is stored. Some ask the person, others decide by how the page is used. */
export async function askToPersist(): Promise<Persistence> {
  try {
    const granted = await manager()?.persist();
    return granted === undefined ? 'unknown' : granted ? 'persistent' : 'best-effort';
  } catch {
    return 'unknown';
  }
}
