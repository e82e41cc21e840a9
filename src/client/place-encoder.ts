import type { ArmContract, CheckOutput, Device, ModelFilesAt, OpenProgress } from '../protocol/arm.ts';
import { CrosslensError, toWireError } from '../protocol/errors.ts';
import type { EncoderProfile } from '../protocol/encoder.ts';
import type { Capabilities } from './capabilities.ts';
import type { Connection } from './connect.ts';
import { connect } from './connect.ts';
import type { Placement } from './session/session-state.ts';
import { spawnEncoder } from './spawn.ts';

/** An encoder that is open in a worker of its own, and why it runs where it does. */
export interface PlacedEncoder {
  readonly connection: Connection<ArmContract>;
  readonly placement: Placement;
}

/** Texts that every device must encode alike, one for each way of writing that the encoders know. */
const CHECK_TEXTS: readonly string[] = [
  'Where does the river begin?',
  'ወንዙ ከየት ይነሳል?',
  'ទន្លេចាប់ផ្តើមពីណា?',
  'أين يبدأ النهر؟',
  'แม่น้ำเริ่มต้นที่ไหน',
  'नदी कहाँ से शुरू होती है?',
  'Где начинается река?',
  '这条河发源于哪里？',
];

/** Below this cosine a device computes something else than the encoder (real GPUs have returned garbage). */
const MIN_COSINE = 0.99;

/** Repeated, so that a check takes long enough for its speed to mean something. */
const REPEATS = 8;
/** An encoder that is slower than this shows its speed on the first round; to repeat it would be waiting for nothing. */
const SLOW_TEXTS_PER_SECOND = 20;

interface Trial {
  readonly connection: Connection<ArmContract>;
  readonly check: CheckOutput;
  readonly threads: number;
}

type Rates = Pick<Placement, 'textsPerSecond' | 'charactersPerSecond'>;

/**
 * Opens an encoder on the device that was asked for; on `auto`, opens it on both, compares their vectors and their
 * speed, and keeps the faster one. Whatever is wrong with the GPU, WASM is what remains.
 */
export async function placeEncoder(options: {
  readonly encoder: EncoderProfile;
  readonly files: ModelFilesAt;
  /** What the Lab made of it; `null`: the encoder as it is. */
  readonly lab: Blob | null;
  readonly device: Device | 'auto';
  /** WASM because WebGPU failed half-way, which the card then says. */
  readonly afterFailure: boolean;
  readonly capabilities: Capabilities;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: OpenProgress, note: string) => void;
  readonly onDeath: (error: CrosslensError) => void;
}): Promise<PlacedEncoder> {
  const { device, capabilities } = options;
  let wasm: Trial;
  try {
    wasm = await tryDevice('wasm', options);
  } catch (error) {
    // An encoder that is too large for WASM, or has operators that it lacks, may still run on a GPU.
    if (options.signal.aborted || device === 'wasm' || !mayTryGpu(options)) throw error;
    return onlyGpu(options, toWireError(error).message);
  }
  const reference = rates(wasm, null);
  const threads = wasm.threads === 1 ? 'one thread' : `${String(wasm.threads)} threads`;
  if (options.afterFailure) {
    return keep(wasm, 'wasm', `WASM with ${threads}, after WebGPU failed.`, null, reference);
  }
  if (device === 'wasm') return keep(wasm, 'wasm', `WASM with ${threads}, as you chose.`, null, reference);
  if (capabilities.webgpu === null) {
    return keep(wasm, 'wasm', `WASM with ${threads}. ${capabilities.webgpuReason}`, null, reference);
  }
  if (device === 'auto' && capabilities.webgpu.software) {
    return keep(
      wasm,
      'wasm',
      `WASM with ${threads}: the only WebGPU adapter is software (${capabilities.webgpu.adapter}).`,
      null,
      reference,
    );
  }

  if (needsF16(options.encoder.dtype) && !capabilities.webgpu.f16) {
    return keep(
      wasm,
      'wasm',
      `WASM with ${threads}: the weights are ${options.encoder.dtype}, and this GPU has no half precision (shader-f16).`,
      null,
      reference,
    );
  }

  let gpu: Trial;
  try {
    gpu = await tryDevice('webgpu', options);
  } catch (error) {
    if (options.signal.aborted) {
      wasm.connection.dispose();
      throw error;
    }
    return keep(
      wasm,
      'wasm',
      `WASM with ${threads}: WebGPU failed (${toWireError(error).message})`,
      null,
      reference,
    );
  }
  const cosine = lowestCosine(wasm.check.vectors, gpu.check.vectors, options.encoder.dimensions);
  const both = rates(wasm, gpu);
  // Not `cosine < MIN_COSINE`: NaN must be refused as well.
  if (!(cosine >= MIN_COSINE)) {
    gpu.connection.dispose();
    return keep(
      wasm,
      'wasm',
      `WASM with ${threads}: WebGPU's vectors differ (cosine ${cosine.toFixed(3)}).`,
      cosine,
      both,
    );
  }
  if (device === 'webgpu') {
    wasm.connection.dispose();
    return keep(gpu, 'webgpu', 'WebGPU, as you chose.', cosine, both);
  }
  const ratio = gpu.check.textsPerSecond / wasm.check.textsPerSecond;
  if (ratio > 1) {
    wasm.connection.dispose();
    return keep(gpu, 'webgpu', `WebGPU: ${ratio.toFixed(1)} times as fast as WASM here.`, cosine, both);
  }
  gpu.connection.dispose();
  return keep(
    wasm,
    'wasm',
    `WASM with ${threads}: ${(1 / ratio).toFixed(1)} times as fast as WebGPU here.`,
    cosine,
    both,
  );
}

