import { useState } from 'react';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import { Button } from '../../ui/button.tsx';
import { download } from '../../ui/export/download.ts';
import { fileName } from '../../ui/export/file-name.ts';
import { formatPercent } from '../../ui/format.ts';

/** Whether the open corpus outlives the page, and the way to take it along as a file. */
export function KeepState() {
  const session = useSession();
  const keep = useSessionState((state) => state.corpus.keep);
  const name = useSessionState((state) => state.corpus.summary?.name ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const save = async (): Promise<void> => {
    setSaving(true);
    setProblem(null);
    try {
      const stem = name.replace(/(\.(gz|zip|jsonl?|ndjson|csv|tsv|txt|md|parquet|tmx))+$/i, '');
      download(await session.corpus.exportCorpus(), fileName([stem], 'jsonl.gz'));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    setSaving(false);
  };
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <Button small disabled={saving} onClick={() => void save()}>
        {saving ? 'Writing it' : 'Save as JSON Lines (.jsonl.gz)'}
      </Button>
      <span className="text-faint" aria-live="polite">
        {keep.kind === 'kept' && 'Kept in this browser: it opens again by itself.'}
        {keep.kind === 'keeping' && `Keeping it in this browser${percentOf(keep.progress)}`}
        {keep.kind === 'refused' && `Not kept: ${keep.notice} It is open for as long as the page is.`}
      </span>
      {problem !== null && (
        <p role="alert" className="basis-full text-bad">
          It could not be written: {problem}
        </p>
      )}
    </div>
  );
}

function percentOf(progress: { readonly loaded: number; readonly total: number | null } | null): string {
  if (progress?.total === null || progress === null || progress.total === 0) return '';
  return `, ${formatPercent(progress.loaded / progress.total)}`;
}
