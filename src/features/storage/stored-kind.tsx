import type { ReactNode } from 'react';
import type { StoredItem } from '../../protocol/library.ts';
import { formatBytes, plural } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { TwoStepButton } from '../../ui/two-step-button.tsx';
import type { KINDS } from './storage-words.ts';
import { MANY, totalBytes } from './storage-words.ts';

/** Everything of one kind, each with its size and date, and the ways to delete it. */
export function StoredKindPanel({
  kind: { kind, title, one, about },
  items,
  busy,
  onRemove,
  action,
}: {
  readonly kind: (typeof KINDS)[number];
  readonly items: readonly StoredItem[];
  readonly busy: boolean;
  readonly onRemove: (items: readonly StoredItem[]) => void;
  /** What else can be done with one. */
  readonly action?: ((item: StoredItem) => ReactNode) | undefined;
}) {
  const total = `${plural(items.length, one, MANY[kind])}, ${formatBytes(totalBytes(items))}`;
  return (
    <Panel
      title={title}
      aside={
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm tabular-nums text-faint">
          <span>{total}</span>
          {items.length > 1 && (
            <TwoStepButton
              label={`Delete all ${MANY[kind]}`}
              sure={`Delete ${total}`}
              disabled={busy}
              onSure={() => {
                onRemove(items);
              }}
            >
              Delete all
            </TwoStepButton>
          )}
        </div>
      }
    >
      <p className="mb-2 max-w-[75ch] text-sm text-soft">{about}</p>
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <li
            key={item.key}
            className="grid gap-x-6 gap-y-1 py-2.5 text-sm first:pt-0 last:pb-0 sm:grid-cols-[minmax(0,1fr)_auto]"
          >
            <div className="min-w-0">
              <h3 className="font-medium [overflow-wrap:anywhere]">
                <bdi>{item.name}</bdi>
              </h3>
              <p className="text-xs tabular-nums text-faint [overflow-wrap:anywhere]">
                {[formatBytes(item.bytes), savedWords(item.saved), item.detail]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </p>
            </div>
            <div className="flex flex-wrap items-center gap-1.5">
              {action?.(item)}
              <TwoStepButton
                label={`Delete ${item.name}`}
                sure={`Delete it, ${formatBytes(item.bytes)}`}
                disabled={busy}
                onSure={() => {
                  onRemove([item]);
                }}
              >
                Delete
              </TwoStepButton>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function savedWords(saved: string | null): string {
  if (saved === null) return '';
  return new Date(saved).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}
