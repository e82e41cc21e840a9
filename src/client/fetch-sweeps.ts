import { CrosslensError } from '../protocol/errors.ts';
import type { SweepsFile } from '../protocol/sweeps.ts';
import { parseSweeps } from '../protocol/sweeps.ts';

/**
 * The sweeps that training wrote down.
 * @returns `null` where there is no such file: nothing has been swept yet
 * @throws CrosslensError `network`, `sweeps-invalid`
 */
export async function fetchSweeps(baseUrl: string, signal: AbortSignal): Promise<SweepsFile | null> {
  const url = `${baseUrl}models/sweeps.json`;
  let response: Response;
  try {
    response = await fetch(url, { signal });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new CrosslensError('network', `${url} could not be fetched: ${String(error)}`, { cause: error });
  }
  if (response.status === 404) return null;
  if (!response.ok) throw new CrosslensError('network', `${url} answered ${String(response.status)}.`);
  try {
    return parseSweeps(await response.json());
  } catch (error) {
    if (signal.aborted) throw error;
    throw new CrosslensError(
      'sweeps-invalid',
      `${url}: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}
