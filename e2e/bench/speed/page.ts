import type { SpeedAnswer, SpeedPage, SpeedRequest, SpeedRound } from './rounds.ts';

declare global {
  interface Window {
    speed: SpeedPage;
  }
}

const workers = new Map<string, Worker>();

window.speed = {
  async open(request) {
    const worker = new Worker(new URL('./encode.worker.ts', import.meta.url), { type: 'module' });
    workers.set(request.id, worker);
    await ask(worker, request);
  },
  async encode(id) {
    const worker = workers.get(id);
    if (worker === undefined) throw new Error(`${id} is not open`);
    return ask(worker, null);
  },
};

function ask(worker: Worker, request: SpeedRequest | null): Promise<SpeedRound> {
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => {
      reject(new Error(event.message));
    };
    worker.onmessage = (event: MessageEvent<SpeedAnswer>) => {
      if ('error' in event.data) reject(new Error(event.data.error));
      else resolve(event.data);
    };
    worker.postMessage(request);
  });
}
