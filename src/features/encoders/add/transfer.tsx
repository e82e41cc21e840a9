import type { DownloadProgress } from '../../../protocol/library.ts';
import { formatBytes, formatSeconds } from '../../../ui/format.ts';
import { Progress } from '../../../ui/progress.tsx';

/** How far a model's files have come. */
export function Transfer({
  label,
  progress,
  stopped = false,
}: {
  readonly label: string;
  readonly progress: DownloadProgress | null;
  readonly stopped?: boolean;
}) {
  const total = progress?.total ?? 0;
  return (
    <div className="space-y-1.5">
      <Progress label={label} value={progress !== null && total > 0 ? progress.loaded / total : null} />
      <p className="text-xs tabular-nums text-soft [overflow-wrap:anywhere]">
        {progress === null ? 'Starting' : transferWords(progress, stopped)}
      </p>
    </div>
  );
}

/** `onnx/model.onnx, file 2 of 4 · 12.4 MB of 118.0 MB · 3.1 MB per second · 34 s left`. */
export function transferWords(progress: DownloadProgress, stopped: boolean): string {
  const { file, files, of, loaded, total, perSecond, secondsLeft, resumed } = progress;
  const size = total === null ? formatBytes(loaded) : `${formatBytes(loaded)} of ${formatBytes(total)}`;
  if (stopped) return `Stopped at ${size}; what was fetched is kept`;
  return [
    `${file}, file ${Math.max(1, files)} of ${of}`,
    size,
    perSecond > 0 ? `${formatBytes(Math.round(perSecond))} per second` : '',
    secondsLeft === null ? '' : `${formatSeconds(secondsLeft)} left`,
    resumed > 0 ? `${formatBytes(resumed)} were here already` : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
