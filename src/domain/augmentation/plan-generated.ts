import type { GeneratedQueries, LanguageCode, Shard } from '../corpus/types.ts';

/**
 * Which generated queries belong to which passage. Passage `row` owns the entries
 * `offsets[row] … offsets[row + 1] − 1`; a text is encoded once, however many passages share it.
 */
export interface GeneratedPlan {
  readonly languages: readonly LanguageCode[];
  /** [passages + 1] */
  readonly offsets: Uint32Array;
  /** Row of the generated query's vector. [entries] */
  readonly vector: Uint32Array;
  /** Position in `languages`. [entries] */
  readonly language: Uint8Array;
  /** 0 for the first query of its language, 1 for the second … [entries] */
  readonly place: Uint16Array;
}

export interface PlannedQueries {
  readonly plan: GeneratedPlan;
  /** Texts to encode, in the order that `plan.vector` counts in. */
  readonly texts: readonly string[];
}

/**
 * A passage takes the queries that name its id and those that name its group, never those in its own language, none
 * twice, and never a gold question: fusing what is asked later into its answer would be leakage.
 */
export function planGenerated(shard: Shard): PlannedQueries {
  const byDocid = indexBy(shard.generated, (row) => row.docid);
  const byGroup = indexBy(shard.generated, (row) => row.group);
  const languages = [...new Set(shard.generated.flatMap((row) => Object.keys(row.queries)))].sort();
  const gold = new Set(shard.goldCopies);
  const vectorOf = new Map<string, number>();
  const texts: string[] = [];

  const offsets = new Uint32Array(shard.passages.length + 1);
  const vector: number[] = [];
  const language: number[] = [];
  const place: number[] = [];
  shard.passages.forEach((passage, row) => {
    const rows = [
      ...(byDocid.get(passage.id) ?? []),
      ...(passage.group === undefined ? [] : (byGroup.get(passage.group) ?? [])),
    ];
    languages.forEach((lang, position) => {
      if (lang === passage.lang) return;
      const distinct = new Set(rows.flatMap((generated) => generated.queries[lang] ?? []));
      let next = 0;
      for (const text of distinct) {
        if (gold.has(text)) continue;
        vector.push(vectorFor(text));
        language.push(position);
        place.push(next);
        next += 1;
      }
    });
    offsets[row + 1] = vector.length;
  });
  return {
    plan: {
      languages,
      offsets,
      vector: Uint32Array.from(vector),
      language: Uint8Array.from(language),
      place: Uint16Array.from(place),
    },
    texts,
  };

  function vectorFor(text: string): number {
    const known = vectorOf.get(text);
    if (known !== undefined) return known;
    vectorOf.set(text, texts.length);
    return texts.push(text) - 1;
  }
}

function indexBy(
  rows: readonly GeneratedQueries[],
  key: (row: GeneratedQueries) => string | undefined,
): Map<string, GeneratedQueries[]> {
  const index = new Map<string, GeneratedQueries[]>();
  for (const row of rows) {
    const name = key(row);
    if (name === undefined) continue;
    const known = index.get(name);
    if (known === undefined) index.set(name, [row]);
    else known.push(row);
  }
  return index;
}
