/** Every way in which Crosslens fails on purpose. The words for a person are in `client/explain-error.ts`. */
export const ERROR_CODES = [
  'aborted',
  'worker-crashed',
  'network',
  'not-found',
  'hash-mismatch',
  'access-denied',
  'file-damaged',
  'storage-full',
  'manifest-invalid',
  'sweeps-invalid',
  'model-invalid',
  'tokenizer-invalid',
  'device-unavailable',
  'device-lost',
  'device-mismatch',
  'out-of-memory',
  'corpus-empty',
  'corpus-invalid',
  'file-needed',
  'unanswerable',
  'not-possible',
  'arm-file-invalid',
  'not-ready',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** An error as it crosses a worker boundary. */
export interface WireError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly stack?: string;
}

/** Says what happened and where; `code` says what kind of thing it was. */
export class CrosslensError extends Error {
  override readonly name = 'CrosslensError';
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export function toWireError(error: unknown): WireError {
  if (error instanceof CrosslensError) return wire(error.code, error);
  if (error instanceof Error) return wire(error.name === 'AbortError' ? 'aborted' : 'internal', error);
  return { code: 'internal', message: String(error) };
}

export function fromWireError(error: WireError): CrosslensError {
  const revived = new CrosslensError(error.code, error.message);
  if (error.stack !== undefined) revived.stack = error.stack;
  return revived;
}

/** Throws the error that a cancelled job ends with. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new CrosslensError('aborted', 'Cancelled.');
}

function wire(code: ErrorCode, error: Error): WireError {
  return error.stack === undefined
    ? { code, message: error.message }
    : { code, message: error.message, stack: error.stack };
}
