import type { ReadProgress } from '../../protocol/corpus.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes, formatSeconds, plural } from '../../ui/format.ts';
import { Progress } from '../../ui/progress.tsx';

/** Work on files that is under way: how far it is, how fast, how long it takes, and the way out. */
export function ReadingProgress({
  title,
  progress,
  onCancel,
}: {
  readonly title: string;
  readonly progress: ReadProgress | null;
  readonly onCancel?: () => void;
}) {
  const done = progress === null ? null : fraction(progress);
  return (
    <div className="rounded-lg border border-line bg-panel p-4 text-sm">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <p className="min-w-0 font-medium [overflow-wrap:anywhere]">{title}</p>
        {onCancel !== undefined && (
          <Button kind="plain" small onClick={onCancel}>
            Cancel
          </Button>
        )}
      </div>
      <Progress label={title} value={done} />
      <p className="mt-2 min-h-5 text-faint tabular-nums [overflow-wrap:anywhere]">
        {progress !== null && progressWords(progress).join(' · ')}
      </p>
    </div>
  );
}

function fraction({ loaded, total, files, of }: ReadProgress): number | null {
  if (total !== null && total > 0) return Math.min(1, loaded / total);
  return of > 1 ? files / of : null;
}

const STEPS: Readonly<Record<ReadProgress['step'], string>> = {
  fetch: 'fetching',
  count: 'counting queries, judgements and languages first',
  read: 'reading',
  keep: 'keeping it in this browser',
};

function progressWords({
  step,
  file,
  files,
  of,
  loaded,
  total,
  perSecond,
  secondsLeft,
  passages,
}: ReadProgress): readonly string[] {
  const amount = total === null ? formatBytes(loaded) : `${formatBytes(loaded)} of ${formatBytes(total)}`;
  return [
    `${STEPS[step]} ${step === 'keep' ? '' : file}`.trim(),
    ...(of > 1 ? [`file ${String(Math.min(of, files + 1))} of ${String(of)}`] : []),
    ...(loaded > 0 ? [amount] : []),
    ...(perSecond > 0 ? [`${formatBytes(perSecond)} a second`] : []),
    ...(passages > 0 ? [plural(passages, 'passage')] : []),
    ...(secondsLeft === null ? [] : [`${formatSeconds(secondsLeft)} left`]),
  ];
}
