import type { Env, InferenceSession, Tensor } from 'onnxruntime-web';
import { CrosslensError } from '../../protocol/errors.ts';
import type { Pooling } from '../../protocol/encoder.ts';
import type { Device } from '../../protocol/arm.ts';
import type { OnnxFile, OnnxValue } from '../models/inspect-onnx.ts';
import { inspectOnnx } from '../models/inspect-onnx.ts';
import type { PlannedInput } from '../models/plan-graph.ts';
import { planGraph, widthOf } from '../models/plan-graph.ts';
import { widenHalves } from '../half.ts';
import { explainRunError, explainSessionError } from './session-errors.ts';

/** The part of onnxruntime-web that is used; each build (wasm, webgpu, Node's) has it. */
export interface OrtModule {
  readonly env: Env;
  readonly InferenceSession: Pick<typeof InferenceSession, 'create'>;
  readonly Tensor: typeof Tensor;
}

/** A build of onnxruntime-web together with the device it was imported for. */
export interface Runtime {
  readonly device: Device;
  readonly ort: OrtModule;
}

/** Runs the transformer part of an encoder: token ids in, vectors out. Pooling stays outside. */
export interface TokenModel {
  /**
   * @param inputIds [batch × tokens], padded
   * @param attentionMask [batch × tokens], 1 for tokens and 0 for padding
   * @param what `pooled`: what the pooling is made of; `tokens`: token vectors, whatever the pooling
   * @returns last_hidden_state [batch × tokens × d]; where the graph pools, `pooled` is [batch × d]
   * @throws CrosslensError `out-of-memory`, `device-lost`, `model-invalid`, `not-possible` (no token vectors)
   */
  run(
    inputIds: BigInt64Array,
    attentionMask: BigInt64Array,
    batch: number,
    tokens: number,
    what?: 'pooled' | 'tokens',
  ): Promise<Float32Array>;
  dispose(): Promise<void>;
}

export interface TokenModelOptions {
  /** How the model is called in messages. */
  readonly name: string;
  /** Numbers of each vector that the graph gives; `null`: as many as it likes. */
  readonly dimensions: number | null;
  readonly threads: number;
  /** Decides which output is read; without it token vectors are. */
  readonly pooling?: Pooling;
  /** What the file says of itself, if somebody has looked already. */
  readonly file?: OnnxFile;
  /** Weights in second files, by their place beside the graph. */
  readonly external?: ReadonlyMap<string, Uint8Array>;
}

/**
 * Opens a session on the runtime's device. What a graph is fed with (whole numbers of 32 or 64 bits, positions, an
 * empty cache) is read from the file.
 * @throws CrosslensError `file-damaged` and `model-invalid` (not ONNX, cut short, inputs or outputs of another task,
 * operators that the runtime lacks), `device-unavailable`, `out-of-memory`
 */
