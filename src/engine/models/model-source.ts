import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import type { EncoderEntry } from '../../protocol/manifest.ts';
import type { OpenProgress } from '../../protocol/arm.ts';
import { sha256 } from '../../protocol/sha256.ts';

/** Gives the bytes of a file of one encoder's folder; the browser fetches, the command line reads. */
export type ReadModelFile = (
  path: string,
  options: { readonly expectedBytes: number; readonly signal: AbortSignal | undefined; readonly onBytes: (loaded: number) => void },
) => Promise<Uint8Array>;

export interface ModelFiles {
  readonly tokenizer: unknown;
  readonly tokenizerConfig: unknown;
  readonly model: Uint8Array;
}

interface LoadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: OpenProgress) => void) | undefined;
}

/**
 * Reads files of one folder of the manifest and checks every byte of them against it.
 * @throws CrosslensError `hash-mismatch`, `manifest-invalid`, or what `read` throws
 */
export function checkedReader(
  entry: Pick<EncoderEntry, 'id' | 'files'>,
  read: ReadModelFile,
  options: LoadOptions,
): (path: string) => Promise<Uint8Array> {
  return async (path) => {
    const file = entry.files.find((candidate) => candidate.path === path);
    if (file === undefined)
      throw new CrosslensError('manifest-invalid', `The manifest lists no file ${path} for ${entry.id}.`);
    const report = (step: OpenProgress['step'], loaded: number): void => {
      options.onProgress?.({ step, file: path, loaded, total: file.bytes });
    };
    report('download', 0);
    const bytes = await read(path, {
      expectedBytes: file.bytes,
      signal: options.signal,
      onBytes: (loaded) => {
        report('download', loaded);
      },
    });
    throwIfAborted(options.signal);
    report('verify', bytes.length);
    const found = await sha256(bytes);
    if (found !== file.sha256) {
      throw new CrosslensError(
        'hash-mismatch',
        `${entry.id}/${path} is not the file that the manifest describes: ${String(bytes.length)} bytes with SHA-256 ${found.slice(0, 12)}…, expected ${String(file.bytes)} bytes with ${file.sha256.slice(0, 12)}….`,
      );
    }
    return bytes;
  };
}

/**
 * Reads what is needed to run an encoder.
 * @throws CrosslensError `hash-mismatch`, `model-invalid`, `tokenizer-invalid`, or what `read` throws
 */
export async function loadModelFiles(
  entry: EncoderEntry,
  read: ReadModelFile,
  options: LoadOptions,
): Promise<ModelFiles> {
  const load = checkedReader(entry, read, options);
  const tokenizer = parseJson(await load('tokenizer.json'), `${entry.id}/tokenizer.json`);
  const tokenizerConfig = parseJson(await load('tokenizer_config.json'), `${entry.id}/tokenizer_config.json`);
  return { tokenizer, tokenizerConfig, model: await load(entry.model) };
}

function parseJson(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch (error) {
    throw new CrosslensError('tokenizer-invalid', `${name} is not JSON: ${String(error)}`, { cause: error });
  }
}
