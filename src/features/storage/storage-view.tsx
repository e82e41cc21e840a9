import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { explainError } from '../../client/explain-error.ts';
import { hostsOf, repositoryOf } from '../../client/own-encoder.ts';
import { storedQuery } from '../../client/react/queries.ts';
import { useSession } from '../../client/react/session-context.tsx';
import { useViewLink, useViewState } from '../../client/react/view-state-context.tsx';
import type { WireError } from '../../protocol/errors.ts';
import { toWireError } from '../../protocol/errors.ts';
import type { StoredItem } from '../../protocol/library.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { formatBytes, plural } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { ViewHeader } from '../../ui/view-header.tsx';
import { RoomLeft } from './room-left.tsx';
import { KINDS, ofKind, totalBytes } from './storage-words.ts';
import { StoredKindPanel } from './stored-kind.tsx';

/** What this browser keeps, how much room is left, and the way to delete it. */
export function StorageView() {
  const session = useSession();
  const client = useQueryClient();
  const [, change] = useViewState();
  const query = storedQuery(session);
  const { data, error, refetch } = useQuery(query);
  const [removing, setRemoving] = useState<{
    readonly busy: boolean;
    readonly said: string;
    readonly error: WireError | null;
  }>({ busy: false, said: '', error: null });
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    // The row that was deleted is gone, and with it the focus.
    if (removing.said !== '') said.current?.focus();
  }, [removing.said]);
  const remove = async (items: readonly StoredItem[]): Promise<void> => {
    setRemoving({ busy: true, said: '', error: null });
    try {
      const report = await session.library.remove(items.map(({ kind, key }) => ({ kind, key })));
      client.setQueryData(query.queryKey, report);
      const what = items.length === 1 ? (items[0]?.name ?? '') : plural(items.length, 'item');
      setRemoving({
        busy: false,
        said: `${what} deleted; ${formatBytes(totalBytes(items))} are free again.`,
        error: null,
      });
    } catch (reason) {
      setRemoving({ busy: false, said: '', error: toWireError(reason) });
    }
  };
  /** A download goes on where it was begun: with the model that its file belongs to. */
  const goOn = ({ name }: StoredItem): ReactNode => {
    const found = repositoryOf(name);
    if (found === null) return null;
    return (
      <Button
        small
        icon="play"
        onClick={() => {
          change({ view: 'encoders' });
          void session.library.look(found.ref, undefined, found.path);
        }}
      >
        Go on: look it up on {hostsOf(found.ref).join()}
      </Button>
    );
  };
  return (
    <div className="mx-auto max-w-5xl">
      <ViewHeader
        title="Storage"
        sentence="What this browser keeps for Crosslens: models, corpora, vectors, arms of the Lab and generated queries."
        computed={
          <>
            <p>
              Sizes are those of the files; the room that is left is the browser’s own estimate. What is kept
              lies in this browser’s private files for this address (OPFS) and in its Cache Storage. Nothing
              of it is sent anywhere, and no other page can read it.
            </p>
            <p>
              Encoders that ship with Crosslens and the demo shard are part of the page and are not listed.
            </p>
          </>
        }
      />
      <div className="space-y-4">
        <p ref={said} tabIndex={-1} role="status" className="text-sm text-soft outline-none empty:hidden">
          {removing.said}
        </p>
        {removing.error !== null && <Failed error={removing.error} />}
        {error !== null && <Failed error={toWireError(error)} onRetry={() => void refetch()} />}
        {data === undefined && error === null && (
          <p role="status" className="text-sm text-faint">
            Looking at what is stored
          </p>
        )}
        {data !== undefined && (
          <>
            <RoomLeft report={data} />
            {data.items.length === 0 && <Empty />}
            {KINDS.map((kind) => {
              const items = ofKind(data.items, kind.kind);
              return items.length === 0 ? null : (
                <StoredKindPanel
                  key={kind.kind}
                  kind={kind}
                  items={items}
                  busy={removing.busy}
                  onRemove={(chosen) => void remove(chosen)}
                  action={kind.kind === 'download' ? goOn : undefined}
                />
              );
            })}
          </>
        )}
      </div>
    </div>
  );
}

function Failed({ error, onRetry }: { readonly error: WireError; readonly onRetry?: () => void }) {
  const { title, detail, action } = explainError(error);
  return (
    <div role="alert">
      <Notice
        tone="bad"
        title={title}
        actions={
          onRetry === undefined ? undefined : (
            <Button small icon="retry" onClick={onRetry}>
              Look again
            </Button>
          )
        }
      >
        <p>{detail}</p>
        <p>{action}</p>
      </Notice>
    </div>
  );
}

const TO_ENCODERS = { view: 'encoders' } as const;
const TO_CORPUS = { view: 'corpus' } as const;

function Empty() {
  const encoders = useViewLink(TO_ENCODERS);
  const corpus = useViewLink(TO_CORPUS);
  return (
    <div className="rounded-lg border border-dashed border-line-strong/60 px-4 py-6 text-sm">
      <p className="font-medium">Nothing of yours is kept yet.</p>
      <p className="mt-1 text-soft">
        Encoders that you add, corpora that you open and their vectors will stand here.
      </p>
      <p className="mt-3 flex flex-wrap gap-2">
        <a {...encoders} className={buttonClass('plain', true)}>
          Add an encoder
        </a>
        <a {...corpus} className={buttonClass('plain', true)}>
          Open a corpus
        </a>
      </p>
    </div>
  );
}
