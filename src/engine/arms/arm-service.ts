import type { ArmContract, FrozenVectors } from '../../protocol/arm.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import type { Service } from '../../protocol/service.ts';
import { unpackShard } from '../corpus/shard-blob.ts';
import type { Encoder } from '../encoder/encoder.ts';
import { openEncoder } from '../encoder/encoder.ts';
import { floatsOf } from '../lab/floats-of.ts';
import { fetchModelFile } from '../models/fetch-model-file.ts';
import type { Runtime } from '../ort/runtime.ts';
import type { Arm } from './arm.ts';
import type { DenseArm, Frozen } from './dense-arm.ts';
import { createDenseArm } from './dense-arm.ts';
import { openLabParts } from './open-lab-parts.ts';
import { createLexicalArm } from './lexical-arm.ts';
import { createRunArm } from './run-arm.ts';

/** An arm that ranks by an encoder's vectors, for a worker that was loaded with one build of ONNX Runtime. */
export function createDenseArmService(runtime: Runtime): Service<ArmContract> {
  let encoder: Encoder | null = null;
  let arm: DenseArm | null = null;
  const needEncoder = (): Encoder => encoder ?? notOpen();
  return {
    async open({ source }, { signal, onProgress }) {
      if (source.kind !== 'encoder')
        throw new CrosslensError(
          'internal',
          `An encoder worker was asked to open a source of kind ${source.kind}.`,
        );
      const { encoder: entry, baseUrl, threads } = source;
      encoder = await openEncoder(entry, runtime, fetchModelFile(baseUrl), { threads, signal, onProgress });
      if (source.lab === null) {
        arm = createDenseArm(encoder);
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
      return { vectors, textsPerSecond: (texts.length * 1000) / (performance.now() - start) };
    },
    async tokens({ texts, side }, { signal }) {
      const open = needEncoder();
      const { tokens, vectors } = await open.encodeTokens(texts, side, signal);
      return { dimensions: open.dimensions, tokens, vectors: new Blob([vectors]) };
    },
    frozen: () => Promise.resolve((arm ?? notOpen()).frozen()),
    ...armMethods(() => arm ?? notOpen()),
    index: async ({ shard, shardHash, frozen }, options) => {
      const known = frozen === null ? null : await readFrozen(frozen);
      return (arm ?? notOpen()).index(await unpackShard(shard), shardHash, options, known);
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
    tokens: noVectors,
    frozen: noVectors,
    ...armMethods(() => arm ?? notOpen()),
  };
}

function armMethods(arm: () => Arm): Omit<Service<ArmContract>, 'open' | 'check' | 'tokens' | 'frozen'> {
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
