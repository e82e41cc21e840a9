import type {
  Contract,
  InputOf,
  MethodName,
  OutputOf,
  ProgressOf,
  Reply,
  Request,
} from '../protocol/contract.ts';
import { CrosslensError, fromWireError } from '../protocol/errors.ts';

export interface CallOptions<Progress> {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** A worker behind its contract. */
export interface Connection<C extends Contract> {
  /** Rejects with a CrosslensError; a cancelled call rejects with `aborted` at once. */
  call<M extends MethodName<C>>(
    method: M,
    input: InputOf<C[M]>,
    options?: CallOptions<ProgressOf<C[M]>>,
  ): Promise<OutputOf<C[M]>>;
  /** Ends the worker; calls that are under way reject with `aborted`. */
  dispose(): void;
}

interface Pending {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((progress: unknown) => void) | undefined;
}

/** Starts a worker; the name it is given is the lock that it holds while it lives. */
export type Spawn = (lockName: string) => Worker;

/**
 * Starts a worker and connects to it. A worker that ends by itself may raise an `error` event or nothing at all;
 * either way every call under way is rejected, and `onDeath` hears of it once.
 */
export function connect<C extends Contract>(
  spawn: Spawn,
  name: string,
  onDeath: (error: CrosslensError) => void,
): Connection<C> {
  const lockName = `crosslens-${crypto.randomUUID()}`;
  const worker = spawn(lockName);
  const pending = new Map<number, Pending>();
  let nextId = 1;
  let ended: CrosslensError | null = null;

  const end = (error: CrosslensError): void => {
    if (ended !== null) return;
    ended = error;
    worker.terminate();
    const waiting = [...pending.values()];
    pending.clear();
    for (const call of waiting) call.reject(error);
  };
  const die = (cause: string): void => {
    if (ended !== null) return;
    const error = new CrosslensError('worker-crashed', `The worker of ${name} stopped: ${cause}`);
    end(error);
    onDeath(error);
  };

  worker.onerror = (event) => {
    event.preventDefault();
    die(event.message || 'it could not be loaded, or ran out of memory.');
  };
  worker.onmessageerror = () => {
    die('a message could not be read.');
  };
  worker.onmessage = (event: MessageEvent<Reply>) => {
    const reply = event.data;
    if (reply.type === 'alive') {
      void navigator.locks.request(lockName, () => {
        die('it ended without a word, as one does that runs out of memory.');
      });
      return;
    }
    const call = pending.get(reply.id);
    if (call === undefined) return;
    if (reply.type === 'progress') {
      call.onProgress?.(reply.progress);
      return;
    }
    pending.delete(reply.id);
    if (reply.type === 'result') call.resolve(reply.output);
    else call.reject(fromWireError(reply.error));
  };

  return {
    call(method, input, options = {}) {
      if (ended !== null) return Promise.reject(ended);
      if (options.signal?.aborted) return Promise.reject(new CrosslensError('aborted', 'Cancelled.'));
      const id = nextId;
      nextId += 1;
      return new Promise((resolve, reject) => {
        const cancel = (): void => {
          if (!pending.delete(id)) return;
          worker.postMessage({ type: 'cancel', id } satisfies Request);
          reject(new CrosslensError('aborted', 'Cancelled.'));
        };
        options.signal?.addEventListener('abort', cancel, { once: true });
        const settle = (): void => {
          options.signal?.removeEventListener('abort', cancel);
        };
        pending.set(id, {
          resolve: (output) => {
            settle();
            // The contract is the worker's promise: `serve` is typed by the same one.
            resolve(output as never);
          },
          reject: (error) => {
            settle();
            reject(error);
          },
          onProgress: options.onProgress as ((progress: unknown) => void) | undefined,
        });
        worker.postMessage({ type: 'call', id, method, input } satisfies Request);
      });
    },
    dispose() {
      end(new CrosslensError('aborted', `${name} was closed.`));
    },
  };
}
