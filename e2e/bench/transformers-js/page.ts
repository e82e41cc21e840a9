import type { CompareRequest, ComparisonPage, WayName, WorkerAnswer, WorkerRequest } from './rounds.ts';
import { WAYS } from './rounds.ts';

declare global {
  interface Window {
    comparison: ComparisonPage;
  }
}

type Library = (typeof WAYS)[number]['worker'];
let workers: Readonly<Record<Library, Worker>> | null = null;
const vectors: Partial<Record<Library, Float32Array>> = {};
let dimensions = 1;

window.comparison = {
  async open(request: CompareRequest) {
    workers = {
      ours: new Worker(new URL('./ours.worker.ts', import.meta.url), { type: 'module' }),
      theirs: new Worker(new URL('./theirs.worker.ts', import.meta.url), { type: 'module' }),
    };
    ({ dimensions } = request.profile);
    await ask(workers.ours, { step: 'open', request });
    await ask(workers.theirs, { step: 'open', request });
  },
  async encode(name: WayName) {
    const way = WAYS.find((candidate) => candidate.name === name);
    if (way === undefined || workers === null) throw new Error(`${name} is not open`);
    const answer = await ask(workers[way.worker], { step: 'encode', batch: way.batch });
    vectors[way.worker] = answer.vectors;
    return { milliseconds: answer.milliseconds, tokens: answer.tokens, tokenising: answer.tokenising };
  },
  lowestCosine() {
    const [a, b] = [vectors.ours ?? new Float32Array(0), vectors.theirs ?? new Float32Array(0)];
    if (a.length !== b.length) throw new Error(`${a.length} numbers of ours, ${b.length} of theirs`);
    let lowest = 1;
    // Rows are of unit length.
    for (let row = 0; row < a.length; row += dimensions) {
      let sum = 0;
      for (let i = row; i < row + dimensions; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
      lowest = Math.min(lowest, sum);
    }
    return lowest;
  },
  close() {
    for (const worker of Object.values(workers ?? {})) worker.terminate();
    workers = null;
  },
};

function ask(worker: Worker, request: WorkerRequest): Promise<Exclude<WorkerAnswer, { error: string }>> {
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => {
      reject(new Error(event.message));
    };
    worker.onmessage = (event: MessageEvent<WorkerAnswer>) => {
      if ('error' in event.data) reject(new Error(event.data.error));
      else resolve(event.data);
    };
    worker.postMessage(request);
  });
}
