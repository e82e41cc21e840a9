import { modelPathSchema } from '../../../protocol/encoder.ts';
import { CrosslensError } from '../../../protocol/errors.ts';
import { strangeFile, tooLarge } from './http.ts';
import { licenceInReadme } from './licence-in-readme.ts';
import { refuseEscape } from './refuse-escape.ts';
import type { Listing, SourceReader } from './source.ts';
import { SMALL_BYTES } from './source.ts';
import { strangeBeginning } from './strange-beginning.ts';

/** What a folder of this machine is, as it has no commits. */
const LOCAL = 'local';

/** Any of them marks a model's folder, the first one surest: modules have a config.json of their own. */
const MARKS = ['modules.json', 'tokenizer.json', 'config.json'];

/**
 * A folder or loose files that were picked or dropped. The paths may begin with the folder's own name, and the model
 * may lie some folders deep.
 * @throws CrosslensError `not-found`, `file-damaged`
 */
export async function listFolder(name: string, files: readonly File[]): Promise<Listing> {
  const byPath = modelFiles(name, files);
  const readme = byPath.get('README.md');
  return {
    name,
    revision: LOCAL,
    licence: licenceInReadme(readme === undefined ? '' : await readme.slice(0, 2 ** 16).text()),
    files: [...byPath].map(([path, file]) => ({ path, bytes: file.size, sha256: null })),
  };
}

export function folderReader(name: string, files: readonly File[]): SourceReader {
  const byPath = modelFiles(name, files);
  const fileAt = (path: string): File => {
    const file = byPath.get(path);
    if (file === undefined) throw new CrosslensError('not-found', `${name} lacks ${path}.`);
    return file;
  };
  const addressOf = (path: string): string => `${name}/${path}`;
  const readable = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof CrosslensError) throw error;
      throw new CrosslensError(
        'file-needed',
        `${addressOf(path)} can no longer be read: it was changed or moved. Choose the folder again.`,
        { cause: error },
      );
    }
  };
  return {
    addressOf,
    keyOf: addressOf,
    blobOf: fileAt,
    mayChange: () => true,
    readSmall: (path) =>
      readable(path, async () => {
        const file = fileAt(path);
        if (file.size > SMALL_BYTES) throw tooLarge(addressOf(path));
        const bytes = new Uint8Array(await file.arrayBuffer());
        const strange = strangeBeginning(bytes);
        if (strange !== null) throw strangeFile(addressOf(path), strange);
        return bytes;
      }),
    open: (path, from) =>
      readable(path, () => {
        const file = fileAt(path);
        const validator = `${file.size}-${file.lastModified}`;
        return Promise.resolve({ from, total: file.size, validator, body: file.slice(from).stream() });
      }),
  };
}

/** Files by their paths in the model's own folder. */
function modelFiles(name: string, files: readonly File[]): ReadonlyMap<string, File> {
  const found = new Map<string, File>();
  for (const file of files) {
    // A worker may get files whose place stands in the name.
    const path = (file.webkitRelativePath || file.name).replace(/^\/+/, '');
    refuseEscape(path, name);
    if (found.has(path)) {
      throw new CrosslensError(
        'file-damaged',
        `There are two files ${path} in ${name}. Choose the folder that they lie in, so that it is clear which is which.`,
      );
    }
    found.set(path, file);
  }
  const root = rootOf([...found.keys()]);
  if (root === null) {
    throw new CrosslensError(
      'not-found',
      `${name} holds no model: neither config.json nor tokenizer.json nor an ONNX file is among its ${files.length} files.`,
    );
  }
  return new Map(
    [...found]
      .filter(([path]) => path.startsWith(root))
      .map(([path, file]) => [path.slice(root.length), file] as const)
      // Hidden files and names that no model file has.
      .filter(([path]) => modelPathSchema.safeParse(path).success),
  );
}

/** The folder nearest to the top that looks like a model's, with a slash at its end; empty for the top itself. */
function rootOf(paths: readonly string[]): string | null {
  for (const mark of MARKS) {
    const folders = paths
      .filter((path) => path === mark || path.endsWith(`/${mark}`))
      .map((path) => path.slice(0, path.length - mark.length));
    const [nearest] = folders.sort((a, b) => depthOf(a) - depthOf(b) || (a < b ? -1 : 1));
    if (nearest !== undefined) return nearest;
  }
  const [graph] = paths.filter((path) => path.endsWith('.onnx')).sort((a, b) => depthOf(a) - depthOf(b));
  return graph?.replace(/[^/]*$/, '').replace(/onnx\/$/, '') ?? null;
}

function depthOf(path: string): number {
  return path.split('/').length;
}
