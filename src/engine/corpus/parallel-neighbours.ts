import { pairParallelFiles } from '../../domain/corpus/formats/parallel-files.ts';
import type { Detected } from './formats/format-reader.ts';
import { FileRefused } from './formats/format-reader.ts';
import { openFile } from './open-file.ts';
import type { SourceFile } from './source-file.ts';

/** Lines of larger files are not counted before they are read; their names have to do. In bytes, as they lie there. */
const COUNTED = 256 * 1024 ** 2;

/** Those of the other files that a file may be parallel to, by their names. */
export function createNeighbours(
  sources: readonly SourceFile[],
): (source: SourceFile) => readonly SourceFile[] {
  const byName = new Map(sources.map((source) => [source.name, source]));
  const beside = new Map<string, readonly SourceFile[]>();
  for (const { files } of pairParallelFiles(sources.map(({ name }) => name))) {
    for (const { name } of files) {
      const others = files.flatMap((other) => (other.name === name ? [] : (byName.get(other.name) ?? [])));
      beside.set(name, others);
    }
  }
  return ({ name }) => beside.get(name) ?? [];
}

/**
 * Finds parallel text among files that look like plain text: their names differ in the language alone, and they have
 * as many lines as each other. What it is not stays as it was recognised. [sources]
 */
export async function recogniseParallel(
  sources: readonly SourceFile[],
  detected: readonly (Detected | null)[],
  signal?: AbortSignal,
): Promise<readonly (Detected | null)[]> {
  const places = new Map(sources.map(({ name }, place) => [name, place]));
  const found = [...detected];
  for (const { files, named } of pairParallelFiles(sources.map(({ name }) => name))) {
    const members = files.map(({ name }) => places.get(name) ?? -1);
    if (!members.every((place) => isText(detected[place]))) continue;
    const counts = await Promise.all(members.map((place) => countLines(sources[place], signal)));
    const [lines] = counts;
    if (lines !== null && !counts.every((count) => count === lines)) continue;
    for (const place of members) {
      const before = detected[place];
      found[place] = {
        format: 'parallel-lines',
        because: `${files.map(({ lang }) => lang).join(' and ')} side by side${lines === null || lines === undefined ? '' : `, ${lines.toLocaleString('en-GB')} lines each`}`,
        // Any two texts may have as many lines as each other; a name that says the pair is no accident.
        sure: named && lines !== null,
        alternatives: [...new Set([before?.format ?? 'text', 'text' as const])],
      };
    }
  }
  return found;
}

/** Plain text, or what its commas and tabs made look like a table. */
function isText(detected: Detected | null | undefined): boolean {
  return (
    detected !== null &&
    detected !== undefined &&
    ['text', 'table', 'topics', 'collection'].includes(detected.format)
  );
}

/** `null`: too large to be counted, or not readable. */
async function countLines(
  source: SourceFile | undefined,
  signal: AbortSignal | undefined,
): Promise<number | null> {
  if (source === undefined || source.size > COUNTED) return null;
  let lines = 0;
  try {
    const file = await openFile(source, { signal });
    for await (const line of file.lines()) lines = line.number;
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return null;
  }
  return lines;
}
