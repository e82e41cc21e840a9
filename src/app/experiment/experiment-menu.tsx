import { useState } from 'react';
import { useExperiment } from '../../client/react/use-experiment.ts';
import { useSessionState } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import { decodeViewState } from '../../client/view-state-codec.ts';
import { parseExperiment } from '../../protocol/experiment.ts';
import { Button } from '../../ui/button.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { download } from '../../ui/export/download.ts';
import { Popover } from '../../ui/popover.tsx';
import { useOpenedExperiment } from './experiment-context.tsx';

/** An experiment file is small; anything larger is something else. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Saves the whole comparison as one file, and opens such a file again. */
export function ExperimentMenu() {
  return (
    <Popover label="Experiment">
      <Actions />
    </Popover>
  );
}

function Actions() {
  const build = useExperiment();
  const [, change] = useViewState();
  const { setOpened } = useOpenedExperiment();
  const waiting = useSessionState((state) => state.arms.some(({ phase }) => phase.kind !== 'indexed'));
  const [state, setState] = useState<{ kind: 'idle' | 'saving' } | { kind: 'failed'; message: string }>({
    kind: 'idle',
  });
  const save = async (): Promise<void> => {
    setState({ kind: 'saving' });
    try {
      const experiment = await build();
      const text = JSON.stringify(experiment, null, 1);
      download(
        new Blob([text], { type: 'application/json' }),
        `${fileName(experiment.corpus.name)}.experiment.json`,
      );
      setState({ kind: 'idle' });
    } catch (error) {
      setState({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  };
  const open = async (file: File): Promise<void> => {
    try {
      if (file.size > MOST_BYTES) throw new Error(`${file.name} is too large to be an experiment file.`);
      const experiment = parseExperiment(JSON.parse(await file.text()));
      // The link says what is special about the view; everything else is as usual.
      change(decodeViewState(experiment.link));
      setOpened({ name: file.name, file: experiment });
      setState({ kind: 'idle' });
    } catch (error) {
      const reason =
        error instanceof Error && error.name !== 'ZodError'
          ? error.message
          : 'its fields are not those of one.';
      setState({ kind: 'failed', message: `${file.name} is no experiment file that can be read: ${reason}` });
    }
  };
  return (
    <div className="space-y-3 text-sm">
      <p className="text-soft">
        One file with the arms and the hashes of their files, the shard and its hash, measures, α, seeds and
        every figure. It holds no text of the corpus. Opened again, it rebuilds the comparison and says which
        figures no longer come out.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button small kind="primary" disabled={state.kind === 'saving'} onClick={() => void save()}>
          {state.kind === 'saving' ? 'Computing' : 'Save'}
        </Button>
        <FileButton
          small
          label="Experiment file"
          accept=".json,application/json"
          onFiles={([file]) => void open(file)}
        >
          Open
        </FileButton>
      </div>
      {waiting && (
        <p className="text-xs text-faint">Arms that are not indexed are saved as not run, without figures.</p>
      )}
      {state.kind === 'failed' && (
        <p role="alert" className="text-bad [overflow-wrap:anywhere]">
          {state.message}
        </p>
      )}
    </div>
  );
}

function fileName(name: string): string {
  const safe = name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '');
  return safe === '' ? 'crosslens' : safe;
}
