import type { Env, InferenceSession, Tensor } from 'onnxruntime-web';
import { CrosslensError } from '../../protocol/errors.ts';
import type { Device } from '../../protocol/arm.ts';

/** The part of onnxruntime-web that is used; each build (wasm, webgpu, Node's) has it. */
export interface OrtModule {
  readonly env: Env;
  readonly InferenceSession: typeof InferenceSession;
  readonly Tensor: typeof Tensor;
}

/** A build of onnxruntime-web together with the device it was imported for. */
export interface Runtime {
  readonly device: Device;
  readonly ort: OrtModule;
}

/** Runs the transformer part of an encoder: token ids in, one vector per token out. Pooling stays outside. */
export interface TokenModel {
  /**
   * @param inputIds [batch × tokens], padded
   * @param attentionMask [batch × tokens], 1 for tokens and 0 for padding
   * @returns last_hidden_state [batch × tokens × dimensions]
   */
  run(
    inputIds: BigInt64Array,
    attentionMask: BigInt64Array,
    batch: number,
    tokens: number,
  ): Promise<Float32Array>;
  dispose(): Promise<void>;
}

const OUTPUT = 'last_hidden_state';
const KNOWN_INPUTS = new Set(['input_ids', 'attention_mask', 'token_type_ids']);

/**
 * Opens a session on the runtime's device.
 * @throws CrosslensError `model-invalid` (not ONNX, unknown inputs, wrong output shape), `device-unavailable`,
 * `device-lost`, `out-of-memory`
 */
export async function openTokenModel(
  runtime: Runtime,
  model: Uint8Array,
  options: { readonly name: string; readonly dimensions: number; readonly threads: number },
): Promise<TokenModel> {
  const { ort, device } = runtime;
  ort.env.logLevel = 'error';
  ort.env.wasm.numThreads = options.threads;
  let session: InferenceSession;
  try {
    session = await ort.InferenceSession.create(model, {
      executionProviders: [device],
      graphOptimizationLevel: 'all',
    });
  } catch (error) {
    throw explainSessionError(error, options.name, device);
  }
  checkNames(session, options.name);

  return {
    async run(inputIds, attentionMask, batch, tokens) {
      const shape = [batch, tokens];
      const feeds: Record<string, Tensor> = {};
      for (const name of session.inputNames) {
        const data =
          name === 'input_ids'
            ? inputIds
            : name === 'attention_mask'
              ? attentionMask
              : new BigInt64Array(batch * tokens);
        feeds[name] = new ort.Tensor('int64', data, shape);
      }
      let hidden: Tensor | undefined;
      try {
        hidden = (await session.run(feeds, [OUTPUT]))[OUTPUT];
      } catch (error) {
        throw explainRunError(error, options.name, device, batch, tokens);
      }
      const expected = [batch, tokens, options.dimensions];
      if (hidden === undefined || hidden.type !== 'float32' || hidden.dims.join() !== expected.join()) {
        throw new CrosslensError(
          'model-invalid',
          `${options.name}: ${OUTPUT} is ${hidden?.type ?? 'missing'} [${hidden?.dims.join(', ') ?? ''}], expected float32 [${expected.join(', ')}].`,
        );
      }
      const data = (await hidden.getData()) as Float32Array;
      hidden.dispose();
      return data;
    },
    async dispose() {
      await session.release();
    },
  };
}

function checkNames(session: InferenceSession, name: string): void {
  const unknown = session.inputNames.filter((input) => !KNOWN_INPUTS.has(input));
  if (unknown.length > 0) {
    throw new CrosslensError(
      'model-invalid',
      `${name} asks for the inputs ${unknown.join(', ')}, which a text encoder does not have.`,
    );
  }
  if (!session.outputNames.includes(OUTPUT)) {
    throw new CrosslensError(
      'model-invalid',
      `${name} has the outputs ${session.outputNames.join(', ')}; ${OUTPUT} is missing.`,
    );
  }
}

function explainSessionError(error: unknown, name: string, device: Device): CrosslensError {
  const text = messageOf(error);
  if (isOutOfMemory(text))
    return new CrosslensError('out-of-memory', `${name} does not fit into memory: ${text}`, { cause: error });
  if (/protobuf|model format|invalid model/i.test(text)) {
    return new CrosslensError('model-invalid', `${name} is not an ONNX model that can be read: ${text}`, {
      cause: error,
    });
  }
  const code = device === 'webgpu' ? 'device-unavailable' : 'model-invalid';
  return new CrosslensError(code, `${name} cannot be opened on ${device}: ${text}`, { cause: error });
}

function explainRunError(
  error: unknown,
  name: string,
  device: Device,
  batch: number,
  tokens: number,
): CrosslensError {
  const text = messageOf(error);
  if (isOutOfMemory(text)) {
    return new CrosslensError(
      'out-of-memory',
      `${name} ran out of memory on a batch of ${String(batch)} × ${String(tokens)} tokens: ${text}`,
      { cause: error },
    );
  }
  // Whatever stops a GPU half-way (a lost device, a shader that does not compile) has one cure: another device.
  const code = device === 'webgpu' ? 'device-lost' : 'internal';
  return new CrosslensError(code, `${name} failed on ${device}: ${text}`, { cause: error });
}

function isOutOfMemory(text: string): boolean {
  return /out of memory|bad_alloc|allocation failed|failed to allocate/i.test(text);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
