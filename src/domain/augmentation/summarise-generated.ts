import type { LanguageCode, Passage, Shard } from '../corpus/types.ts';
import { sampleIndices } from '../random.ts';
import { planGenerated } from './plan-generated.ts';

/** Generated queries of the shard, as they were read or written, before fusion chooses among them. */
export interface GeneratedSummary {
  readonly languages: readonly {
    readonly lang: LanguageCode;
    readonly queries: number;
    /** Passages in other languages that receive at least one of them. */
    readonly passages: number;
  }[];
  readonly passages: number;
  /** Passages that receive none, and the ids of the first few. */
  readonly without: number;
  readonly withoutExamples: readonly string[];
  /** Left out because they are gold questions. */
  readonly goldCopies: number;
  /** A passage with what was generated for it, some of each language. */
  readonly samples: readonly {
    readonly passage: Passage;
    readonly queries: readonly { readonly lang: LanguageCode; readonly text: string }[];
  }[];
}

/** @param seed draws the samples */
export function summariseGenerated(shard: Shard, seed: number, samples = 6): GeneratedSummary {
  const { plan, texts } = planGenerated(shard);
  const distinct = plan.languages.map(() => new Set<number>());
  const receivers = plan.languages.map(() => 0);
  const withQueries: number[] = [];
  const without: string[] = [];
  shard.passages.forEach((passage, row) => {
    const from = plan.offsets[row] ?? 0;
    const to = plan.offsets[row + 1] ?? from;
    const seen = new Set<number>();
    for (let entry = from; entry < to; entry += 1) {
      const language = plan.language[entry] ?? 0;
      distinct[language]?.add(plan.vector[entry] ?? 0);
      seen.add(language);
    }
    for (const language of seen) receivers[language] = (receivers[language] ?? 0) + 1;
    if (from === to) without.push(passage.id);
    else withQueries.push(row);
  });
  const queriesOf = (row: number): { lang: LanguageCode; text: string }[] =>
    Array.from({ length: (plan.offsets[row + 1] ?? 0) - (plan.offsets[row] ?? 0) }, (_, i) => {
      const entry = (plan.offsets[row] ?? 0) + i;
      return {
        lang: plan.languages[plan.language[entry] ?? 0] ?? '',
        text: texts[plan.vector[entry] ?? 0] ?? '',
      };
    });
  return {
    languages: plan.languages.map((lang, language) => ({
      lang,
      queries: distinct[language]?.size ?? 0,
      passages: receivers[language] ?? 0,
    })),
    passages: shard.passages.length,
    without: without.length,
    withoutExamples: without.slice(0, 5),
    goldCopies: shard.goldCopies.length,
    samples: sampleIndices(withQueries.length, samples, seed).flatMap((index) => {
      const row = withQueries[index] ?? -1;
      const passage = shard.passages[row];
      return passage === undefined ? [] : [{ passage, queries: queriesOf(row) }];
    }),
  };
}
