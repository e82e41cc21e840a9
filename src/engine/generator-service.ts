import type { GeneratorContract } from '../protocol/generator.ts';
import { CrosslensError } from '../protocol/errors.ts';
import type { Service } from '../protocol/service.ts';
import type { Generator } from './generator/generator.ts';
import { openGenerator } from './generator/generator.ts';
import { chooseGeneratorFiles, readGeneratorFiles } from './generator/model-files.ts';
import { openShippedGenerator } from './generator/open-shipped.ts';
import { writeQueries } from './generator/write-queries.ts';
import { fetchModelFile } from './models/fetch-model-file.ts';
import type { Runtime } from './ort/runtime.ts';

/** One generator in a worker: one that ships, or a folder of the person's. */
export function createGeneratorService(runtime: Runtime): Service<GeneratorContract> {
  let generator: Generator | null = null;
  return {
    async open({ source, threads }, { signal, onProgress }) {
      if (source.kind === 'shipped') {
        const read = fetchModelFile(source.baseUrl);
        generator = await openShippedGenerator(source.generator, read, runtime, {
          threads,
          signal,
          onProgress,
        });
        return { name: source.generator.name };
      }
      generator = await openFolder(source.files, source.name, runtime, threads);
      return { name: source.name };
    },
    generate({ passages, options }, { signal }) {
      if (generator === null) throw new CrosslensError('not-ready', 'The generator is not open yet.');
      return writeQueries(generator, passages, options, { signal });
    },
  };
}

/** Larger files do not fit into the memory of WASM beside what running them takes. */
const MAX_MODEL_BYTES = 1.5 * 2 ** 30;

async function openFolder(
  files: readonly File[],
  name: string,
  runtime: Runtime,
  threads: number,
): Promise<Generator> {
  const byPath = new Map(files.map((file) => [file.webkitRelativePath || file.name, file]));
  const paths = chooseGeneratorFiles([...byPath.keys()], name);
  const read = async (path: string): Promise<Uint8Array> => {
    const file = byPath.get(path);
    if (file === undefined) throw new CrosslensError('not-found', `${name} lacks ${path}.`);
    if (file.size > MAX_MODEL_BYTES) {
      throw new CrosslensError(
        'out-of-memory',
        `${path} is ${(file.size / 2 ** 30).toFixed(1)} GB large; a page can run up to 1.5 GB. Use a quantised export.`,
      );
    }
    return new Uint8Array(await file.arrayBuffer());
  };
  return openGenerator(await readGeneratorFiles(paths, name, read), runtime, { threads });
}
