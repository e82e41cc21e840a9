import { queryOptions } from '@tanstack/react-query';
import type { EvaluateInput, EvaluateProgress, SearchInput } from '../../protocol/arm.ts';
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
    queryFn: () => session.listQueries(input),
    enabled: shardHash !== null,
    staleTime: Infinity,
  });
}
