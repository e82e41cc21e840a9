import type { EncoderSettings } from '../protocol/encoder.ts';
import type { ListedFile, ModelReport } from '../protocol/library.ts';

/**
 * The files that an encoder with these settings is made of.
 * @returns bytes `null` where the server does not say the size of one of them
 */
export function filesToFetch(
  { files, needs }: Pick<ModelReport, 'files' | 'needs'>,
  { model }: Pick<EncoderSettings, 'model'>,
): { readonly files: readonly ListedFile[]; readonly bytes: number | null } {
  const needed = (needs[model] ?? [model]).map(
    (path) => files.find((file) => file.path === path) ?? { path, bytes: null, sha256: null },
  );
  return {
    files: needed,
    bytes: needed.reduce<number | null>(
      (sum, { bytes }) => (sum === null || bytes === null ? null : sum + bytes),
      0,
    ),
  };
}
