import type { CompareRequest, CompareResult, Timed, WorkerAnswer, WorkerRequest } from './rounds.ts';

declare global {
  interface Window {
    compare: (request: CompareRequest) => Promise<CompareResult>;
  }
}

/** The ways that are timed: ours takes its batches itself. */
const WAYS = [
  { name: 'Crosslens', worker: 'ours', batch: 0 },
  { name: 'transformers.js, 32 at a time', worker: 'theirs', batch: 32 },
  { name: 'transformers.js, one at a time', worker: 'theirs', batch: 1 },
] as const;

window.compare = async (request) => {
  const workers = {
    ours: new Worker(new URL('./ours.worker.ts', import.meta.url), { type: 'module' }),
    theirs: new Worker(new URL('./theirs.worker.ts', import.meta.url), { type: 'module' }),
  };
  try {
    await ask(workers.ours, { step: 'open', request });
    await ask(workers.theirs, { step: 'open', request });
    const ways: (Timed & { readonly milliseconds: number[] })[] = WAYS.map(({ name }) => ({
      name,
      milliseconds: [],
    }));
    const vectors: Partial<Record<'ours' | 'theirs', Float32Array>> = {};
    let tokens = 0;
    let tokenising = 0;
    // The first round warms up: code is compiled, memory grows.
    for (let round = -1; round < request.rounds; round += 1) {
      for (const [place, { worker, batch }] of WAYS.entries()) {
        const answer = await ask(workers[worker], { step: 'encode', batch });
        if (round >= 0) ways[place]?.milliseconds.push(answer.milliseconds);
        vectors[worker] ??= answer.vectors;
        if (worker === 'ours') ({ tokens, tokenising } = answer);
      }
    }
    return {
      ways,
      lowestCosine: lowestCosine(
        vectors.ours ?? new Float32Array(0),
        vectors.theirs ?? new Float32Array(0),
        request.profile.dimensions,
      ),
      tokens,
      tokenising,
      isolated: crossOriginIsolated,
    };
  } finally {
    workers.ours.terminate();
    workers.theirs.terminate();
  }
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

/** Rows are of unit length. */
function lowestCosine(a: Float32Array, b: Float32Array, dimensions: number): number {
  if (a.length !== b.length) throw new Error(`${a.length} numbers of ours, ${b.length} of theirs`);
  let lowest = 1;
  for (let row = 0; row < a.length; row += dimensions) {
    let sum = 0;
    for (let i = row; i < row + dimensions; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
    lowest = Math.min(lowest, sum);
  }
  return lowest;
}
