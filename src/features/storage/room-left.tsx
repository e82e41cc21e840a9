import { useEffect, useState } from 'react';
import type { Persistence } from '../../client/persistence.ts';
import { askToPersist, persistence } from '../../client/persistence.ts';
import type { StorageReport } from '../../protocol/library.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes, formatPercent } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { roomOf, totalBytes } from './storage-words.ts';

/** How much room there is, and whether the browser may clear it. */
export function RoomLeft({ report }: { readonly report: StorageReport }) {
  const { items, keeps, usage, quota } = report;
  const kept = totalBytes(items);
  const room = roomOf(usage, quota, kept);
  if (keeps === 'memory') {
    return (
      <Notice title="This browser keeps nothing">
        <p>
          It gives this page no private files, as private windows often do not. Models, corpora and vectors
          stay in memory, and are gone with the page. {formatBytes(kept)} are held now.
        </p>
      </Notice>
    );
  }
  return (
    <Panel title="Room">
      <div className="space-y-4">
        {room === null ? (
          <p className="text-sm text-soft">
            {formatBytes(kept)} are kept. This browser does not say how much room is left.
          </p>
        ) : (
          <div className="space-y-1.5">
            <div
              role="img"
              aria-label={`${formatBytes(room.kept)} kept, ${formatBytes(room.left)} left of ${formatBytes(room.quota)}`}
              className="flex h-2.5 overflow-hidden rounded-full bg-sunken"
            >
              <span
                className="bg-(--under)"
                // However little it is, it can be seen.
                style={{ width: `${(100 * room.kept) / room.quota}%`, minWidth: room.kept > 0 ? 3 : 0 }}
              />
              <span className="bg-line-strong" style={{ width: `${(100 * room.others) / room.quota}%` }} />
            </div>
            <p className="text-sm tabular-nums">
              <strong className="font-semibold">{formatBytes(room.kept)}</strong> kept here,{' '}
              {room.others > 0 && `${formatBytes(room.others)} by the browser for the page itself, `}
              <strong className="font-semibold">{formatBytes(room.left)}</strong> left (
              {formatPercent(room.left / room.quota)} of what the browser allows; its own estimate).
            </p>
          </div>
        )}
        <Keeping />
      </div>
    </Panel>
  );
}

const WORDS: Readonly<Record<Persistence, string>> = {
  persistent: 'The browser keeps this for good: it clears nothing here unless you say so.',
  'best-effort': 'When the disk is short of room, the browser may clear this without asking.',
  unknown: 'This browser does not say whether it may clear this when the disk is short of room.',
};

function Keeping() {
  const [state, setState] = useState<Persistence | null>(null);
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    void persistence().then(setState);
  }, []);
  if (state === null) return null;
  const ask = async (): Promise<void> => {
    setState(await askToPersist());
    setAsked(true);
  };
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm">
      <p role="status" className="text-soft">
        {WORDS[state]}
        {asked &&
          state === 'best-effort' &&
          ' It was asked and did not agree: browsers often agree once a page is used more, installed or bookmarked.'}
      </p>
      {state !== 'persistent' && (
        <Button small onClick={() => void ask()}>
          Ask the browser to keep it
        </Button>
      )}
    </div>
  );
}
