import { CrosslensError } from '../../protocol/errors.ts';
import type { Device } from '../../protocol/arm.ts';

/** ONNX Runtime's ways to say that it has no code for an operator. The first group names it. */
const UNSUPPORTED = [
  /Could not find an implementation for ([\w.:]+)/i,
  /([\w.:]+?)(?:\(-?\d+\))? is not a registered function\/op/i,
  /No Op registered for ([\w.:]+)/i,
  /No opset registered for domain ([\w.:]+)/i,
  /(?:failed to find|no) kernel (?:for|found for)\W*([\w.:]+)/i,
];
/** A C++ exception that nothing caught reaches JavaScript as a bare address. */
const BARE_NUMBER = /^(?:Error: )?\d+$/;

/** Why a session could not be created, and what to do. */
export function explainSessionError(error: unknown, name: string, device: Device): CrosslensError {
  const text = messageOf(error);
  const make = (code: CrosslensError['code'], message: string): CrosslensError =>
    new CrosslensError(code, message, { cause: error });
  if (isOutOfMemory(text))
    return make(
      'out-of-memory',
      `${name} does not fit into memory: ${text}. Choose a smaller file (q8 or q4), or close other tabs.`,
    );
  if (BARE_NUMBER.test(text))
    return make(
      'out-of-memory',
      `${name} could not be opened, and the runtime gave no reason but a number (${text}), as it does when memory runs out. Choose a smaller file (q8 or q4), or close other tabs.`,
    );
  const operator = UNSUPPORTED.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined);
  if (operator !== undefined) {
    const elsewhere = device === 'webgpu' ? ', or run it with WASM' : '';
    return make(
      device === 'webgpu' ? 'device-unavailable' : 'model-invalid',
      `${name} uses the operator ${operator}, which onnxruntime-web cannot run on ${device}. Choose another file of the repository (fp32 or q8)${elsewhere}. The runtime said: ${text}`,
    );
  }
  if (/opset \d+ is under development|max supported IR version/i.test(text))
    return make(
      'model-invalid',
      `${name} was written by an exporter that is newer than this runtime. Export it with an older opset. The runtime said: ${text}`,
    );
  if (/protobuf|model format|invalid model/i.test(text))
    return make('model-invalid', `${name} is not an ONNX model that can be read: ${text}`);
  if (/f16|float16|shader-f16/i.test(text))
    return make(
      device === 'webgpu' ? 'device-unavailable' : 'model-invalid',
      `${name} computes in half precision, which ${device === 'webgpu' ? 'this GPU' : 'WASM'} does not offer. Choose a q8, q4 or fp32 file. The runtime said: ${text}`,
    );
  if (/external data|external initializer/i.test(text))
    return make(
      'file-damaged',
      `The weights of ${name} in a second file cannot be read. Fetch it again. The runtime said: ${text}`,
    );
  const code = device === 'webgpu' ? 'device-unavailable' : 'model-invalid';
  return make(code, `${name} cannot be opened on ${device}: ${text}`);
}

/** Why a run ended. */
export function explainRunError(
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
      `${name} ran out of memory on a batch of ${batch} × ${tokens} tokens: ${text}`,
      { cause: error },
    );
  }
  // Whatever stops a GPU half-way (a lost device, a shader that does not compile) has one cure: another device.
  const code = device === 'webgpu' ? 'device-lost' : 'internal';
  return new CrosslensError(code, `${name} failed on ${device}: ${text}`, { cause: error });
}

function isOutOfMemory(text: string): boolean {
  return /out of memory|\bOOM\b|bad_alloc|allocation failed|failed to allocate|Cannot enlarge memory/i.test(
    text,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
