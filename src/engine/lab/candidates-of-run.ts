import type { Shard } from '../../domain/corpus/types.ts';
import { orderOf } from '../../domain/trec/order.ts';
import { parseRun } from '../../domain/trec/parse-run.ts';
import type { CandidateRows } from './write-candidates.ts';

/**
 * The first passages of each query of a run that an arm exported (`Arm.exportRun`): the ranking of any arm, vectors or
 * none, without another method for it. Queries that the run lacks have no candidates.
 */
export function candidatesOfRun(shard: Shard, run: string, depth: number): CandidateRows {
  const rowOf = new Map(shard.passages.map(({ id }, row) => [id, row]));
  const lists = parseRun(run, 0).run.queries;
  return shard.queries.map(({ id }) => {
    const list = lists.get(id);
    if (list === undefined) return new Uint32Array(0);
    const rows = orderOf(list, 'trec_eval-10').flatMap((docno) => rowOf.get(docno) ?? []);
    return Uint32Array.from(rows.slice(0, depth));
  });
}
