import { useSessionState } from '../../client/react/session-context.tsx';
import { ViewHeader } from '../../ui/view-header.tsx';
import { CorpusPhase } from './corpus-phase.tsx';
import { DatasetList } from './dataset-list.tsx';
import { KeptList } from './kept-list.tsx';
import { LinkNotice } from './link-notice.tsx';
import { IncomingPanel } from './plan-panel.tsx';
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
      leftOut={corpus.leftOut}
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
              A sample of a file that is too large to be held whole is drawn by its seed while the file
              streams past, after a first pass has read the queries and judgements, so that relevant passages
              stay. Languages that a file does not give are told by script and letters, text by text; a text
              that says too little is <code>und</code>, not determined.
            </p>
            <p>
              A shard never parts a query from its passages: rows are whole sets of parallel passages with
              their queries. A random choice depends on the seed alone.
            </p>
          </>
        }
      />
      <div className="space-y-4">
        <LinkNotice />
        <CorpusPhase />
        <IncomingPanel />
        {failed && report}
        <SourceCards />
        <KeptList />
        <DatasetList />
        {corpus.summary !== null && <ShardChooser summary={corpus.summary} />}
        {!failed && report}
      </div>
    </div>
  );
}
