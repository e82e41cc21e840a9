import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ZOO = new URL('../engine/encoder/fixtures/zoo/', import.meta.url);

/** A tiny model of the zoo (see training/zoo), by the name of its folder. */
export function zooFolder(name: string): string {
  return fileURLToPath(new URL(name, ZOO));
}

/** Every file of a folder by its path, for a server of tests. */
export function readFolder(folder: string): Record<string, Uint8Array<ArrayBuffer>> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path).replaceAll('\\', '/'), new Uint8Array(readFileSync(path))];
    }),
  );
}
