import type { ArmContract, FrozenVectors, ModelFilesAt } from '../../protocol/arm.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import type { Service } from '../../protocol/service.ts';
import { sha256 } from '../../protocol/sha256.ts';
import { unpackShard } from '../corpus/shard-blob.ts';
import type { Encoder } from '../encoder/encoder.ts';
import { openEncoder } from '../encoder/encoder.ts';
import { floatsOf } from '../lab/floats-of.ts';
import { fetchModelFile } from '../models/fetch-model-file.ts';
import type { ReadModelFile } from '../models/model-source.ts';
import { readBlobs } from '../models/read-blobs.ts';
import type { Runtime } from '../ort/runtime.ts';
import type { FileStore } from '../storage/file-store.ts';
import type { Arm } from './arm.ts';
import type { DenseArm, Frozen } from './dense-arm.ts';
import { createDenseArm } from './dense-arm.ts';
import { AS_IT_IS } from './lab-parts.ts';
import { openLabParts } from './open-lab-parts.ts';
import { createLexicalArm } from './lexical-arm.ts';
import { createRunArm } from './run-arm.ts';
import type { VectorsBy } from './vector-files.ts';
import { readVectorFiles, writeVectorFiles } from './vector-files.ts';
import { createVectorStore } from './vector-store.ts';

/**
 * An arm that ranks by an encoder's vectors, for a worker that was loaded with one build of ONNX Runtime.
 * @param opening opens where vectors are kept; called when there are any to keep
 */
export function createDenseArmService(
  runtime: Runtime,
  opening: (() => Promise<FileStore>) | null = null,
): Service<ArmContract> {
  let encoder: Encoder | null = null;
  let arm: DenseArm | null = null;
  let by: VectorsBy | null = null;
  const needEncoder = (): Encoder => encoder ?? notOpen();
  const needArm = (): DenseArm => arm ?? notOpen();
  return {
    async open({ source }, { signal, onProgress }) {
      if (source.kind !== 'encoder')
        throw new CrosslensError(
          'internal',
          `An encoder worker was asked to open a source of kind ${source.kind}.`,
        );
      const { encoder: entry, files, threads } = source;
      encoder = await openEncoder(entry, runtime, readerOf(files), { threads, signal, onProgress });
      by = {
        id: entry.id,
        revision: entry.revision,
        lab: source.lab === null ? null : await sha256(await source.lab.arrayBuffer()),
      };
      if (source.lab === null) {
        const kept = opening === null ? null : createVectorStore(entry, runtime.device, opening);
        arm = createDenseArm(encoder, AS_IT_IS, kept);
      } else {
        const made = await openLabParts(source.lab, entry, encoder);
        encoder = made.encoder;
        arm = createDenseArm(encoder, made.parts);
      }
      return { dimensions: entry.dimensions, threads };
    },
    async check({ texts }, { signal }) {
      // The first run pays for shader compilation and memory; only the second one says how fast the device is.
      await needEncoder().encode(texts, 'passage', signal);
      const start = performance.now();
      const vectors = await needEncoder().encode(texts, 'passage', signal);
      const seconds = (performance.now() - start) / 1000;
      const characters = texts.reduce((sum, text) => sum + text.length, 0);
      return {
        vectors,
        textsPerSecond: texts.length / seconds,
        charactersPerSecond: characters / seconds,
      };
    },
    async tokens({ texts, side }, { signal }) {
      const open = needEncoder();
      const { tokens, vectors } = await open.encodeTokens(texts, side, signal);
      return { dimensions: open.dimensions, tokens, vectors: new Blob([vectors]) };
    },
    keep: () => needArm().keep(),
    frozen: () => Promise.resolve(needArm().frozen()),
    async exportVectors(input) {
      const { shard, shardHash, vectors } = needArm().passageVectors();
      return writeVectorFiles(by ?? notOpen(), shard, shardHash, vectors, input);
    },
    async importVectors({ shard: packed, shardHash, ...files }) {
      const shard = await unpackShard(packed);
      const vectors = await readVectorFiles(by ?? notOpen(), needEncoder().dimensions, shard, files);
      await needArm().takePassages(shard, shardHash, vectors);
      return { taken: vectors.size, passages: shard.passages.length };
    },
    ...armMethods(needArm),
    index: async ({ shard, shardHash, frozen }, options) => {
      const known = frozen === null ? null : await readFrozen(frozen);
      return needArm().index(await unpackShard(shard), shardHash, options, known);
    },
  };
}

/** BM25, or a run that was made elsewhere: neither has vectors, nor a device to check. */
export function createLexicalArmService(): Service<ArmContract> {
  let arm: Arm | null = null;
  return {
    async open({ source }) {
      if (source.kind === 'encoder')
        throw new CrosslensError('internal', 'The worker without a runtime was asked to open an encoder.');
      arm = source.kind === 'bm25' ? createLexicalArm() : createRunArm(source.name, await source.run.text());
      return { dimensions: null, threads: 1 };
    },
    check: noVectors,
    // Its index is made in moments and lives as long as its worker.
    keep: () => Promise.resolve({ notice: null }),
    tokens: noVectors,
    frozen: noVectors,
    exportVectors: noVectors,
    importVectors: noVectors,
    ...armMethods(() => arm ?? notOpen()),
  };
}

type Rest = Omit<
  Service<ArmContract>,
  'open' | 'check' | 'keep' | 'tokens' | 'frozen' | 'exportVectors' | 'importVectors'
>;

function armMethods(arm: () => Arm): Rest {
  return {
    index: async ({ shard, shardHash }, options) => arm().index(await unpackShard(shard), shardHash, options),
    search: (input, { signal }) => arm().search(input, signal),
    evaluate: (input, options) => arm().evaluate(input, options),
    values: (input, options) => arm().values(input, options),
    answers: (input, options) => arm().answers(input, options),
    exportRun: (input, options) => arm().exportRun(input, options),
    movers: (input, options) => arm().movers(input, options),
  };
}

function readerOf(files: ModelFilesAt): ReadModelFile {
  return files.kind === 'url' ? fetchModelFile(files.baseUrl) : readBlobs(files.blobs);
}

async function readFrozen({ passages, queries, generated }: FrozenVectors): Promise<Frozen> {
  return {
    passages: await floatsOf(passages),
    queries: await floatsOf(queries),
    generated: await floatsOf(generated),
  };
}

function noVectors(): Promise<never> {
  return Promise.reject(new CrosslensError('internal', 'This arm has no vectors.'));
}

function notOpen(): never {
  throw new CrosslensError('not-ready', 'The arm is not open yet.');
}
