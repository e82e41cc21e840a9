import type { Collector } from '../../domain/corpus/collect-rows.ts';
import { createCollector } from '../../domain/corpus/collect-rows.ts';
import { createRowQueries } from '../../domain/corpus/intake.ts';
import { formatCount } from '../../domain/corpus/parsed-file.ts';
import type { RowSink } from '../../domain/corpus/row-sink.ts';
import type { Passage } from '../../domain/corpus/types.ts';
import type { FileOutcome } from './corpus-file.ts';
import { openFile } from './open-file.ts';
import type { ReadJob } from './read-job.ts';
import { readersByTake } from './read-job.ts';
import { finished, readInto, refusable } from './read-one.ts';
import { createProgressMeter } from './read-progress.ts';

/** Reads all files into memory, of their passages those that `keep` lets in. */
export async function collectFiles(
  { sources, plans, beside, detect, signal, onProgress, log, refused = new Map() }: ReadJob,
  keep: (passage: Passage) => boolean,
): Promise<{ readonly outcomes: readonly FileOutcome[]; readonly seen: number }> {
  const readers = readersByTake(detect);
  const outcomes: FileOutcome[] = [];
  let seen = 0;
  let kept = 0;
  const meter = createProgressMeter('read', sources, onProgress, signal);
  for (const [f, source] of sources.entries()) {
    const plan = plans[f] ?? { refusal: '' };
    const refusal = 'refusal' in plan ? plan.refusal : (refused.get(source.name) ?? null);
    await meter.begin(source, f);
    if (refusal !== null || 'refusal' in plan) {
      outcomes.push({ file: source.name, refusal: refusal ?? '' });
      continue;
    }
    let collector: Collector | undefined;
    const outcome = await refusable(
      source.name,
      async () => {
        const rows = createRowQueries();
        const own = createCollector(source.name, {
          keep(passage) {
            const isKept = keep(passage);
            rows.passage(passage, isKept);
            return isKept;
          },
          take: source.take,
          detect,
          onSkip: log.add,
        });
        collector = own;
        const sink: RowSink = {
          ...own.sink,
          query(query, where) {
            if (rows.kept(query) !== false) own.sink.query(query, where);
          },
        };
        meter.counting(() => kept + own.counts().kept);
        const file = await openFile(source, { signal, onBytes: meter.onBytes, beside: beside(source) });
        await readInto(file, plan, readers(source), sink);
        return withIntake(finished(own, plan), own.counts());
      },
      signal,
    );
    if ('format' in outcome) {
      seen += collector?.counts().seen ?? 0;
      kept += outcome.passages.length;
    } else log.add({ file: source.name, where: '', reason: outcome.refusal });
    outcomes.push(outcome);
  }
  return { outcomes, seen };
}

function withIntake(
  outcome: FileOutcome,
  { seen, kept }: { readonly seen: number; readonly kept: number },
): FileOutcome {
  if (!('format' in outcome) || seen === kept) return outcome;
  const note = `${formatCount(kept)} of its ${formatCount(seen)} passages were taken in, as chosen.`;
  return { ...outcome, notes: [note, ...outcome.notes] };
}
