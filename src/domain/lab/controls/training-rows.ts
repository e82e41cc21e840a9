import type { Side } from '../../adapter/adapter.ts';
import type { LanguageCode } from '../../corpus/types.ts';
import type { LabData } from '../lab-data.ts';

/** The training vectors of one side. */
export interface TrainingRows {
  /** All of the side, [n × d]; `rows` says which of them are for training. */
  readonly vectors: Float32Array;
  readonly rows: readonly number[];
  /** The same rows by language, languages in order of their codes. */
  readonly byLanguage: ReadonlyMap<LanguageCode, readonly number[]>;
}

export function trainingRows(data: LabData, side: Side): TrainingRows {
  const { shard, split } = data;
  const [texts, included, vectors] =
    side === 'query'
      ? [shard.queries, split.trainingQueries, data.queries]
      : [shard.passages, split.trainingPassages, data.passages];
  const rows = texts.flatMap((_, row) => (included[row] === 1 ? [row] : []));
  const languages = [...new Set(rows.map((row) => texts[row]?.lang ?? ''))].sort();
  return {
    vectors,
    rows,
    byLanguage: new Map(
      languages.map((language) => [language, rows.filter((row) => texts[row]?.lang === language)]),
    ),
  };
}

/** Sum of the named rows of vectors [n × d]. */
export function sumRows(vectors: Float32Array, rows: readonly number[], d: number): Float64Array {
  const sum = new Float64Array(d);
  for (const row of rows) {
    for (let i = 0; i < d; i += 1) sum[i] = (sum[i] ?? 0) + (vectors[row * d + i] ?? 0);
  }
  return sum;
}

/** Mean of the named rows, of which there is at least one. */
export function meanRow(vectors: Float32Array, rows: readonly number[], d: number): Float32Array {
  return Float32Array.from(sumRows(vectors, rows, d), (sum) => sum / rows.length);
}
