import type { CompareRequest, WorkerAnswer, WorkerRequest } from './rounds.ts';

interface Encoded {
  readonly vectors: Float32Array;
  readonly tokens: number;
  /** Milliseconds of something that was measured beside the encoding, and does not count as part of it. */
  readonly tokenising: number;
}

/** What both workers have in common: open once, then encode all texts whenever they are asked to, and time it. */
export function answerRequests(
  open: (request: CompareRequest) => Promise<void>,
  encode: (batch: number) => Promise<Encoded>,
): void {
  // ONNX Runtime starts its threads from the file that it was bundled into, which is this worker's own.
  if (self.name.startsWith('em-pthread')) return;
  const answer = async (request: WorkerRequest): Promise<WorkerAnswer> => {
    if (request.step === 'open') {
      await open(request.request);
      return { milliseconds: 0, vectors: new Float32Array(0), tokens: 0, tokenising: 0 };
    }
    const start = performance.now();
    const { vectors, tokens, tokenising } = await encode(request.batch);
    return { milliseconds: performance.now() - start - tokenising, vectors, tokens, tokenising };
  };
  self.onmessage = (event: MessageEvent<WorkerRequest>) => {
    answer(event.data).then(
      (result) => {
        self.postMessage(result);
      },
      (error: unknown) => {
        self.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      },
    );
  };
}
