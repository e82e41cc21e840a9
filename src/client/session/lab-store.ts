import type { LabArmFile, LabArmSummary } from '../../protocol/lab.ts';

/** Arms of the Lab that were made or imported, kept over reloads. */
export interface LabStore {
  list(): Promise<readonly LabArmFile[]>;
  /** False where the browser keeps nothing (private windows, a full disk): the arm then lives as long as the page. */
  add(arm: LabArmFile): Promise<boolean>;
  remove(hash: string): Promise<void>;
}

const CACHE = 'crosslens-lab';

/** Kept in Cache Storage under the page's own origin: the file, and beside it what it is, to list it unopened. */
export function createLabStore(baseUrl: string): LabStore {
  const fileUrl = (hash: string): string => `${baseUrl}lab/${hash}.safetensors`;
  const summaryUrl = (hash: string): string => `${baseUrl}lab/${hash}.json`;
  return {
    async list() {
      try {
        const cache = await caches.open(CACHE);
        const urls = (await cache.keys()).map(({ url }) => url).filter((url) => url.endsWith('.safetensors'));
        const arms = await Promise.all(
          urls.map(async (url): Promise<LabArmFile[]> => {
            const hash = /([0-9a-f]{16})\.safetensors$/.exec(url)?.[1] ?? '';
            const [file, summary] = await Promise.all([cache.match(url), cache.match(summaryUrl(hash))]);
            if (file === undefined || summary === undefined) return [];
            return [
              { hash, file: await file.blob(), summary: JSON.parse(await summary.text()) as LabArmSummary },
            ];
          }),
        );
        return arms.flat();
      } catch {
        return [];
      }
    },
    async add({ hash, file, summary }) {
      try {
        const cache = await caches.open(CACHE);
        await cache.put(summaryUrl(hash), new Response(JSON.stringify(summary)));
        await cache.put(fileUrl(hash), new Response(file));
        return true;
      } catch {
        return false;
      }
    },
    async remove(hash) {
      try {
        const cache = await caches.open(CACHE);
        await Promise.all([cache.delete(fileUrl(hash)), cache.delete(summaryUrl(hash))]);
      } catch {
        // There is nothing to remove where nothing can be kept.
      }
    },
  };
}
