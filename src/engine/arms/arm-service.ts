import type { ArmContract } from '../../protocol/arm.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import type { Service } from '../../protocol/service.ts';
import { unpackShard } from '../corpus/shard-blob.ts';
import type { Encoder } from '../encoder/encoder.ts';
import { openEncoder } from '../encoder/encoder.ts';
import { fetchModelFile } from '../models/fetch-model-file.ts';
import type { Runtime } from '../ort/runtime.ts';
import type { Arm } from './arm.ts';
import { createDenseArm } from './dense-arm.ts';
import { createLexicalArm } from './lexical-arm.ts';

/** An arm that ranks by an encoder's vectors, for a worker that was loaded with one build of ONNX Runtime. */
export function createDenseArmService(runtime: Runtime): Service<ArmContract> {
  let encoder: Encoder | null = null;
  let arm: Arm | null = null;
  const needEncoder = (): Encoder => encoder ?? notOpen();
  return {
    async open({ encoder: entry, baseUrl, threads }, { signal, onProgress }) {
      if (entry === null) throw new CrosslensError('internal', 'An encoder worker was asked to open BM25.');
      encoder = await openEncoder(entry, runtime, fetchModelFile(baseUrl), { threads, signal, onProgress });
      arm = createDenseArm(encoder);
      return { dimensions: entry.dimensions, threads };
    },
    async check({ texts }, { signal }) {
      // The first run pays for shader compilation and memory; only the second one says how fast the device is.
      await needEncoder().encode(texts, 'passage', signal);
      const start = performance.now();
      const vectors = await needEncoder().encode(texts, 'passage', signal);
      return { vectors, textsPerSecond: (texts.length * 1000) / (performance.now() - start) };
    },
    ...armMethods(() => arm ?? notOpen()),
  };
}

/** BM25 as an arm: nothing to open, and no device to check. */
export function createLexicalArmService(): Service<ArmContract> {
  const arm = createLexicalArm();
  return {
    open: () => Promise.resolve({ dimensions: null, threads: 1 }),
    check: () => Promise.reject(new CrosslensError('internal', 'BM25 has no vectors to check.')),
    ...armMethods(() => arm),
  };
}

function armMethods(arm: () => Arm): Pick<Service<ArmContract>, 'index' | 'search' | 'evaluate'> {
  return {
    index: async ({ shard, shardHash }, options) => arm().index(await unpackShard(shard), shardHash, options),
    search: (input, { signal }) => arm().search(input, signal),
    evaluate: (input, options) => arm().evaluate(input, options),
  };
}

function notOpen(): never {
  throw new CrosslensError('not-ready', 'The encoder is not open yet.');
}
