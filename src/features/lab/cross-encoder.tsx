import { useRef, useState } from 'react';
import { useSession } from '../../client/react/session-context.tsx';
import type { RerankProgress } from '../../protocol/cross-encoder.ts';
import { Button } from '../../ui/button.tsx';
import { FileButton, folderName } from '../../ui/file-button.tsx';
import { download } from '../../ui/export/download.ts';
import { fileName } from '../../ui/export/file-name.ts';
import { formatCount, formatSeconds } from '../../ui/format.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { Progress } from '../../ui/progress.tsx';
import type { Assembled } from './assembled.tsx';
import { AssembledNotice } from './assembled.tsx';
import { Failure } from './failure.tsx';
import { useBenchArms } from './use-bench.ts';
import { useTask } from './use-task.ts';

/** A cross-encoder out of the person's own folder orders the best passages, here or elsewhere. */
export function CrossEncoder() {
  const session = useSession();
  const { chosen } = useBenchArms();
  const [depth, setDepth] = useState(20);
  const [progress, setProgress] = useState<RerankProgress | null>(null);
  const work = useRef<AbortController | null>(null);
  const reranking = useTask<Assembled>();
  const saving = useTask<null>();
  const busy = chosen === null || reranking.running || saving.running;

  const rerank = (files: readonly File[]): void => {
    if (chosen === null) return;
    const name = folderName(files, 'cross-encoder');
    const controller = new AbortController();
    work.current = controller;
    setProgress(null);
    reranking.start(() =>
      session.lab.rerank(
        chosen.letter,
        { name, files },
        { depth, name: `${chosen.name} + ${name}, first ${String(depth)}`.slice(0, 120) },
        { signal: controller.signal, onProgress: setProgress },
      ),
    );
  };
  const cancelled = reranking.error?.code === 'aborted';
  return (
    <section aria-labelledby="cross-encoder-title" className="grid grid-cols-[minmax(0,1fr)] gap-3 text-sm">
      <div>
        <h3 id="cross-encoder-title" className="font-medium">
          By a cross-encoder
        </h3>
        <p className="text-xs text-faint">
          It reads question and passage together, and orders the first passages of each question once. A
          folder with config.json, tokenizer.json and onnx/model.onnx; nothing of it leaves this page.
        </p>
      </div>
      <NumberField label="Passages of each question" value={depth} min={2} max={100} onChange={setDepth} />
      <div className="flex flex-wrap gap-2">
        <FileButton label="Cross-encoder folder" take="folder" disabled={busy} onFiles={rerank}>
          Use a cross-encoder’s folder
        </FileButton>
        <Button
          kind="quiet"
          disabled={busy}
          onClick={() => {
            if (chosen === null) return;
            saving.start(async () => {
              download(
                await session.lab.candidates(chosen.letter, depth),
                fileName([chosen.name, 'candidates'], 'jsonl'),
              );
              return null;
            });
          }}
        >
          Save these passages for a reranker elsewhere
        </Button>
      </div>
      {reranking.running && (
        <div role="status" className="max-w-md">
          <p className="mb-1.5 text-soft">
            {progress === null
              ? 'Opening the cross-encoder'
              : `${formatCount(progress.done)} of ${formatCount(progress.total)} pairs, ${formatCount(progress.perSecond)} a second, ${formatSeconds(progress.secondsLeft)} left`}
          </p>
          <Progress
            label="Reranking"
            value={progress === null ? null : progress.done / Math.max(1, progress.total)}
          />
          <Button
            small
            icon="stop"
            className="mt-2"
            onClick={() => {
              work.current?.abort();
            }}
          >
            Cancel
          </Button>
        </div>
      )}
      {cancelled ? (
        <p role="status" className="text-soft">
          Cancelled; no arm was made.
        </p>
      ) : (
        <AssembledNotice task={reranking} counted />
      )}
      <Failure error={saving.error} title="The passages could not be saved" />
    </section>
  );
}
