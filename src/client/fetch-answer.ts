import { CrosslensError } from '../protocol/errors.ts';

/**
 * What a server answers, whatever its status.
 * @throws CrosslensError `network` when none answers; what `fetch` throws when `signal` aborts
 */
export async function fetchAnswer(url: string, signal?: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { signal: signal ?? null });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new CrosslensError('network', `${url} could not be fetched: ${String(error)}`, { cause: error });
  }
}
