import type { Contract, Reply, Request } from '../protocol/contract.ts';
import { toWireError } from '../protocol/errors.ts';
import type { CallContext, Service } from '../protocol/service.ts';

/** Progress is for eyes: more than this many milliseconds lie between two reports of one call. */
const PROGRESS_INTERVAL = 100;

/** Answers calls on a worker's own port. Calls run side by side; each can be cancelled; none can break another. */
export function serve<C extends Contract>(service: Service<C>): void {
  // ONNX Runtime starts its threads from the file that it was bundled into, which is this worker's own; a handler of
  // ours in the place of its own would leave every thread, and with it the first session, waiting for ever.
  if (self.name.startsWith('em-pthread')) return;
  const running = new Map<number, AbortController>();
  const post = (reply: Reply): void => {
    self.postMessage(reply);
  };

  self.onmessage = (event: MessageEvent<Request>) => {
    const request = event.data;
    if (request.type === 'cancel') running.get(request.id)?.abort();
    else void answer(request.id, request.method, request.input);
  };

  void holdLock().then(() => {
    post({ type: 'alive' });
  });

  async function answer(id: number, method: string, input: unknown): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    let reported = -Infinity;
    try {
      const call = (
        service as Record<
          string,
          ((input: unknown, context: CallContext<unknown>) => Promise<unknown>) | undefined
        >
      )[method];
      if (call === undefined) throw new Error(`The worker has no method ${method}.`);
      const output = await call(input, {
        signal: controller.signal,
        onProgress: (progress) => {
          const now = performance.now();
          if (now - reported < PROGRESS_INTERVAL) return;
          reported = now;
          post({ type: 'progress', id, progress });
        },
      });
      post({ type: 'result', id, output });
    } catch (error) {
      post({ type: 'error', id, error: toWireError(error) });
    } finally {
      running.delete(id);
    }
  }
}

/** Takes the lock that carries this worker's name and never gives it back. */
function holdLock(): Promise<void> {
  return new Promise((resolve) => {
    void navigator.locks.request(self.name, () => {
      resolve();
      return new Promise(() => undefined);
    });
  });
}
