import { useEffect, useRef } from 'react';
import { filesToFetch } from '../../../client/files-to-fetch.ts';
import { hostsOf, nameOf, placeWords, shortRevision } from '../../../client/own-encoder.ts';
import { useSession, useSessionState } from '../../../client/react/session-context.tsx';
import { useViewState } from '../../../client/react/view-state-context.tsx';
import type { Addition } from '../../../client/session/library-state.ts';
import { ARM_LETTERS } from '../../../client/session/session-state.ts';
import { MAX_ARMS } from '../../../client/view-state.ts';
import type { EncoderSettings } from '../../../protocol/encoder.ts';
import type { ModelReport } from '../../../protocol/library.ts';
import { Button } from '../../../ui/button.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { addArm } from '../edit-arms.ts';
import { Facts } from '../facts.tsx';
import { FileList } from './file-list.tsx';
import { foundIn } from './found-from.ts';
import { GraphChooser } from './graph-chooser.tsx';
import { ModelError } from './model-error.tsx';
import { SettingsFields } from './settings-fields.tsx';
import { Transfer } from './transfer.tsx';

/** A model on its way into the library: what was found, what it is run with, and the way of its files. */
export function AdditionPanel({ addition }: { readonly addition: Addition }) {
  const session = useSession();
  const { phase, ref, report, settings, error } = addition;
  const title = useRef<HTMLHeadingElement>(null);
  const place = JSON.stringify(ref);
  // What was asked for stands here now; the button that asked for it is gone.
  useEffect(() => {
    title.current?.focus();
  }, [place]);
  const putAside = (
    <Button
      small
      kind="quiet"
      onClick={() => {
        session.library.putAside();
      }}
    >
      {phase === 'done' ? 'Add another' : 'Put it aside'}
    </Button>
  );
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div className="min-w-0">
          <h3
            ref={title}
            tabIndex={-1}
            className="text-base font-semibold outline-none [overflow-wrap:anywhere]"
          >
            {report?.name ?? nameOf(ref)}
          </h3>
          <p className="text-xs text-faint [overflow-wrap:anywhere]">{placeWords(ref)}</p>
        </div>
        {phase !== 'looking' && putAside}
      </div>
      {phase === 'looking' && <Looking addition={addition} />}
      {report !== null && <WhatItIs report={report} />}
      {report !== null && settings !== null && (
        <Choices addition={addition} report={report} settings={settings} />
      )}
      {error !== null && report === null && (
        <ModelError
          error={error}
          actions={
            ref.place.kind === 'folder' ? undefined : (
              <Button small icon="retry" onClick={() => void session.library.look(ref)}>
                Ask {hostsOf(ref).join(' and ')} again
              </Button>
            )
          }
        />
      )}
    </div>
  );
}

function Looking({ addition: { ref } }: { readonly addition: Addition }) {
  const session = useSession();
  const hosts = hostsOf(ref);
  const words = hosts.length === 0 ? 'Reading the folder' : `Asking ${hosts.join(' and ')} what it holds`;
  return (
    <div className="max-w-3xl space-y-2 text-sm">
      <p role="status" className="text-soft">
        {words}
      </p>
      <Progress label={words} value={null} />
      <Button
        small
        onClick={() => {
          session.library.stop();
        }}
      >
        Cancel
      </Button>
    </div>
  );
}

