import type { FilePlan } from '../../domain/corpus/read-plan.ts';
import type { CorpusFormat } from '../../domain/corpus/types.ts';
import { throwIfAborted } from '../../protocol/errors.ts';
import type { Detected, FileSample } from './formats/format-reader.ts';
import { FileRefused } from './formats/format-reader.ts';
import { createReaders } from './formats/formats.ts';
import { openFile } from './open-file.ts';
import { detectFormat, planOf, settleByNeighbours } from './plan-files.ts';
import { recogniseParallel } from './parallel-neighbours.ts';
import type { SourceFile } from './source-file.ts';

export interface Recognition {
  readonly sample: FileSample;
  readonly detected: Detected;
}

const PROSE: ReadonlySet<CorpusFormat> = new Set(['text', 'markdown']);

const ABOUT = 'By its name it is about the other files. To read it as passages, open it alone.';

/** `README.md`, `LICENSE`, `dataset/CITATION.txt`: they come with most datasets, and are no passages. */
function isAbout(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /^(?:readme|licen[cs]e|copying|notice|changelog|citation|authors|contributing)(?![a-z])/i.test(name);
}

/** What each file is, by its beginning and by the files beside it, or why it cannot be read. [sources] */
export async function recogniseSources(
  sources: readonly SourceFile[],
  signal?: AbortSignal,
): Promise<readonly (Recognition | { readonly refusal: string })[]> {
  const readers = createReaders();
  const alone: (Recognition | { readonly refusal: string })[] = [];
  for (const source of sources) {
    try {
      const { sample } = await openFile(source, { signal });
      const detected = detectFormat(sample, readers);
      const about = sources.length > 1 && PROSE.has(detected.format) && isAbout(source.name);
      alone.push(about ? { refusal: ABOUT } : { sample, detected });
    } catch (error) {
      throwIfAborted(signal);
      if (!(error instanceof FileRefused)) throw error;
      alone.push({ refusal: error.message });
    }
  }
  const settled = settleByNeighbours(
    alone.map((file, f) => ({
      detected: 'detected' in file ? file.detected : null,
      bytes: sources[f]?.size ?? 0,
    })),
  );
  const parallel = await recogniseParallel(sources, settled, signal);
  return alone.map((file, f) =>
    'detected' in file ? { sample: file.sample, detected: parallel[f] ?? file.detected } : file,
  );
}

/** How each file is read: as the plan says, and those that it does not name as they are recognised. [sources] */
export async function planSources(
  sources: readonly SourceFile[],
  plans: Readonly<Record<string, FilePlan>>,
  signal?: AbortSignal,
): Promise<readonly (FilePlan | { readonly refusal: string })[]> {
  const unplanned = sources.filter(({ name }) => !Object.hasOwn(plans, name));
  const found = await recogniseSources(unplanned, signal);
  const byIndex = new Map(unplanned.map((source, i) => [source, found[i]]));
  return sources.map((source) => {
    const planned = Object.hasOwn(plans, source.name) ? plans[source.name] : undefined;
    if (planned !== undefined) return planned;
    const recognition = byIndex.get(source);
    if (recognition === undefined) return { refusal: 'It was not looked at.' };
    return 'refusal' in recognition ? recognition : planOf(recognition.detected, recognition.sample);
  });
}
