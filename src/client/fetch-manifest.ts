import { CrosslensError } from '../protocol/errors.ts';
import type { Manifest } from '../protocol/manifest.ts';
import { parseManifest } from '../protocol/manifest.ts';
import { fetchAnswer } from './fetch-answer.ts';

/** @throws CrosslensError `network`, `not-found`, `manifest-invalid` */
export async function fetchManifest(baseUrl: string): Promise<Manifest> {
  const url = `${baseUrl}models/manifest.json`;
  const response = await fetchAnswer(url);
  if (!response.ok) throw new CrosslensError('not-found', `${url} answered ${String(response.status)}.`);
  try {
    return parseManifest(await response.json());
  } catch (error) {
    throw new CrosslensError(
      'manifest-invalid',
      `${url}: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}
