import type { ReadRun } from '../../protocol/corpus.ts';
import { RUN_PREFIX } from '../../protocol/lexical.ts';
import type { RunFile } from './session-state.ts';

/** Runs by id; a file of a name that is known takes the earlier one's place. */
export function addRuns(known: readonly RunFile[], read: readonly ReadRun[]): readonly RunFile[] {
  const runs = new Map(known.map((file) => [file.id, file]));
  for (const run of read) runs.set(runIdOf(run.name), { id: runIdOf(run.name), ...run });
  return [...runs.values()];
}

/** A file's name as a link can carry it: `My Run.trec.gz` is `run:my-run`. */
function runIdOf(fileName: string): string {
  const base = (fileName.split('/').pop() ?? '').replace(/(\.(gz|txt|run|trec|res|tsv))+$/i, '');
  const slug = base
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `${RUN_PREFIX}${slug === '' ? 'unnamed' : slug}`;
}
