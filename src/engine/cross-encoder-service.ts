import type { Shard } from '../domain/corpus/types.ts';
import type { CrossEncoderContract } from '../protocol/cross-encoder.ts';
import { CrosslensError } from '../protocol/errors.ts';
import type { Service } from '../protocol/service.ts';
import { unpackShard } from './corpus/shard-blob.ts';
import type { CrossEncoder } from './cross-encoder/cross-encoder.ts';
import { openCrossEncoder } from './cross-encoder/cross-encoder.ts';
import { chooseCrossEncoderFiles, readCrossEncoderFiles } from './cross-encoder/model-files.ts';
import type { Reranked } from './cross-encoder/rerank.ts';
import { rerank, startReranked } from './cross-encoder/rerank.ts';
import { createQueue } from './in-turn.ts';
import { candidatesOfRun } from './lab/candidates-of-run.ts';
import type { CandidateRows } from './lab/write-candidates.ts';
import { writeCandidates } from './lab/write-candidates.ts';
import { fetchModelFile } from './models/fetch-model-file.ts';
import { checkedReader } from './models/model-source.ts';
import { pickedFolder } from './models/picked-folder.ts';
import type { Runtime } from './ort/runtime.ts';

interface Job {
  readonly shard: Shard;
  readonly rows: CandidateRows;
  reranked: Reranked;
}

/** One cross-encoder in a worker, and the candidates that it is to order. */
export function createCrossEncoderService(runtime: Runtime): Service<CrossEncoderContract> {
  let model: CrossEncoder | null = null;
  let job: Job | null = null;
  // A run that was cancelled still ends its last batch; the next one goes on behind it.
  const inTurn = createQueue();
  const need = (): CrossEncoder => {
    if (model === null) throw new CrosslensError('not-ready', 'The cross-encoder is not open yet.');
    return model;
  };

  return {
    async open({ source, threads }, { signal, onProgress }) {
      const { name } = source;
      const folder =
        source.kind === 'files'
          ? pickedFolder(source.files, name)
          : {
              paths: source.files.map(({ path }) => path),
              read: checkedReader({ id: name, files: source.files }, fetchModelFile(source.baseUrl), {
                signal,
                onProgress,
              }),
            };
      const paths = chooseCrossEncoderFiles(folder.paths, name);
      const files = await readCrossEncoderFiles(paths, name, folder.read);
      onProgress({ step: 'session', file: paths.model, loaded: 0, total: 1 });
      const opened = await openCrossEncoder(files, runtime, { threads });
      await model?.dispose();
      model = opened;
      // What another model has ordered is not gone on with.
      if (job !== null) job.reranked = startReranked();
      return { name, maxTokens: opened.maxTokens, notes: opened.notes };
    },
    async score(pairs, { signal }) {
      return (await need().score(pairs, { signal })).scores;
    },
    async candidates(input) {
      const shard = await unpackShard(input.shard);
      const rows = candidatesOfRun(shard, await input.run.text(), input.depth);
      job = { shard, rows, reranked: startReranked() };
      return {
        candidates: writeCandidates(shard, rows),
        queries: rows.filter(({ length }) => length > 0).length,
        pairs: rows.reduce((sum, { length }) => sum + length, 0),
      };
    },
    rerank: (_, options) =>
      inTurn(async () => {
        const scorer = need();
        if (job === null) throw new CrosslensError('not-ready', 'There are no candidates to order yet.');
        const { shard, rows, reranked } = job;
        await rerank(shard, rows, scorer, reranked, options);
        return {
          permutations: new Blob(reranked.lines, { type: 'application/jsonl' }),
          queries: reranked.lines.filter((line) => line !== '').length,
          cut: reranked.cut,
        };
      }),
  };
}
