import type { InferenceSession, Tensor } from 'onnxruntime-web';
import { CrosslensError } from '../../protocol/errors.ts';
import type { Device } from '../../protocol/arm.ts';
import type { Runtime } from './runtime.ts';

/** A tensor of the runtime. It is handed from one run to the next as it is; on WebGPU it may never leave the device. */
export interface GraphTensor {
  readonly type: string;
  readonly dims: readonly number[];
}

/** Name → tensor. */
export type GraphTensors = Readonly<Record<string, GraphTensor>>;

export interface GraphValue {
  readonly name: string;
  /** `float32`, `int64`, `bool`, …; empty for what is not a tensor. */
  readonly type: string;
  /** A name stands for a length that is known only when the graph runs. */
  readonly shape: readonly (number | string)[];
}

/** An ONNX graph of any shape, opened on one device. */
export interface Graph {
  /** How it is called in messages. */
  readonly name: string;
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
  /**
   * @param fetches the outputs that are wanted; others are not brought back
   * @throws CrosslensError `out-of-memory`, `device-lost`, `internal`
   */
  run(feeds: GraphTensors, fetches: readonly string[]): Promise<GraphTensors>;
  int64(data: BigInt64Array, dims: readonly number[]): GraphTensor;
  float32(data: Float32Array, dims: readonly number[]): GraphTensor;
  bool(value: boolean): GraphTensor;
  /** The numbers of a float32 tensor, brought back from the device if need be. */
  read(tensor: GraphTensor): Promise<Float32Array>;
  /** Frees what a tensor holds on the device; needless on WASM, where outputs are ordinary arrays. */
  release(tensor: GraphTensor): void;
  dispose(): Promise<void>;
}

/**
 * Opens a graph whose inputs and outputs the caller knows.
 * @param options.keepOnDevice outputs that go into the next run: on WebGPU they stay there. Names that the graph does not have
 * are passed over, as what a graph has is known only once it is open
 * @throws CrosslensError `model-invalid`, `device-unavailable`, `out-of-memory`
 */
export async function openGraph(
  runtime: Runtime,
  model: Uint8Array,
  options: {
    readonly name: string;
    readonly threads: number;
    readonly keepOnDevice?: readonly string[];
  },
): Promise<Graph> {
  const { ort, device } = runtime;
  const { name } = options;
  ort.env.logLevel = 'error';
  ort.env.wasm.numThreads = options.threads;
  let session: InferenceSession;
  try {
    session = await ort.InferenceSession.create(model, {
      executionProviders: [device],
      graphOptimizationLevel: 'all',
      ...(device === 'webgpu' && options.keepOnDevice !== undefined
        ? {
            preferredOutputLocation: Object.fromEntries(
              options.keepOnDevice.map((output) => [output, 'gpu-buffer']),
            ),
          }
        : {}),
    });
  } catch (error) {
    throw explain(error, name, device, 'open');
  }

  return {
    name,
    inputs: session.inputMetadata.map(valueOf),
    outputs: session.outputMetadata.map(valueOf),
    async run(feeds, fetches) {
      try {
        return await session.run(feeds as Record<string, Tensor>, fetches);
      } catch (error) {
        throw explain(error, name, device, 'run');
      }
    },
    int64: (data, dims) => new ort.Tensor('int64', data, dims),
    float32: (data, dims) => new ort.Tensor('float32', data, dims),
    bool: (value) => new ort.Tensor('bool', [value], [1]),
    async read(tensor) {
      if (tensor.type !== 'float32') {
        throw new CrosslensError(
          'model-invalid',
          `${name} gives ${tensor.type} where float32 is read. Use an export with float32 inputs and outputs.`,
        );
      }
      try {
        return (await (tensor as Tensor).getData()) as Float32Array;
      } catch (error) {
        throw explain(error, name, device, 'run');
      }
    },
    release(tensor) {
      (tensor as Tensor).dispose();
    },
    async dispose() {
      await session.release();
    },
  };
}

function valueOf(value: InferenceSession.ValueMetadata): GraphValue {
  return value.isTensor
    ? { name: value.name, type: value.type, shape: value.shape }
    : { name: value.name, type: '', shape: [] };
}

function explain(error: unknown, name: string, device: Device, step: 'open' | 'run'): CrosslensError {
  const text = error instanceof Error ? error.message : String(error);
  const make = (code: ConstructorParameters<typeof CrosslensError>[0], what: string): CrosslensError =>
    new CrosslensError(code, `${name} ${what}: ${text}`, { cause: error });
  if (/out of memory|bad_alloc|allocation failed|failed to allocate/i.test(text)) {
    return make('out-of-memory', step === 'open' ? 'does not fit into memory' : 'ran out of memory');
  }
  if (step === 'run') return make(device === 'webgpu' ? 'device-lost' : 'internal', `failed on ${device}`);
  if (/protobuf|model format|invalid model/i.test(text))
    return make('model-invalid', 'is not an ONNX model that can be read');
  return make(device === 'webgpu' ? 'device-unavailable' : 'model-invalid', `cannot be opened on ${device}`);
}
