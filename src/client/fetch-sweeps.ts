import { CrosslensError } from '../protocol/errors.ts';
import type { SweepsFile } from '../protocol/sweeps.ts';
import { parseSweeps } from '../protocol/sweeps.ts';
import { fetchAnswer } from './fetch-answer.ts';

/**
 * The sweeps that training wrote down.
 * @returns `null` where there is no such file: nothing has been swept yet
 * @throws CrosslensError `network`, `sweeps-invalid`
 */
export async function fetchSweeps(baseUrl: string, signal: AbortSignal): Promise<SweepsFile | null> {
  const url = `${baseUrl}models/sweeps.json`;
  const response = await fetchAnswer(url, signal);
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
