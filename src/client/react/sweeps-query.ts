import { queryOptions } from '@tanstack/react-query';
import { fetchSweeps } from '../fetch-sweeps.ts';

/** The sweeps that ship; `null` where none have been written. */
export function sweepsQuery() {
  return queryOptions({
    queryKey: ['sweeps'],
    queryFn: ({ signal }) =>
      fetchSweeps(new URL(import.meta.env.BASE_URL, window.location.href).href, signal),
    staleTime: Infinity,
    retry: false,
  });
}
