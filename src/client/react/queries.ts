import { queryOptions } from '@tanstack/react-query';
import type {
  EvaluateInput,
  EvaluateProgress,
  MoversInput,
  SearchInput,
  ValuesInput,
} from '../../protocol/arm.ts';
import type { ListQueriesInput } from '../../protocol/corpus.ts';
import type { Session } from '../session/session.ts';
import type { ArmState } from '../session/session-state.ts';

/** Keys hold identity alone: which arm in which state of its index, which shard, which question. */
function armKey(arm: ArmState): readonly unknown[] {
  return [arm.letter, arm.spec.id, arm.spec.device, arm.generation];
}

/**
 * While indexing goes on, an arm answers over what it has. The answer is asked for again at half and at the end, not
 * more often: each new question cancels the one before it.
 */
function indexedStage(arm: ArmState): 'nothing' | 'some' | 'half' | 'all' {
  if (arm.phase.kind === 'indexed') return 'all';
  if (arm.phase.kind !== 'indexing' && arm.phase.kind !== 'paused') return 'nothing';
  const { progress } = arm.phase;
  if (progress === null || progress.done === 0) return 'nothing';
  return progress.done / progress.total < 0.5 ? 'some' : 'half';
}

export function searchQuery(session: Session, arm: ArmState, shardHash: string, input: SearchInput) {
  return queryOptions({
    queryKey: ['search', armKey(arm), indexedStage(arm), shardHash, input],
    queryFn: ({ signal }) => session.search(arm.letter, input, signal),
    enabled: input.text.trim() !== '' && indexedStage(arm) !== 'nothing',
    staleTime: Infinity,
    retry: false,
  });
}

export function evaluateQuery(
  session: Session,
  arm: ArmState,
  shardHash: string,
  input: EvaluateInput,
  onProgress?: (progress: EvaluateProgress) => void,
) {
  return queryOptions({
    queryKey: ['evaluate', armKey(arm), shardHash, input],
    queryFn: ({ signal }) => session.evaluate(arm.letter, input, { signal, onProgress }),
    enabled: arm.phase.kind === 'indexed',
    staleTime: Infinity,
    retry: false,
  });
}

export function knownQueriesQuery(session: Session, shardHash: string | null, input: ListQueriesInput) {
  return queryOptions({
    queryKey: ['queries', shardHash, input],
    queryFn: () => session.corpus.listQueries(input),
    enabled: shardHash !== null,
    staleTime: Infinity,
  });
}

export function valuesQuery(session: Session, arm: ArmState, shardHash: string, input: ValuesInput) {
  return queryOptions({
    queryKey: ['values', armKey(arm), shardHash, input],
    queryFn: ({ signal }) => session.values(arm.letter, input, { signal }),
    enabled: arm.phase.kind === 'indexed',
    staleTime: Infinity,
    retry: false,
  });
}

export function moversQuery(session: Session, arm: ArmState, shardHash: string, input: MoversInput) {
  return queryOptions({
    queryKey: ['movers', armKey(arm), shardHash, input],
    queryFn: ({ signal }) => session.movers(arm.letter, input, { signal }),
    enabled: arm.phase.kind === 'indexed' && arm.encoder !== null,
    staleTime: Infinity,
    retry: false,
  });
}

/** Queries of the shard by id, to show a few of many. */
export function queriesByIdQuery(session: Session, shardHash: string, ids: readonly string[]) {
  return queryOptions({
    queryKey: ['queries-by-id', shardHash, ids],
    queryFn: () => session.corpus.queriesById(ids),
    enabled: ids.length > 0,
    staleTime: Infinity,
  });
}

export function generatedSummaryQuery(session: Session, shardHash: string, seed: number) {
  return queryOptions({
    queryKey: ['generated', shardHash, seed],
    queryFn: () => session.corpus.summariseGenerated(seed),
    enabled: shardHash !== '',
    staleTime: Infinity,
  });
}

/** What this browser keeps; asked for anew whenever it is looked at. */
export function storedQuery(session: Session) {
  return queryOptions({
    queryKey: ['stored'],
    queryFn: () => session.library.stored(),
    staleTime: 0,
    retry: false,
  });
}