export async function openTokenModel(
  runtime: Runtime,
  model: Uint8Array,
  options: TokenModelOptions,
): Promise<TokenModel> {
  const { ort, device } = runtime;
  const { name, dimensions, pooling = 'mean', external } = options;
  const file = options.file ?? inspectOnnx(model, name);
  const plan = planGraph(file, pooling, name);
  const pooled = pooling === 'output' ? plan.text : plan.tokens;
  checkWidth(widthOf(pooled), dimensions, pooled?.name ?? '', name);
  ort.env.logLevel = 'error';
  ort.env.wasm.numThreads = options.threads;
  let session: InferenceSession;
  try {
    session = await ort.InferenceSession.create(model, {
      executionProviders: [device],
      graphOptimizationLevel: 'all',
      ...(external === undefined || external.size === 0
        ? {}
        : { externalData: Array.from(external, ([path, data]) => ({ path, data })) }),
    });
  } catch (error) {
    throw explainSessionError(error, name, device);
  }

  const readOutput = async (
    output: OnnxValue,
    feeds: Record<string, Tensor>,
    batch: number,
    tokens: number,
  ): Promise<Float32Array> => {
    const rows = output === plan.tokens ? [batch, tokens] : [batch];
    let tensor: Tensor | undefined;
    let data: Tensor.DataType;
    try {
      tensor = (await session.run(feeds, [output.name]))[output.name];
      if (tensor === undefined) throw new Error(`the graph did not give ${output.name}`);
      data = await tensor.getData();
    } catch (error) {
      throw explainRunError(error, name, device, batch, tokens);
    }
    const { dims, type } = tensor;
    tensor.dispose();
    const width = dims.at(-1) ?? 0;
    if (dims.join() !== [...rows, width].join()) {
      throw new CrosslensError(
        'model-invalid',
        `${name}: ${output.name} is [${dims.join(', ')}], expected [${[...rows, dimensions ?? 'd'].join(', ')}].`,
      );
    }
    checkWidth(width, output === pooled ? dimensions : null, output.name, name);
    return toSingles(data, type, output.name, name);
  };

  return {
    async run(inputIds, attentionMask, batch, tokens, what = 'pooled') {
      const output = what === 'tokens' ? plan.tokens : pooled;
      if (output === null)
        throw new CrosslensError(
          'not-possible',
          `${name} gives one vector for each text and none for its tokens. Choose a file with last_hidden_state where single tokens are compared.`,
        );
      const feeds: Record<string, Tensor> = {};
      for (const input of plan.inputs)
        feeds[input.name] = feed(ort, input, inputIds, attentionMask, batch, tokens);
      return readOutput(output, feeds, batch, tokens);
    },
    async dispose() {
      await session.release();
    },
  };
}

function feed(
  ort: OrtModule,
  input: PlannedInput,
  inputIds: BigInt64Array,
  attentionMask: BigInt64Array,
  batch: number,
  tokens: number,
): Tensor {
  const shape = [batch, tokens];
  switch (input.role) {
    case 'ids':
      return numbers(ort, input.type, inputIds, shape);
    case 'mask':
      return numbers(ort, input.type, attentionMask, shape);
    case 'types':
      return numbers(ort, input.type, new BigInt64Array(batch * tokens), shape);
    case 'positions': {
      // Texts stand at the left, so that a token's position is its place; what padding gets is never looked at.
      const places = BigInt64Array.from({ length: batch * tokens }, (_, i) => BigInt(i % tokens));
      return numbers(ort, input.type, places, shape);
    }
    case 'cache': {
      const [, heads, , size] = input.shape;
      const dims = [batch, Number(heads), 0, Number(size)];
      return input.type === 'float16'
        ? new ort.Tensor('float16', new Uint16Array(0), dims)
        : new ort.Tensor('float32', new Float32Array(0), dims);
    }
    case 'no':
      return new ort.Tensor('bool', [false], [1]);
  }
}

function numbers(ort: OrtModule, type: string, data: BigInt64Array, shape: readonly number[]): Tensor {
  if (type === 'int32') return new ort.Tensor('int32', Int32Array.from(data, Number), shape);
  if (type === 'float32') return new ort.Tensor('float32', Float32Array.from(data, Number), shape);
  return new ort.Tensor('int64', data, shape);
}

/** Half precision comes as a Float16Array where the engine has one, as bare bits elsewhere. */
function toSingles(data: Tensor.DataType, type: string, output: string, name: string): Float32Array {
  if (data instanceof Float32Array) return data;
  if (type === 'float16' && ArrayBuffer.isView(data)) {
    return data instanceof Uint16Array
      ? widenHalves(data)
      : Float32Array.from(data as unknown as Iterable<number>);
  }
  throw new CrosslensError(
    'model-invalid',
    `${name}: ${output} is ${type}; only float32 and float16 can be read. Choose another file of the repository.`,
  );
}

function checkWidth(found: number | null, expected: number | null, output: string, name: string): void {
  if (found === null || expected === null || found === expected) return;
  throw new CrosslensError(
    'model-invalid',
    `${name}: the vectors of ${output} have ${found} dimensions, expected ${expected}. The file belongs to another model, or its settings do.`,
  );
}
