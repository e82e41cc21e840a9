import { explainError } from '../../client/explain-error.ts';
import type { WireError } from '../../protocol/errors.ts';
import { Notice } from '../../ui/notice.tsx';

/** What went wrong with one thing; nothing else is touched by it. */
export function Failure({ error, title }: { readonly error: WireError | null; readonly title?: string }) {
  if (error === null || error.code === 'aborted') return null;
  return (
    <div role="alert">
      <Notice tone="bad" title={title ?? explainError(error).title}>
        <p>{error.message}</p>
      </Notice>
    </div>
  );
}
