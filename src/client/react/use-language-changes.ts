import { useQuery } from '@tanstack/react-query';
import type { LanguageChange } from '../../domain/significance/compare-by-language.ts';
import type { WireError } from '../../protocol/errors.ts';
import { toWireError } from '../../protocol/errors.ts';
import { COMPARE_OPTIONS } from '../compare-options.ts';
import { useSession } from './session-context.tsx';
import type { ArmValues } from './use-values.ts';

/** What fusion changed for each query language of one arm, with intervals and tests; computed in a worker. */
export function useLanguageChanges(
  before: ArmValues | undefined,
  after: ArmValues | undefined,
  key: readonly unknown[],
): { readonly changes: readonly LanguageChange[] | null; readonly error: WireError | null } {
  const session = useSession();
  const [from, to] = [before?.values ?? null, after?.values ?? null];
  const result = useQuery({
    queryKey: ['language-changes', before?.arm.uid, before?.arm.generation, key, COMPARE_OPTIONS],
    queryFn: ({ signal }) => {
      if (from === null || to === null) throw new Error('There is nothing to compare yet.');
      return session.compareByLanguage({ before: from, after: to, options: COMPARE_OPTIONS }, signal);
    },
    enabled: from !== null && to !== null,
    staleTime: Infinity,
    retry: false,
  });
  return {
    changes: result.data ?? null,
    error: result.error === null ? null : toWireError(result.error),
  };
}
