import { CrosslensError } from '../../protocol/errors.ts';

/** A model's folder that the person picked or dropped. */
export interface PickedFolder {
  /** With the folder's own name before them where the browser gives it. */
  readonly paths: readonly string[];
  /** @throws CrosslensError `not-found`, `out-of-memory` */
  readonly read: (path: string) => Promise<Uint8Array>;
}

/** Larger files do not fit into the memory of WASM beside what running them takes. */
const MAX_MODEL_BYTES = 1.5 * 2 ** 30;

export function pickedFolder(files: readonly File[], name: string): PickedFolder {
  const byPath = new Map(files.map((file) => [file.webkitRelativePath || file.name, file]));
  return {
    paths: [...byPath.keys()],
    async read(path) {
      const file = byPath.get(path);
      if (file === undefined) throw new CrosslensError('not-found', `${name} lacks ${path}.`);
      if (file.size > MAX_MODEL_BYTES) {
        throw new CrosslensError(
          'out-of-memory',
          `${path} is ${(file.size / 2 ** 30).toFixed(1)} GB large; a page can run up to 1.5 GB. Use a quantised export.`,
        );
      }
      return new Uint8Array(await file.arrayBuffer());
    },
  };
}
