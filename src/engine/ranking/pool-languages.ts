import { compareDocnos } from '../../domain/corpus/compare-docnos.ts';
import type { LanguageCode, Shard } from '../../domain/corpus/types.ts';
import { NOTHING } from '../../domain/metrics/rank-table.ts';
import { CrosslensError } from '../../protocol/errors.ts';

/** The languages of a shard, and where each one's passages stand. */
export interface PoolLanguages {
  /** Of passages and queries, ascending. */
  readonly languages: readonly LanguageCode[];
  /** Position in `languages` of each passage's and each query's language. */
  readonly ofPassage: Uint8Array;
  readonly ofQuery: Uint8Array;
  /** Row at which each language's passages start, and one past the last. [languages] */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** @throws CrosslensError `corpus-invalid` with more languages than a byte can tell apart */
export function poolLanguages({ passages, queries }: Shard): PoolLanguages {
  const languages = [...new Set([...passages, ...queries].map(({ lang }) => lang))].sort(compareDocnos);
  if (languages.length > NOTHING) {
    throw new CrosslensError(
      'corpus-invalid',
      `The shard has ${languages.length} languages; at most ${NOTHING} can be compared. Choose fewer.`,
    );
  }
  const positions = new Map(languages.map((lang, position) => [lang, position]));
  const positionOf = ({ lang }: { readonly lang: LanguageCode }): number => positions.get(lang) ?? NOTHING;
  const ofPassage = Uint8Array.from(passages, positionOf);
  const starts = languages.map(() => 0);
  const ends = languages.map(() => 0);
  ofPassage.forEach((language, row) => {
    if (ends[language] === 0) starts[language] = row;
    else if (ends[language] !== row) throw new Error('Passages of a shard must be sorted by language.');
    ends[language] = row + 1;
  });
  return { languages, ofPassage, ofQuery: Uint8Array.from(queries, positionOf), starts, ends };
}
