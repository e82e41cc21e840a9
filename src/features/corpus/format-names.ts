import type { CorpusFormat } from '../../domain/corpus/types.ts';

/** What a person calls each format. */
export const FORMAT_NAMES: Readonly<Record<CorpusFormat, string>> = {
  xquad: 'SQuAD-style JSON',
  jsonl: 'JSON Lines',
  'generated-queries': 'generated queries',
  qrels: 'TREC qrels',
  run: 'TREC run',
  'beir-passages': 'BEIR corpus',
  'beir-queries': 'BEIR queries',
  'docid-passages': 'MIRACL, Mr.TyDi or MLDR corpus',
  'query-passages': 'queries with their passages',
  collection: 'id and passage, by tab',
  topics: 'id and query, by tab',
  dpr: 'DPR passages',
  belebele: 'Belebele',
  mkqa: 'MKQA',
  'parallel-lines': 'parallel lines',
  tmx: 'TMX',
  table: 'table',
  text: 'plain text',
  markdown: 'Markdown',
};
