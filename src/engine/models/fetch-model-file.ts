import { CrosslensError } from '../../protocol/errors.ts';
import type { ReadModelFile } from './model-source.ts';

/**
 * Reads model files over HTTP from a folder. `baseUrl` is absolute: a worker would resolve it against its own place.
 * A read that breaks off is tried once more past the browser's cache: where two workers read one large file at the
 * same time, Chromium's cache gives up on one of them (ERR_CACHE_WRITE_FAILURE).
 */
export function fetchModelFile(baseUrl: string): ReadModelFile {
  return async (path, { expectedBytes, signal, onBytes }) => {
    const url = `${baseUrl.replace(/\/$/, '')}/${path}`;
    const read = async (cache: RequestCache): Promise<Uint8Array> =>
      readBounded(await bodyOf(url, cache, signal), expectedBytes, url, onBytes);
    try {
      return await read('default');
    } catch (error) {
      if (signal?.aborted) throw new CrosslensError('aborted', 'Cancelled.', { cause: error });
      if (error instanceof CrosslensError) throw error;
    }
    try {
      return await read('no-store');
    } catch (error) {
      if (signal?.aborted) throw new CrosslensError('aborted', 'Cancelled.', { cause: error });
      if (error instanceof CrosslensError) throw error;
      throw new CrosslensError('network', `${url} broke off: ${String(error)}`, { cause: error });
    }
  };
}

async function bodyOf(
  url: string,
  cache: RequestCache,
  signal: AbortSignal | undefined,
): Promise<ReadableStream<Uint8Array>> {
  let response: Response;
  try {
    response = await fetch(url, { cache, signal: signal ?? null });
  } catch (error) {
    if (signal?.aborted) throw new CrosslensError('aborted', 'Cancelled.', { cause: error });
    throw new CrosslensError('network', `${url} could not be fetched: ${String(error)}`, { cause: error });
  }
  if (!response.ok || response.body === null) {
    throw new CrosslensError(
      response.status === 404 ? 'not-found' : 'network',
      `${url} answered ${String(response.status)} ${response.statusText}.`,
    );
  }
  // A server that answers every path with its index page would otherwise fail later, as a broken model.
  if (response.headers.get('content-type')?.includes('text/html')) {
    throw new CrosslensError('not-found', `${url} answered with a web page instead of the file.`);
  }
  return response.body;
}

async function readBounded(
  body: ReadableStream<Uint8Array>,
  expectedBytes: number,
  url: string,
  onBytes: (loaded: number) => void,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(expectedBytes);
  let loaded = 0;
  // Not `for await`: Safari reads streams by their reader only.
  const reader = body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const chunk = read.value;
    if (loaded + chunk.length > expectedBytes) {
      await reader.cancel();
      throw new CrosslensError(
        'hash-mismatch',
        `${url} is longer than the ${expectedBytes} bytes that the manifest gives.`,
      );
    }
    bytes.set(chunk, loaded);
    loaded += chunk.length;
    onBytes(loaded);
  }
  return bytes.subarray(0, loaded);
}
