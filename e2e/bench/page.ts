import type { BenchRequest, BenchRow } from './rows.ts';

declare global {
  interface Window {
    runBench: (request: BenchRequest) => Promise<readonly BenchRow[]>;
  }
}

/** The engine is measured where it runs: in a module worker of a page. */
window.runBench = (request) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' });
    worker.onerror = (event) => {
      reject(new Error(event.message));
    };
    worker.onmessage = (event: MessageEvent<readonly BenchRow[]>) => {
      resolve(event.data);
    };
    worker.postMessage(request);
  });
