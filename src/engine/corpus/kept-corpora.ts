import * as z from 'zod';
import type { Corpus, CorpusSummary } from '../../domain/corpus/types.ts';
import type { KeepInput, KeptCorpus } from '../../protocol/corpus.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import type { FileStore } from '../storage/file-store.ts';
import { packCorpus } from './pack-corpus.ts';

interface KeepOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Corpora that outlive the page: `corpora/<id>/corpus.jsonl.gz`, and beside it `meta.json` to list it unopened. */
export interface KeptCorpora {
  /** The newest first. What cannot be read is not listed. */
  list(): Promise<readonly KeptCorpus[]>;
  /** @throws CrosslensError `storage-full`, with nothing left behind */
  keep(corpus: Corpus, summary: CorpusSummary, facts: KeepInput, options?: KeepOptions): Promise<KeptCorpus>;
  /** @throws CrosslensError `not-found` */
  open(id: string): Promise<{ readonly kept: KeptCorpus; readonly rows: Blob }>;
  remove(id: string): Promise<void>;
}

const FOLDER = 'corpora';
const ROWS = 'corpus.jsonl.gz';
const META = 'meta.json';
const ID_DIGITS = 16;

const count = z.number().int().nonnegative();
const metaSchema = z.object({
  name: z.string(),
  /** For the list of all that is stored. */
  detail: z.string(),
  saved: z.string(),
  files: z.array(z.string()),
  dataset: z.string().nullable(),
  summary: z.object({
    name: z.string(),
    passages: count,
    queries: count,
    generated: count,
    rows: count,
    characters: count,
    languages: z.array(z.object({ lang: z.string(), passages: count, queries: count, characters: count })),
  }),
});

export function createKeptCorpora(store: FileStore): KeptCorpora {
  const folder = (id: string): string => `${FOLDER}/${id}`;

  const readMeta = async (id: string): Promise<z.infer<typeof metaSchema> | null> => {
    const blob = await store.read(`${folder(id)}/${META}`);
    if (blob === null) return null;
    try {
      const { success, data } = metaSchema.safeParse(JSON.parse(await blob.text()));
      return success ? data : null;
    } catch {
      return null;
    }
  };
  const find = async (id: string): Promise<KeptCorpus | null> => {
    const meta = await readMeta(id);
    if (meta === null) return null;
    const files = await store.list(folder(id));
    if (!files.some(({ path }) => path === `${folder(id)}/${ROWS}`)) return null;
    const { name, saved, dataset, summary } = meta;
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    return { id, name, files: meta.files, dataset, summary, bytes, saved };
  };

  return {
    async list() {
      const paths = (await store.list(FOLDER)).map(({ path }) => path);
      const ids = paths.flatMap((path) => /^corpora\/([0-9a-f]{16})\/meta\.json$/.exec(path)?.[1] ?? []);
      const kept = await Promise.all(ids.map(find));
      return kept.filter((corpus) => corpus !== null).sort((a, b) => (a.saved < b.saved ? 1 : -1));
    },
    async keep(corpus, summary, { dataset, files }, { signal, onProgress } = {}) {
      const { blob, hash } = await packCorpus(corpus, { signal, onProgress });
      const id = hash.slice(0, ID_DIGITS);
      const earlier = await find(id);
      const saved = new Date().toISOString();
      const { name } = corpus;
      const meta: z.infer<typeof metaSchema> = {
        name,
        detail: describe(summary),
        saved,
        files: [...files],
        dataset,
        summary: { ...summary, languages: [...summary.languages] },
      };
      try {
        // The same content may come by another name: the last one counts.
        if (earlier === null) await store.write(`${folder(id)}/${ROWS}`, blob);
        await store.write(`${folder(id)}/${META}`, new Blob([JSON.stringify(meta)]));
      } catch (error) {
        if (earlier === null) await store.remove(folder(id)).catch(() => undefined);
        throw error;
      }
      return { id, name, files, dataset, summary, bytes: blob.size, saved };
    },
    async open(id) {
      const kept = await find(id);
      const rows = kept === null ? null : await store.read(`${folder(id)}/${ROWS}`);
      if (kept === null || rows === null) {
        throw new CrosslensError('not-found', `This browser keeps no corpus ${id}.`);
      }
      return { kept, rows };
    },
    async remove(id) {
      // An id is made here; anything else names no folder of ours.
      if (/^[0-9a-f]{16}$/.test(id)) await store.remove(folder(id));
    },
  };
}

function describe({ passages, queries, languages }: CorpusSummary): string {
  const count = (n: number, one: string, many: string): string =>
    `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;
  return [
    count(passages, 'passage', 'passages'),
    count(queries, 'query', 'queries'),
    count(languages.length, 'language', 'languages'),
  ].join(', ');
}
