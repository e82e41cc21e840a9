import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CorpusFile } from '../engine/corpus/read-files.ts';
import { DEMO_FILES, DEMO_NAME } from '../protocol/demo.ts';
import { UsageError } from './usage.ts';

const DEMO = new URL('../../public/demo/', import.meta.url);
const READABLE = /\.(json|jsonl|ndjson)(\.gz)?$/i;

/** The files that `--corpus PATH` means: one file, the readable files of a folder, or the demo shard. */
export async function corpusFiles(path: string): Promise<CorpusFile[]> {
  if (path === DEMO_NAME)
    return Promise.all(DEMO_FILES.map((name) => corpusFile(fileURLToPath(new URL(name, DEMO)))));
  let isFolder: boolean;
  try {
    isFolder = (await stat(path)).isDirectory();
  } catch {
    throw new UsageError(`${path} does not exist. A corpus is a file, a folder, or "${DEMO_NAME}".`);
  }
  if (!isFolder) return [await corpusFile(path)];
  const names = (await readdir(path)).filter((name) => READABLE.test(name)).sort();
  if (names.length === 0) throw new UsageError(`${path} holds no .json or .jsonl file.`);
  return Promise.all(names.map((name) => corpusFile(join(path, name))));
}

export async function corpusFile(path: string): Promise<CorpusFile> {
  const { size } = await stat(path);
  return { name: basename(path), size, bytes: () => readFile(path) };
}
