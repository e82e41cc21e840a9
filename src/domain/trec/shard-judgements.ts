import type { Judgement, Shard } from '../corpus/types.ts';

/** The judgements of a shard as qrels have them: what is relevant to a query's whole group, at level 1. */
export function shardJudgements({ queries, passages }: Shard): Judgement[] {
  return queries.flatMap(({ id, relevantRows }) =>
    relevantRows.map((row) => ({ query: id, docno: passages[row]?.id ?? '', level: 1 })),
  );
}
