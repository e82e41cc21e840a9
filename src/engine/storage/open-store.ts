import type { FileStore } from './file-store.ts';
import { createMemoryStore } from './memory-store.ts';
import { openOpfsStore } from './opfs-store.ts';

/**
 * The browser's disk where it works, memory elsewhere. It is tried for real: private windows have the interface and
 * refuse to write, and a full disk shows itself with the first file.
 */
export async function openStore(): Promise<FileStore> {
  const name = `probe/${crypto.randomUUID()}`;
  try {
    const store = await openOpfsStore();
    const appender = await store.append(name);
    await appender.write(new Uint8Array([1, 2, 3]));
    await appender.close();
    const kept = await (await store.read(name))?.arrayBuffer();
    // The file alone: other workers may be trying theirs in the same folder at this moment.
    await store.remove(name);
    return kept?.byteLength === 3 ? store : createMemoryStore();
  } catch {
    return createMemoryStore();
  }
}
