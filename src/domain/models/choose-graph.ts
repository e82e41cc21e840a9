/** Which of a model's ONNX files suits a device, and why. */

/** What is known of the device. */
export interface GraphDevice {
  readonly device: 'wasm' | 'webgpu';
  /** Whether the GPU computes in half precision (`shader-f16`). */
  readonly f16: boolean;
  /** Bytes of weights that may be opened; see `LARGEST_GRAPH`. */
  readonly memoryLimit: number;
}

/** A `GraphOption`, as far as the choice goes. */
interface Option {
  readonly dtype: string;
  readonly bytes: number | null;
}

export interface GraphChoice<G> {
  /** `null`: none of them can be run here. */
  readonly graph: G | null;
  /** A sentence or two for the person. */
  readonly reason: string;
}

/** WASM addresses 4 GB, in which the weights lie twice while they are opened; array buffers end at 2 GB. */
export const LARGEST_GRAPH = 1.5e9;

/** Number formats by what they need of a device. */
type Format = 'q8' | 'q4' | 'fp32' | 'fp16' | 'q4f16' | 'other';

const WHY: Readonly<Record<GraphDevice['device'], Partial<Record<Format, string>>>> = {
  wasm: {
    q8: 'Weights of 8 bits run fastest on the processor (WASM), and take a quarter of the room of fp32.',
    q4: 'Weights of 4 bits are small and run on the processor (WASM); there is no file with 8 bits, which would be nearer to the original.',
    fp32: 'Full precision runs everywhere; there is no smaller file that the processor (WASM) runs well.',
  },
  webgpu: {
    fp16: 'This GPU computes in half precision, which takes half of the room of fp32 and is nearly as exact.',
    q4f16: 'This GPU computes in half precision, and weights of 4 bits are the smallest.',
    q4: 'Weights of 4 bits run on every GPU; the computation itself stays in full precision.',
    fp32: 'Full precision runs on every GPU; there is no smaller file that this one runs well.',
    q8: 'There are only weights of 8 bits, which most runtimes compute on the processor even when a GPU is there: WASM is likely to be faster.',
  },
};

const NO_F16 = 'its GPU does not compute in half precision (shader-f16)';

/** Formats by device, the preferred ones first. */
function ranking({ device, f16 }: GraphDevice): readonly Format[] {
  if (device === 'wasm') return ['q8', 'q4', 'fp32'];
  return f16 ? ['fp16', 'q4f16', 'q4', 'fp32', 'q8'] : ['q4', 'fp32', 'q8'];
}

/**
 * On WASM, 8 bits before 4 bits before full precision, and never half precision, which the processor would have to
 * emulate. On WebGPU, half precision only where the GPU has it. Nothing above the limit.
 */
export function chooseGraph<G extends Option>(
  graphs: readonly G[],
  device: GraphDevice,
): GraphChoice<G> {
  const fitting = graphs.filter(({ bytes }) => bytes === null || bytes <= device.memoryLimit);
  const tooLarge = graphs.length - fitting.length;
  const leftOut =
    tooLarge === 0
      ? ''
      : ` ${tooLarge === 1 ? 'One file is' : `${tooLarge} files are`} larger than the ${gigabytes(device.memoryLimit)} that a page can open, and left out.`;
  for (const format of ranking(device)) {
    const [graph] = fitting
      .filter(({ dtype }) => formatOf(dtype) === format)
      .sort((a, b) => plainness(a.dtype) - plainness(b.dtype));
    if (graph !== undefined)
      return { graph, reason: `${WHY[device.device][format] ?? ''} ${sizeOf(graph)}${leftOut}` };
  }
  return { graph: null, reason: whyNone(graphs, fitting, device) };
}

function whyNone(graphs: readonly Option[], fitting: readonly Option[], device: GraphDevice): string {
  if (graphs.length === 0) return 'The model has no ONNX file.';
  const where = device.device === 'wasm' ? 'the processor (WASM)' : 'this GPU';
  if (fitting.length === 0) {
    const smallest = Math.min(...graphs.map(({ bytes }) => bytes ?? Infinity));
    return `Every file is larger than the ${gigabytes(device.memoryLimit)} that a page can open; the smallest has ${gigabytes(smallest)}. Look for a quantised conversion of the model.`;
  }
  const formats = [...new Set(fitting.map(({ dtype }) => dtype))].join(', ');
  const half = fitting.every(({ dtype }) => ['fp16', 'q4f16'].includes(formatOf(dtype)));
  if (half)
    return device.device === 'wasm'
      ? `There are only files in half precision (${formats}), which ${where} would have to emulate. Look for a conversion with q8, q4 or fp32.`
      : `There are only files in half precision (${formats}), and ${NO_F16}. Look for a conversion with q4 or fp32.`;
  return `None of the number formats (${formats}) is known to run well on ${where}. One can still be chosen by hand.`;
}

/** What a `GraphOption.dtype` means for a device. */
function formatOf(dtype: string): Format {
  const name = dtype.toLowerCase();
  if (name === 'fp32' || /^o[123]$/.test(name)) return 'fp32';
  // The exporters' fourth level of optimisation is half precision for GPUs.
  if (name === 'fp16' || name === 'o4') return 'fp16';
  if (name === 'q4f16') return 'q4f16';
  if (name === 'q4') return 'q4';
  if (name === 'q8' || /^q?u?int8(_|$)/.test(name)) return 'q8';
  return 'other';
}

/** Files with the plain name before those that were made for one kind of processor. */
function plainness(dtype: string): number {
  const name = dtype.toLowerCase();
  return ['q8', 'fp32', 'fp16', 'q4', 'q4f16'].includes(name)
    ? 0
    : name === 'int8'
      ? 1
      : name === 'uint8'
        ? 2
        : 3;
}

function sizeOf({ bytes }: Option): string {
  return bytes === null ? 'The server does not say how large it is.' : `It has ${megabytes(bytes)}.`;
}

function megabytes(bytes: number): string {
  return bytes >= 1e9 ? gigabytes(bytes) : bytes >= 1e6 ? `${Math.round(bytes / 1e6)} MB` : `${Math.max(1, Math.round(bytes / 1e3))} kB`;
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
