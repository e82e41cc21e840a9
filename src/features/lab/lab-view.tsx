import { useEffect } from 'react';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import { ViewHeader } from '../../ui/view-header.tsx';
import { BenchPanel } from './bench-panel.tsx';
import { KnownArms } from './known-arms.tsx';
import { useLabForm } from './lab-form.ts';
import { PlanPanel } from './plan-panel.tsx';
import { RecipePanel } from './recipe-panel.tsx';
import { ResultsPanel } from './results-panel.tsx';
import { RunPanel } from './run-panel.tsx';
import { SweepPanel } from './sweep-panel.tsx';
import { useBenchArms } from './use-bench.ts';

/** Adapters on frozen vectors: choose an arm and a recipe, train, and see what the papers' claims do here. */
export function LabView() {
  useFirstOpening();
  const choice = useLabForm((form) => form.choice);
  const { chosen } = useBenchArms();
  const hasResults = useSessionState((state) => state.lab.results.length > 0);
  return (
    <div className="mx-auto max-w-[110rem]">
      <ViewHeader
        title="Lab"
        sentence="Each way of training that the papers compare, on an encoder you choose: trained here in seconds, judged by questions it never saw."
        computed={<Computed />}
      />
      <div className="space-y-4">
        <BenchPanel />
        {(chosen !== null || hasResults) && (
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-[minmax(0,23rem)_minmax(0,1fr)]">
            <RecipePanel />
            <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
              <RunPanel />
              {choice === 'transport' && <PlanPanel />}
              <ResultsPanel />
            </div>
          </div>
        )}
        <SweepPanel />
        <KnownArms />
      </div>
    </div>
  );
}

/** The bench opens by itself the first time; once it was closed by something, the person opens it. */
function useFirstOpening(): void {
  const session = useSession();
  const { chosen, settled } = useBenchArms();
  const untouched = useSessionState(
    ({ lab }) => lab.phase === 'closed' && lab.notice === null && lab.error === null && lab.opened === null,
  );
  const letter = settled ? (chosen?.letter ?? null) : null;
  useEffect(() => {
    if (letter === null || !untouched || session.store.getState().lab.phase !== 'closed') return;
    void session.lab.open(letter, useLabForm.getState().split);
  }, [session, letter, untouched]);
}

function Computed() {
  return (
    <>
      <p>
        An adapter is trained on the vectors that the encoder gave; the encoder itself stays as it is. It
        starts as “change nothing”. Queries and passages pass through the same one, with three exceptions:
        distillation changes queries alone, the mean shift passages alone, and centring each side by its own
        means. Training depends on the seed alone: the same settings give the same arm again.
      </p>
      <p>
        The split is by article (by paragraph or group of parallel passages where a corpus has no articles),
        and the same in all languages. Articles that one question joins stay together, so that no passage that
        is relevant to a held-out question is relevant to a training question. All figures here are those of
        the held-out questions against the shard’s whole pool; training passages stay in it.
      </p>
      <p>
        mAP: mean average precision, in the three settings of arXiv 2408.10536 (own language; each other
        language in turn; all languages in one pool). A point is 0.01 of it. Rank distance: highest minus
        lowest rank of the parallel relevant passages. Intervals over seeds are Student’s t at 95 %; they say
        how much depends on the seed, not on the questions.
      </p>
      <p>
        xQG can be laid on any arm of the Lab: put it beside the others and look under xQG. An adapter that
        was trained on questions is judged, on every screen, by the others alone.
      </p>
    </>
  );
}
