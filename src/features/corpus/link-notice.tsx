import { useSessionState } from '../../client/react/session-context.tsx';
import { readDatasetLink } from '../../client/session/dataset-link.ts';
import { useViewState } from '../../client/react/view-state-context.tsx';
import { DATASETS } from '../../domain/catalogue/datasets.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { DatasetCard } from './dataset-card.tsx';
import { OpenButtons } from './open-buttons.tsx';

/** A link can name a corpus that a page may not open by itself: files of somebody's own, or what must be fetched. */
export function LinkNotice() {
  const [{ corpus, corpusId }, change] = useViewState();
  const origin = useSessionState((state) => state.corpus.origin);
  const phase = useSessionState((state) => state.corpus.phase.kind);
  const incoming = useSessionState((state) => state.corpus.incoming !== null);
  if (phase === 'reading' || incoming || isOpen()) return null;
  const stay = (
    <Button
      kind="quiet"
      onClick={() => {
        change(
          origin.kind === 'demo'
            ? { corpus: 'demo', corpusId: null }
            : { corpus: origin.names, corpusId: origin.dataset ?? origin.kept },
        );
      }}
    >
      Stay with {origin.kind === 'demo' ? 'the demo shard' : 'what is open'}
    </Button>
  );
  const meant = corpusId === null ? null : readDatasetLink(corpusId, DATASETS);
  if (meant !== null) {
    return (
      <section
        aria-label="The link’s dataset"
        className="rounded-lg border border-note-line bg-note-wash px-4 py-3"
      >
        <p className="text-sm text-soft">
          This link was made with a public dataset. Nothing is fetched until you say so; until then{' '}
          {origin.kind === 'demo' ? 'the demo shard' : 'the corpus that was open'} is here.
        </p>
        <DatasetCard key={corpusId} dataset={meant.dataset} chosen={meant.languages} heading="h2" />
        {stay}
      </section>
    );
  }
  return (
    <Notice
      title={
        corpus === 'demo'
          ? 'This link was made with a corpus that this browser does not keep'
          : `This link was made with ${corpus.join(', ')}`
      }
      actions={
        <>
          <OpenButtons />
          {stay}
        </>
      }
    >
      <p>
        A page cannot open files by itself. Open them again to see what the link shows; until then{' '}
        {origin.kind === 'demo' ? 'the demo shard' : 'what was open'} is here.
      </p>
    </Notice>
  );

  function isOpen(): boolean {
    if (origin.kind === 'demo') return corpus === 'demo' && corpusId === null;
    if (corpusId !== null) return corpusId === origin.dataset || corpusId === origin.kept;
    return corpus !== 'demo' && corpus.join('\n') === origin.names.join('\n');
  }
}
