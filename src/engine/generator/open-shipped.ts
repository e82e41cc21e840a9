import type { OpenProgress } from '../../protocol/arm.ts';
import type { GeneratorEntry } from '../../protocol/manifest.ts';
import type { ReadModelFile } from '../models/model-source.ts';
import { checkedReader } from '../models/model-source.ts';
import type { Runtime } from '../ort/runtime.ts';
import type { Generator } from './generator.ts';
import { openGenerator } from './generator.ts';
import { chooseGeneratorFiles, readGeneratorFiles } from './model-files.ts';

/**
 * Opens a generator of the manifest, every byte checked against it.
 * @throws CrosslensError `hash-mismatch`, and what `openGenerator` throws
 */
export async function openShippedGenerator(
  entry: GeneratorEntry,
  read: ReadModelFile,
  runtime: Runtime,
  options: {
    readonly threads: number;
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((progress: OpenProgress) => void) | undefined;
  },
): Promise<Generator> {
  const load = checkedReader(entry, read, options);
  const paths = chooseGeneratorFiles(
    entry.files.map(({ path }) => path),
    entry.id,
  );
  const files = await readGeneratorFiles(paths, entry.id, load);
  options.onProgress?.({ step: 'session', file: paths.encoder, loaded: 0, total: 1 });
  return openGenerator(files, runtime, options);
}
