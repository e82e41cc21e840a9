import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isClutter } from '../engine/corpus/archive/member-path.ts';
import { expandArchives } from '../engine/corpus/expand-archives.ts';
import { fetchFiles } from '../engine/corpus/fetch-files.ts';
import type { SourceFile } from '../engine/corpus/source-file.ts';
import { DEMO_FILES, DEMO_NAME } from '../protocol/demo.ts';
import { filesUnder } from './files-under.ts';
import { sourceFromPath } from './path-source.ts';
import type { ProgressLine } from './progress.ts';
import { UsageError } from './usage.ts';

const DEMO = new URL('../../public/demo/', import.meta.url);

/** A larger file is better fetched by itself and read from the disk: what is fetched here is held in memory. */
const MOST_FETCHED = 1024 ** 3;

/**
 * The files that `--corpus PATH` means: one file, every file under a folder, an address, or the demo shard. Members of
 * ZIP archives stand in the place of the archive. @throws UsageError, and CrosslensError for what cannot be fetched
 */
export async function corpusFiles(path: string, progress?: ProgressLine): Promise<readonly SourceFile[]> {
  if (path === DEMO_NAME)
    return Promise.all(DEMO_FILES.map((name) => corpusFile(fileURLToPath(new URL(name, DEMO)))));
  if (/^https?:\/\//i.test(path)) return expandArchives(await fetched(path, progress));
  let isFolder: boolean;
  try {
    isFolder = (await stat(path)).isDirectory();
  } catch {
    throw new UsageError(
      `${path} does not exist. A corpus is a file, a folder, an https address, or "${DEMO_NAME}".`,
    );
  }
  if (!isFolder) return expandArchives([await corpusFile(path)]);
  const found = (await filesUnder(path)).filter((file) => !isClutter(file)).sort();
  if (found.length === 0) throw new UsageError(`${path} holds no file.`);
  const folder = basename(path);
  return expandArchives(
    await Promise.all(found.map((file) => sourceFromPath(join(path, file), `${folder}/${file}`))),
  );
}

export function corpusFile(path: string): Promise<SourceFile> {
  return sourceFromPath(path, basename(path));
}

/** A mirror of the Hub that is named in HF_ENDPOINT may be asked as well, and need not be `https:`. */
async function fetched(url: string, progress?: ProgressLine): Promise<readonly SourceFile[]> {
  const mirror = process.env['HF_ENDPOINT'];
  const origin = mirror !== undefined && URL.canParse(mirror) ? new URL(mirror).origin : '';
  const start = performance.now();
  return fetchFiles([url], {
    origin,
    maxBytes: MOST_FETCHED,
    onProgress({ file, loaded }) {
      const seconds = (performance.now() - start) / 1000;
      progress?.count(`fetching ${file}, bytes`, loaded, seconds > 0 ? loaded / seconds : 0);
    },
  });
}
