import { IconButton } from '../../ui/button.tsx';
import { keyOf, VIEW_ENTRIES } from '../views.tsx';

const OTHERS: readonly (readonly [key: string, does: string])[] = [
  ['/', 'to the query'],
  ['↑ ↓', 'along the results of a column'],
  ['← →', 'to the same passage in the next column'],
  ['?', 'this list'],
  ['Esc', 'close what is open'],
];

/** The keys, beside the work rather than over it. */
export function KeysPanel({ onClose }: { readonly onClose: () => void }) {
  const keys = [
    ...VIEW_ENTRIES.map(({ title }, index): readonly [string, string] => [keyOf(index), title]),
    ...OTHERS,
  ];
  return (
    <aside
      aria-label="Keys"
      className="fixed right-4 bottom-20 z-40 w-72 rounded-lg border border-line bg-panel p-4 shadow-(--shadow) md:bottom-4"
    >
      <div className="mb-2 flex items-center justify-between">
        <h2 className="text-base font-semibold">Keys</h2>
        <IconButton icon="close" label="Close the list of keys" onClick={onClose} />
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1.5 text-sm">
        {keys.map(([key, does]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="inline-block min-w-6 rounded border border-line bg-sunken px-1.5 text-center font-sans text-xs">
                {key}
              </kbd>
            </dt>
            <dd className="text-soft">{does}</dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}
