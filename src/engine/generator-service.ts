import type { GeneratorContract } from '../protocol/generator.ts';
import { CrosslensError } from '../protocol/errors.ts';
import type { Service } from '../protocol/service.ts';
import type { Generator } from './generator/generator.ts';
import { openGenerator } from './generator/generator.ts';
import { chooseGeneratorFiles, readGeneratorFiles } from './generator/model-files.ts';
import { openShippedGenerator } from './generator/open-shipped.ts';
import { writeQueries } from './generator/write-queries.ts';
import { fetchModelFile } from './models/fetch-model-file.ts';
import { pickedFolder } from './models/picked-folder.ts';
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

async function openFolder(
  files: readonly File[],
  name: string,
  runtime: Runtime,
  threads: number,
): Promise<Generator> {
  const folder = pickedFolder(files, name);
  const paths = chooseGeneratorFiles(folder.paths, name);
  return openGenerator(await readGeneratorFiles(paths, name, folder.read), runtime, { threads });
}
