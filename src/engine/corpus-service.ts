import { selectShard, summarise } from '../domain/corpus/select-shard.ts';
import type { Corpus, Shard } from '../domain/corpus/types.ts';
import type { CorpusContract } from '../protocol/corpus.ts';
import { CrosslensError } from '../protocol/errors.ts';
import type { Service } from '../protocol/service.ts';
import type { CorpusFile } from './corpus/read-files.ts';
import { readCorpus } from './corpus/read-files.ts';
import { packShard } from './corpus/shard-blob.ts';

/** Holds the corpus that is open, and the shard cut from it. A corpus that cannot be read replaces nothing. */
export function createCorpusService(): Service<CorpusContract> {
  let corpus: Corpus | null = null;
  let current: Shard | null = null;
  return {
    async read({ name, source }, { signal, onProgress }) {
      const files =
        source.kind === 'files'
          ? source.files.map(fromFile)
          : await Promise.all(source.urls.map((url) => fromUrl(url, signal)));
      const read = await readCorpus(name, files, { signal, onProgress });
      if (read.corpus !== null) corpus = read.corpus;
      return { summary: read.corpus === null ? null : summarise(read.corpus), report: read.report };
    },
    async shard(choice) {
      if (corpus === null) throw new CrosslensError('not-ready', 'No corpus is open.');
      const shard = selectShard(corpus, choice);
      if (shard.passages.length === 0) {
        throw new CrosslensError(
          'corpus-empty',
          'The choice of languages and rows leaves no passage. Choose more.',
        );
      }
      current = shard;
      const { blob, hash } = await packShard(shard);
      return { shard: blob, shardHash: hash, summary: summarise(shard) };
    },
    listQueries({ languages, contains, limit }) {
      const wanted = new Set(languages);
      const needle = contains.toLocaleLowerCase();
      const found = (current?.queries ?? []).filter(
        (query) =>
          (wanted.size === 0 || wanted.has(query.lang)) && query.text.toLocaleLowerCase().includes(needle),
      );
      return Promise.resolve(found.slice(0, limit));
    },
  };
}

function fromFile(file: File): CorpusFile {
  // A folder's files carry their path; the name alone says too little when two folders hold an `en.json`.
  const name = file.webkitRelativePath || file.name;
  return { name, size: file.size, bytes: async () => new Uint8Array(await file.arrayBuffer()) };
}

async function fromUrl(url: string, signal: AbortSignal): Promise<CorpusFile> {
  const response = await fetch(url, { signal });
  if (!response.ok)
    throw new CrosslensError('network', `${url} answered ${String(response.status)} ${response.statusText}.`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return {
    name: new URL(url).pathname.split('/').pop() ?? url,
    size: bytes.length,
    bytes: () => Promise.resolve(bytes),
  };
}
