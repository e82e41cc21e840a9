import type { ReactNode } from 'react';
import { explainModelError } from '../../../client/explain-model-error.ts';
import type { WireError } from '../../../protocol/errors.ts';
import { Notice } from '../../../ui/notice.tsx';

/** What went wrong with a model from elsewhere, and what to do about it. */
export function ModelError({ error, actions }: { readonly error: WireError; readonly actions?: ReactNode }) {
  const { title, detail, action } = explainModelError(error);
  return (
    <div role="alert">
      <Notice tone="bad" title={title} actions={actions}>
        <p>{detail}</p>
        <p>{action}</p>
      </Notice>
    </div>
  );
}