function WhatItIs({ report }: { readonly report: ModelReport }) {
  const { licence, architecture, revision, limits, notes } = report;
  return (
    <div className="space-y-3">
      <Facts
        facts={[
          ['Architecture', architecture ?? 'not stated'],
          ['Dimensions', limits.dimensions === null ? 'not stated' : String(limits.dimensions)],
          ['Licence', licence ?? 'not stated'],
          ['Revision', shortRevision(revision)],
        ]}
      />
      {notes.length > 0 && (
        <ul className="max-w-[75ch] list-disc space-y-0.5 pl-5 text-sm text-soft">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Choices({
  addition,
  report,
  settings,
}: {
  readonly addition: Addition;
  readonly report: ModelReport;
  readonly settings: EncoderSettings;
}) {
  const session = useSession();
  const capabilities = useSessionState((state) => state.capabilities);
  const choose = (next: EncoderSettings): void => {
    session.library.choose(next);
  };
  const { files, bytes } = filesToFetch(report, settings);
  const busy = addition.phase === 'fetching';
  return (
    <>
      <fieldset disabled={busy} className="min-w-0">
        <legend className="mb-1.5 text-sm font-semibold">Number format</legend>
        <GraphChooser report={report} settings={settings} capabilities={capabilities} onChange={choose} />
      </fieldset>
      <fieldset disabled={busy} className="min-w-0">
        <legend className="mb-1.5 text-sm font-semibold">Settings, and where each was found</legend>
        <SettingsFields
          settings={settings}
          from={foundIn(report, settings)}
          limits={{ ...report.limits, matryoshka: report.matryoshka }}
          onChange={choose}
        />
        <p className="mt-2 text-xs text-faint">
          They are part of what the encoder is: a change makes another encoder, with another id.
        </p>
      </fieldset>
      <FileList files={files} listed={report.files} />
      <Fetching addition={addition} bytes={bytes} />
    </>
  );
}

/** From the button that names the host to the button that makes an arm of it. */
function Fetching({ addition, bytes }: { readonly addition: Addition; readonly bytes: number | null }) {
  const session = useSession();
  const { phase, ref, progress, error, id } = addition;
  const hosts = hostsOf(ref).join(' and ');
  const local = hosts === '';
  const size = bytes === null ? 'it' : formatBytes(bytes);
  const fetchIt = (): void => {
    void session.library.fetch();
  };
  switch (phase) {
    case 'fetching':
      return (
        <div className="max-w-3xl space-y-2">
          <Transfer label={local ? 'Reading the folder' : `Fetching from ${hosts}`} progress={progress} />
          <Button
            small
            icon="pause"
            onClick={() => {
              session.library.stop();
            }}
          >
            Stop
          </Button>
        </div>
      );
    case 'done':
      return id === null ? null : <Arrived id={id} />;
    case 'stopped':
      return (
        <div className="max-w-3xl space-y-2">
          <Transfer label="Stopped" progress={progress} stopped />
          <Button small kind="primary" icon="play" onClick={fetchIt}>
            {local ? 'Go on' : `Go on fetching from ${hosts}`}
          </Button>
        </div>
      );
    case 'looking':
    case 'looked':
    case 'failed':
      return (
        <div className="max-w-3xl space-y-3">
          {error !== null && <ModelError error={error} />}
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Button kind="primary" icon="fetch" onClick={fetchIt}>
              {local ? `Read ${size} from the folder` : `Fetch ${size} from ${hosts}`}
            </Button>
            <span className="max-w-[60ch] text-xs text-faint">
              {local
                ? 'The files are checked, and kept in this browser.'
                : ref.place.kind === 'hub'
                  ? `${hosts} hands large files over to file servers of its own, which are asked as well. Nothing of yours is sent: no text, no vector.`
                  : 'Nothing of yours is sent: no text, no vector.'}
            </span>
          </div>
        </div>
      );
  }
}

function Arrived({ id }: { readonly id: string }) {
  const own = useSessionState((state) => state.encoders.find((encoder) => encoder.id === id));
  const [{ arms }, change] = useViewState();
  const full = arms.length >= MAX_ARMS;
  const there = arms.some((arm) => arm.id === id);
  const letter = ARM_LETTERS[arms.length];
  const kept = own?.state.kind === 'kept' ? own.state : null;
  const notice = kept?.notice ?? null;
  return (
    <div className="space-y-2">
      <p className="text-sm">
        {kept?.where === 'disk'
          ? 'It is here, its content was checked, and this browser keeps it.'
          : 'It is here, and its content was checked. It is gone when this page is closed.'}
      </p>
      {notice !== null && <Notice title={notice} />}
      <Button
        kind="primary"
        icon="plus"
        disabled={full}
        title={full ? 'Four arms is the most; remove one first' : undefined}
        onClick={() => {
          change({ arms: addArm(arms, id) });
        }}
      >
        {letter === undefined ? 'Four arms are in use' : `Add as arm ${letter}${there ? ', once more' : ''}`}
      </Button>
    </div>
  );
}
