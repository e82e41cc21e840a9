import { useState } from 'react';
import { useSession } from '../../client/react/session-context.tsx';
import type { ArmState } from '../../client/session/session-state.ts';
import type { ExportVectorsInput } from '../../protocol/arm.ts';
import { toWireError } from '../../protocol/errors.ts';
import { Button } from '../../ui/button.tsx';
import { download } from '../../ui/export/download.ts';
import { fileName } from '../../ui/export/file-name.ts';
import { FileButton } from '../../ui/file-button.tsx';
import { formatBytes, formatCount } from '../../ui/format.ts';

type State =
  { readonly kind: 'idle' | 'working' } | { readonly kind: 'done' | 'failed'; readonly words: string };

/** An arm's passage vectors as files for other programs, and back from them. */
export function ArmVectors({ arm }: { readonly arm: ArmState }) {
  const session = useSession();
  const [state, setState] = useState<State>({ kind: 'idle' });
  const indexed = arm.phase.kind === 'indexed';
  const run = async (work: () => Promise<string>): Promise<void> => {
    setState({ kind: 'working' });
    try {
      setState({ kind: 'done', words: await work() });
    } catch (error) {
      setState({ kind: 'failed', words: toWireError(error).message });
    }
  };
  const save = (format: ExportVectorsInput['format']): void => {
    void run(async () => {
      const { vectors, ids } = await session.exportVectors(arm.letter, { format });
      download(vectors, fileName([arm.name, 'passages'], format));
      download(ids, fileName([arm.name, 'passages', 'ids'], 'json'));
      return `${formatBytes(vectors.size)}, and a JSON file with the passages’ ids`;
    });
  };
  const take = (files: readonly File[]): void => {
    void run(async () => {
      const ids = files.find(({ name }) => /\.json$/i.test(name));
      const vectors = files.find(({ name }) => /\.(npy|safetensors)$/i.test(name));
      if (ids === undefined || vectors === undefined) {
        throw new Error(
          'Choose two files together: the vectors (.npy or .safetensors) and the JSON of their ids.',
        );
      }
      const { taken, passages } = await session.importVectors(arm.letter, { vectors, ids });
      return taken === passages
        ? `All ${formatCount(passages)} passages have their vectors from the file.`
        : `${formatCount(taken)} of ${formatCount(passages)} passages have their vectors from the file; the others are encoded.`;
    });
  };
  const working = state.kind === 'working';
  return (
    <div
      role="group"
      aria-label={`Vectors of arm ${arm.letter}`}
      className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-faint"
    >
      <span>Vectors</span>
      {indexed &&
        (['npy', 'safetensors'] as const).map((format) => (
          <Button
            key={format}
            small
            kind="quiet"
            disabled={working}
            aria-label={`Save the passage vectors of arm ${arm.letter} as ${format}`}
            onClick={() => {
              save(format);
            }}
          >
            .{format}
          </Button>
        ))}
      <FileButton
        small
        kind="quiet"
        label={`Vectors for arm ${arm.letter}`}
        take="several"
        accept=".npy,.safetensors,.json"
        disabled={working}
        title="Vectors and the JSON of their ids, as they are saved here: what is in them is not encoded again"
        onFiles={take}
      >
        From files
      </FileButton>
      <span role="status" className={state.kind === 'failed' ? 'basis-full text-bad' : 'basis-full'}>
        {working && 'working'}
        {(state.kind === 'done' || state.kind === 'failed') && state.words}
      </span>
    </div>
  );
}
