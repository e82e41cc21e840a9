import { hostsOf, nameOf, placeWords } from '../../client/own-encoder.ts';
import { useSession } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import type { OwnEncoder } from '../../client/session/library-state.ts';
import { folderOf } from '../../client/sort-files.ts';
import { Button } from '../../ui/button.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { formatBytes } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { ModelError } from './add/model-error.tsx';
import { Transfer } from './add/transfer.tsx';

/** An encoder that a link names and that is not here: where it is to be had, and the step that gets it. */
export function NeededModel({ own }: { readonly own: OwnEncoder }) {
  const session = useSession();
  const [{ arms }, change] = useViewState();
  const { id, ref, bytes, state } = own;
  const hosts = hostsOf(ref).join(' and ');
  const fetchIt = (most: number | null): void => {
    void session.library.fetchNamed(id, { most });
  };
  const pick = (files: readonly File[]): void => {
    const place = { kind: 'folder' as const, name: folderOf(files, 'picked files') };
    void session.library.fetchNamed(id, {
      from: { ref: { place, query: null }, picked: { files, queryFiles: [] } },
      most: null,
    });
  };
  const size = bytes === null ? 'it' : formatBytes(bytes);
  const chooseFolder = ref.query === null && (
    <FileButton small label={`Folder of ${nameOf(ref)}`} take="folder" onFiles={pick}>
      {hosts === '' ? 'Choose its folder' : 'Choose a folder that has it'}
    </FileButton>
  );
  switch (state.kind) {
    case 'kept':
      return null;
    case 'needed':
      return (
        <Notice
          title={`${nameOf(ref)} is not in this browser`}
          actions={
            <>
              {hosts !== '' && (
                <Button
                  small
                  kind="primary"
                  icon="fetch"
                  onClick={() => {
                    fetchIt(bytes);
                  }}
                >
                  Fetch {size} from {hosts}
                </Button>
              )}
              {chooseFolder}
            </>
          }
        >
          <p>The link names it: {placeWords(ref)}.</p>
          <p>
            {hosts === ''
              ? 'It was opened from a folder, which a link cannot carry. The folder has to be the same one.'
              : `Nothing was asked of ${hosts} yet. Its large files come from file servers that it names.`}
          </p>
        </Notice>
      );
    case 'looking':
    case 'fetching':
      return (
        <div className="space-y-2">
          {state.kind === 'looking' ? (
            <Progress label={`Asking ${hosts === '' ? 'the folder' : hosts}`} value={null} />
          ) : (
            <Transfer label={`Fetching ${nameOf(ref)}`} progress={state.progress} />
          )}
          <Button
            small
            icon="pause"
            onClick={() => {
              session.library.stopNamed(id);
            }}
          >
            Stop
          </Button>
        </div>
      );
    case 'stopped':
      return (
        <div className="space-y-2">
          <Transfer label="Stopped" progress={state.progress} stopped />
          <Button
            small
            kind="primary"
            icon="play"
            onClick={() => {
              fetchIt(null);
            }}
          >
            Go on{hosts === '' ? '' : ` fetching from ${hosts}`}
          </Button>
        </div>
      );
    case 'larger':
      return (
        <Notice
          title={`There is more to fetch than the link says: ${formatBytes(state.bytes)}, not ${size}`}
          actions={
            <Button
              small
              icon="fetch"
              onClick={() => {
                fetchIt(state.bytes);
              }}
            >
              Fetch {formatBytes(state.bytes)} from {hosts}
            </Button>
          }
        />
      );
    case 'failed':
      return (
        <ModelError
          error={state.error}
          actions={
            <>
              {hosts !== '' && (
                <Button
                  small
                  icon="retry"
                  onClick={() => {
                    fetchIt(bytes);
                  }}
                >
                  Ask {hosts} again
                </Button>
              )}
              {chooseFolder}
            </>
          }
        />
      );
    case 'other':
      return (
        <Notice
          tone="bad"
          title={`What came is not the ${nameOf(ref)} that the link names`}
          actions={
            <Button
              small
              onClick={() => {
                change({ arms: arms.map((arm) => (arm.id === id ? { ...arm, id: state.id } : arm)) });
              }}
            >
              Use what came
            </Button>
          }
        >
          <p>
            Its files have other hashes: the link names {id}, and these are {state.id}. Figures would not be
            those that the link was made for.
          </p>
          <p>What came is kept among the cards below; the arm waits for the encoder that the link names.</p>
          <p>{chooseFolder}</p>
        </Notice>
      );
  }
}
