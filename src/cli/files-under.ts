import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Every file under a folder, as paths relative to it with `/`. */
export async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}
