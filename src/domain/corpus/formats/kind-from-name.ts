/**
 * What a file's name says of its content: `corpus.jsonl`, `collection.tsv` and `docs-0.jsonl` hold passages,
 * `queries.train.tsv` and `topics.miracl-v1.0-am-dev.tsv` queries. Folders do not count.
 */
export function kindFromName(path: string): 'passages' | 'queries' | null {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
  if (/quer(?:y|ies)|topics?(?![a-z])|questions?/.test(name)) return 'queries';
  return /corpus|collection|passages?|psgs|docs?(?![a-z])|documents?/.test(name) ? 'passages' : null;
}