/** What the first look at the GPU says for or against it, before a byte of the encoder is opened there. */
function mayTryGpu({
  afterFailure,
  capabilities,
  encoder,
  device,
}: Parameters<typeof placeEncoder>[0]): boolean {
  const { webgpu } = capabilities;
  if (afterFailure || webgpu === null || (device === 'auto' && webgpu.software)) return false;
  return webgpu.f16 || !needsF16(encoder.dtype);
}

function needsF16(dtype: string): boolean {
  return /f16|fp16/.test(dtype);
}

/** There is nothing to hold the GPU's vectors against, which the card then says. */
async function onlyGpu(
  options: Parameters<typeof placeEncoder>[0],
  wasmFailure: string,
): Promise<PlacedEncoder> {
  const gpu = await tryDevice('webgpu', options).catch((error: unknown) => {
    const { code, message } = toWireError(error);
    if (code === 'aborted') throw error;
    throw new CrosslensError(code, `WASM: ${wasmFailure} WebGPU: ${message}`, { cause: error });
  });
  const reason = `WebGPU, and its vectors are not compared: WASM could not open the encoder (${wasmFailure})`;
  return keep(gpu, 'webgpu', reason, null, rates(null, gpu));
}

async function tryDevice(device: Device, options: Parameters<typeof placeEncoder>[0]): Promise<Trial> {
  const { encoder, files, capabilities, signal, onProgress, onDeath } = options;
  let tried = false;
  const connection = connect<ArmContract>(spawnEncoder[device], encoder.name, (error) => {
    // Until the trial is over, a death is the trial's result and nothing more.
    if (tried) onDeath(error);
  });
  try {
    const { threads } = await connection.call(
      'open',
      {
        source: {
          kind: 'encoder',
          encoder,
          files,
          threads: device === 'wasm' ? capabilities.threads : 1,
          lab: options.lab,
        },
      },
      {
        signal,
        onProgress: (progress) => {
          onProgress(progress, `Opening on ${device === 'wasm' ? 'WASM' : 'WebGPU'}`);
        },
      },
    );
    const first = await connection.call('check', { texts: CHECK_TEXTS }, { signal });
    if (!first.vectors.every(Number.isFinite)) {
      throw new CrosslensError(
        'model-invalid',
        `${encoder.name} gives vectors with numbers that are not finite on ${device === 'wasm' ? 'WASM' : 'WebGPU'}.`,
      );
    }
    const texts = Array.from({ length: REPEATS }, () => CHECK_TEXTS).flat();
    const check =
      first.textsPerSecond < SLOW_TEXTS_PER_SECOND
        ? first
        : { ...(await connection.call('check', { texts }, { signal })), vectors: first.vectors };
    tried = true;
    return { connection, check, threads };
  } catch (error) {
    connection.dispose();
    throw error;
  }
}

function keep(
  trial: Trial,
  device: Device,
  reason: string,
  cosine: number | null,
  measured: Rates,
): PlacedEncoder {
  return {
    connection: trial.connection,
    placement: { device, threads: trial.threads, reason, cosine, ...measured },
  };
}

function rates(wasm: Trial | null, gpu: Trial | null): Rates {
  const of = (rate: 'textsPerSecond' | 'charactersPerSecond'): Record<Device, number | null> => ({
    wasm: wasm?.check[rate] ?? null,
    webgpu: gpu?.check[rate] ?? null,
  });
  return { textsPerSecond: of('textsPerSecond'), charactersPerSecond: of('charactersPerSecond') };
}

/** NaN as soon as one text has no cosine. @param a, b [texts × dimensions] */
export function lowestCosine(a: Float32Array, b: Float32Array, dimensions: number): number {
  let lowest = 1;
  for (let from = 0; from < a.length; from += dimensions) {
    let dot = 0;
    let aa = 0;
    let bb = 0;
    for (let i = from; i < from + dimensions; i += 1) {
      const x = a[i] ?? NaN;
      const y = b[i] ?? NaN;
      dot += x * y;
      aa += x * x;
      bb += y * y;
    }
    const cosine = dot / Math.sqrt(aa * bb);
    if (Number.isNaN(cosine)) return NaN;
    lowest = Math.min(lowest, cosine);
  }
  return lowest;
}
