import { explainError } from '../../client/explain-error.ts';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { ViewHeader } from '../../ui/view-header.tsx';
import { OpenButtons } from './open-buttons.tsx';
import { ReadReportPanel } from './read-report.tsx';
import { ShardChooser } from './shard-chooser.tsx';
import { SourceCards } from './source-cards.tsx';

export function CorpusView() {
  const corpus = useSessionState((state) => state.corpus);
  // After a failure the report is the answer to the question at hand, and stands where the eye is.
  const failed = corpus.phase.kind === 'failed';
  const nothingRead = corpus.report?.files.every(({ passages }) => passages === 0) ?? false;
  const report = corpus.report !== null && (
    <ReadReportPanel
      title={nothingRead ? 'What was read of the last attempt' : 'What was read'}
      report={corpus.report}
    />
  );
  return (
    <div className="mx-auto max-w-6xl">
      <ViewHeader
        title="Corpus"
        sentence="What is searched: the passages and queries that are open, and the part of them that is indexed."
        computed={
          <>
            <p>
              In XQuAD-R files the candidates are the sentences of each paragraph; the relevant one holds the
              answer’s first character (LAReQA’s convention). Queries that share an id across languages, or a
              group in JSON Lines, are parallel: what is relevant to one is relevant to all.
            </p>
            <p>
              A shard never parts a query from its passages: rows are whole sets of parallel passages with
              their queries. A random choice depends on the seed alone.
            </p>
          </>
        }
      />
      <div className="space-y-4">
        <FilesGone />
        <CorpusPhase />
        {failed && report}
        <SourceCards />
        {corpus.summary !== null && <ShardChooser summary={corpus.summary} />}
        {!failed && report}
      </div>
    </div>
  );
}

/** Reading, and what came of it when it failed. */
function CorpusPhase() {
  const session = useSession();
  const { phase, origin, summary } = useSessionState((state) => state.corpus);
  if (phase.kind === 'reading') {
    const { progress } = phase;
    return (
      <div className="rounded-lg border border-line bg-panel p-4 text-sm">
        <p className="mb-2">
          {progress === null
            ? 'Reading the corpus'
            : `Reading ${progress.file}, file ${progress.files} of ${progress.of}`}
        </p>
        <Progress
          label="Reading the corpus"
          value={progress === null ? null : progress.files / progress.of}
        />
      </div>
    );
  }
  if (phase.kind !== 'failed') return null;
  const { title, detail, action } = explainError(phase.error);
  const kept =
    summary === null
      ? null
      : origin.kind === 'demo'
        ? 'The demo shard stays open.'
        : 'The files that were open stay open.';
  return (
    <Notice
      tone="bad"
      title={title}
      actions={
        summary === null && (
          <Button icon="retry" onClick={() => void session.openDemo()}>
            Read the demo shard again
          </Button>
        )
      }
    >
      <p>{detail}</p>
      <p>{action}</p>
      {kept !== null && <p>{kept}</p>}
    </Notice>
  );
}

/** A link can name files, but not open them. */
function FilesGone() {
  const [{ corpus }, change] = useViewState();
  const origin = useSessionState((state) => state.corpus.origin);
  const open = origin.kind === 'files' ? origin.names.join('\n') : 'demo';
  if (corpus === 'demo' || corpus.join('\n') === open) return null;
  return (
    <Notice
      title={`This link was made with ${corpus.join(', ')}`}
      actions={
        <>
          <OpenButtons />
          <Button
            kind="quiet"
            onClick={() => {
              change({ corpus: 'demo' });
            }}
          >
            Stay with the demo shard
          </Button>
        </>
      }
    >
      <p>
        A page cannot open files by itself. Open them again to see what the link shows; until then the demo
        shard is here.
      </p>
    </Notice>
  );
}
