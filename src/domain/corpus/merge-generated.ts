import type { GeneratedQueries, LanguageCode } from './types.ts';

/**
 * One record for each passage or group, in order of first appearance: xQG's files hold one language each, so a
 * passage comes once per file. Queries of the same language are joined, and a query that is repeated word for word
 * is kept once, since fusion sums over them.
 */
export function mergeGenerated(rows: readonly GeneratedQueries[]): GeneratedQueries[] {
  const byOwner = new Map<string, { owner: GeneratedQueries; queries: Map<LanguageCode, Set<string>> }>();
  for (const row of rows) {
    const key = row.docid === undefined ? `group ${row.group ?? ''}` : `docid ${row.docid}`;
    const entry = byOwner.get(key) ?? { owner: row, queries: new Map<LanguageCode, Set<string>>() };
    byOwner.set(key, entry);
    for (const [lang, texts] of Object.entries(row.queries)) {
      const known = entry.queries.get(lang) ?? new Set();
      for (const text of texts) known.add(text);
      entry.queries.set(lang, known);
    }
  }
  return [...byOwner.values()].map(({ owner, queries }) => ({
    ...owner,
    queries: Object.fromEntries([...queries].map(([lang, texts]) => [lang, [...texts]])),
  }));
}
