import type { Census, JudgedIds } from '../../domain/corpus/intake.ts';
import { createCensus, createJudgedIds, createRowQueries } from '../../domain/corpus/intake.ts';
import type { LanguageCode, Passage } from '../../domain/corpus/types.ts';
import { openFile } from './open-file.ts';
import type { ReadJob } from './read-job.ts';
import { readersByTake } from './read-job.ts';
import { readInto, refusable } from './read-one.ts';
import { createProgressMeter } from './read-progress.ts';

export interface Counted {
  readonly census: Census;
  readonly judged: JudgedIds;
  /** Passages and groups that generated queries belong to. */
  readonly named: { readonly ids: ReadonlySet<string>; readonly groups: ReadonlySet<string> };
  readonly refused: ReadonlyMap<string, string>;
}

/** The first pass. A file that is refused at its end was counted for nothing, so that counting begins again. */
export async function countFiles(
  job: ReadJob,
  languageOf: (passage: Passage) => LanguageCode,
): Promise<Counted> {
  const refused = new Map<string, string>();
  for (;;) {
    const counted = await countOnce(job, languageOf, refused);
    if (counted !== null) return counted;
  }
}

/** `null` when a file was refused, which is in `refused` then. */
async function countOnce(
  { sources, plans, beside, detect, signal, onProgress }: ReadJob,
  languageOf: (passage: Passage) => LanguageCode,
  refused: Map<string, string>,
): Promise<Counted | null> {
  const readers = readersByTake(detect);
  const census = createCensus();
  const judged = createJudgedIds();
  const named = { ids: new Set<string>(), groups: new Set<string>() };
  const meter = createProgressMeter('count', sources, onProgress, signal);
  meter.counting(census.passages);
  for (const [f, source] of sources.entries()) {
    const plan = plans[f] ?? { refusal: '' };
    await meter.begin(source, f);
    if ('refusal' in plan || refused.has(source.name)) continue;
    const { take } = source;
    const outcome = await refusable(
      source.name,
      async () => {
        const file = await openFile(source, { signal, onBytes: meter.onBytes, beside: beside(source) });
        const rows = createRowQueries();
        await readInto(file, plan, readers(source), {
          passage(passage) {
            if (take?.passages === false) return;
            const { group } = passage;
            rows.passage(passage, true);
            const lang = languageOf(passage);
            census.add(group === undefined ? { lang } : { lang, group });
          },
          query(query) {
            if (take?.queries !== false && rows.kept(query) === null) judged.query(query);
          },
          judgement: judged.judgement,
          generated({ docid, group }) {
            if (docid !== undefined) named.ids.add(docid);
            else if (group !== undefined) named.groups.add(group);
          },
          run: () => undefined,
          skip: () => undefined,
          note: () => undefined,
        });
        return { file: source.name, refusal: '' };
      },
      signal,
    );
    if ('refusal' in outcome && outcome.refusal !== '') {
      refused.set(source.name, outcome.refusal);
      return null;
    }
  }
  return { census, judged, named, refused };
}
