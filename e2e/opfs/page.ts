import type { StoreRequest } from './requests.ts';

declare global {
  interface Window {
    /** Does in a worker what is asked, and gives what it found. */
    inWorker: (request: StoreRequest) => Promise<unknown>;
  }
}

window.inWorker = (request) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./store.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = (event: MessageEvent<unknown>) => {
      worker.terminate();
      resolve(event.data);
    };
    worker.onerror = (event) => {
      reject(new Error(event.message));
    };
    worker.postMessage(request);
  });
