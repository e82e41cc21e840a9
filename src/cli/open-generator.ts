import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Generator } from '../engine/generator/generator.ts';
import { openGenerator } from '../engine/generator/generator.ts';
import { chooseGeneratorFiles, readGeneratorFiles } from '../engine/generator/model-files.ts';
import { openShippedGenerator } from '../engine/generator/open-shipped.ts';
import { nodeRuntime } from '../engine/ort/node.ts';
import { filesUnder } from './files-under.ts';
import { folderReader, readManifest } from './model-folder.ts';
import { UsageError } from './usage.ts';

/** A generator that ships, by its id, or a folder in the Hugging Face layout. */
export async function openGeneratorNamed(name: string | undefined, threads: number): Promise<Generator> {
  const { generators } = await readManifest();
  const entry = name === undefined ? generators[0] : generators.find(({ id }) => id === name);
  if (entry !== undefined) {
    return openShippedGenerator(entry, folderReader(entry.id), nodeRuntime, { threads });
  }
  const isFolder = name !== undefined && (await stat(name).catch(() => null))?.isDirectory() === true;
  if (!isFolder) {
    const known = generators.map(({ id }) => id).join(', ');
    throw new UsageError(
      `--generator: ${name ?? ''} is neither a generator that ships (${known}) nor a folder.`,
    );
  }
  const chosen = chooseGeneratorFiles(await filesUnder(name), name);
  const files = await readGeneratorFiles(chosen, name, (path) => readFile(join(name, path)));
  return openGenerator(files, nodeRuntime, { threads });
}
