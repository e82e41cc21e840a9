import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { selectShard } from '../domain/corpus/select-shard.ts';
import { packShard } from './corpus/shard-blob.ts';
import { sha256 } from '../protocol/sha256.ts';
import { createCrossEncoderService } from './cross-encoder-service.ts';
import { readPermutations } from './lab/read-permutations.ts';
import { nodeRuntime } from './ort/node.ts';

const FOLDER = new URL('./cross-encoder/fixtures/bert-tiny/', import.meta.url);
const golden = JSON.parse(await readFile(new URL('golden.json', FOLDER), 'utf8')) as {
  queries: string[];
  passages: string[];
  scores: number[];
};
const PASSAGES = golden.passages.length;

async function picked(path: string): Promise<File> {
  const file = new File([await readFile(new URL(path, FOLDER))], path.split('/').at(-1) ?? '');
  Object.defineProperty(file, 'webkitRelativePath', { value: `tiny/${path}` });
  return file;
}
const FILES = await Promise.all(
  ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx'].map(picked),
);

/** Nine copies of each query, so that there are more than are scored together. */
const SHARD = selectShard(
  {
    name: 'tiny',
    passages: golden.passages.map((text, i) => ({ id: `p${String(i)}`, lang: 'en', text })),
    queries: Array.from({ length: 9 }, (_, copy) =>
      golden.queries.map((text, i) => ({
        id: `q${String(i)}.${String(copy)}`,
        lang: 'en',
        text,
        relevant: ['p0'],
      })),
    ).flat(),
    generated: [],
  },
  { queryLanguages: [], passageLanguages: [], rows: { mode: 'all' } },
);
/** All passages of each query in the order of their ids; the last query is left out. */
const RUN = SHARD.queries
  .slice(0, -1)
  .flatMap(({ id }) =>
    golden.passages.map((_, p) => `${id} Q0 p${String(p)} ${String(p + 1)} ${String(-p)} run\n`),
  )
  .join('');
const CONTEXT = { signal: new AbortController().signal, onProgress: () => undefined };

async function opened() {
  const service = createCrossEncoderService(nodeRuntime);
  await service.open({ source: { kind: 'files', name: 'tiny', files: FILES }, threads: 1 }, CONTEXT);
  return service;
}
const candidatesOf = async () => ({
  shard: (await packShard(SHARD)).blob,
  run: new Blob([RUN]),
  depth: PASSAGES,
});

/** What PyTorch's scores say. */
function orderOf(query: number): string[] {
  const scores = golden.scores.slice(query * PASSAGES, (query + 1) * PASSAGES);
  return scores
    .map((score, p) => ({ id: `p${String(p)}`, score }))
    .sort((a, b) => b.score - a.score)
    .map(({ id }) => id);
}

describe('the cross-encoder service', () => {
  it('orders what an arm found, as PyTorch’s scores have it, in a file that is read as permutations', async () => {
    const service = await opened();
    const { candidates, queries, pairs } = await service.candidates(await candidatesOf(), CONTEXT);
    expect({ queries, pairs }).toEqual({ queries: 26, pairs: 26 * PASSAGES });
    expect((await candidates.text()).split('\n')).toHaveLength(27);
    const { permutations, ...told } = await service.rerank(null, CONTEXT);
    expect(told).toEqual({ queries: 26, cut: expect.any(Number) as unknown });
    const { orders, notes } = await readPermutations({ name: 'r', content: permutations }, SHARD);
    expect(notes).toEqual([]);
    expect(Object.keys(orders)).toHaveLength(26);
    for (const [id, order] of Object.entries(orders)) {
      expect(order).toEqual(orderOf(Number(id[1])));
      expect(order).not.toEqual(golden.passages.map((_, p) => `p${String(p)}`));
    }
  });

  it('goes on where it was cancelled, and anew with other candidates', async () => {
    const service = await opened();
    await service.candidates(await candidatesOf(), CONTEXT);
    const controller = new AbortController();
    const first: number[] = [];
    const run = service.rerank(null, {
      signal: controller.signal,
      onProgress: ({ done, total }) => {
        expect(total).toBe(26 * PASSAGES);
        first.push(done);
        if (done > 8 * PASSAGES) controller.abort();
      },
    });
    await expect(run).rejects.toMatchObject({ code: 'aborted' });
    const second: number[] = [];
    const { permutations } = await service.rerank(null, {
      ...CONTEXT,
      onProgress: ({ done }) => second.push(done),
    });
    expect(second[0]).toBeGreaterThan(8 * PASSAGES);
    const fresh = await opened();
    await fresh.candidates(await candidatesOf(), CONTEXT);
    expect(await permutations.text()).toBe(await (await fresh.rerank(null, CONTEXT)).permutations.text());
    await service.candidates({ ...(await candidatesOf()), depth: 1 }, CONTEXT);
    expect((await service.rerank(null, CONTEXT)).cut).toBe(0);
  });

  it('opens a folder on a server, and refuses bytes that are not those that were listed', async () => {
    const paths = ['config.json', 'tokenizer.json', 'onnx/model.onnx'];
    const files = await Promise.all(
      paths.map(async (path) => {
        const bytes = await readFile(new URL(path, FOLDER));
        return { path, bytes: bytes.length, sha256: await sha256(bytes) };
      }),
    );
    const server = createServer((request, response) => {
      void readFile(new URL(`.${request.url ?? ''}`, FOLDER)).then((bytes) => response.end(bytes));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const service = createCrossEncoderService(nodeRuntime);
    const open = (listed: typeof files) =>
      service.open({ source: { kind: 'url', name: 'tiny', baseUrl, files: listed }, threads: 1 }, CONTEXT);
    expect(await open(files)).toMatchObject({ name: 'tiny', maxTokens: 40 });
    const changed = files.map((file) => ({ ...file, sha256: file.sha256.replace(/^./, 'x') }));
    await expect(open(changed)).rejects.toMatchObject({ code: 'hash-mismatch' });
    server.close();
  });

  it('scores pairs one by one, and says what it lacks', async () => {
    const closed = createCrossEncoderService(nodeRuntime);
    await expect(closed.score([], CONTEXT)).rejects.toMatchObject({ code: 'not-ready' });
    const service = await opened();
    await expect(service.rerank(null, CONTEXT)).rejects.toMatchObject({ code: 'not-ready' });
    const [query = ''] = golden.queries;
    const scores = await service.score(
      golden.passages.map((passage) => ({ query, passage })),
      CONTEXT,
    );
    golden.scores.slice(0, PASSAGES).forEach((expected, i) => {
      expect(scores[i]).toBeCloseTo(expected, 4);
    });
  });
});
