import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { sweepsQuery } from '../../client/react/sweeps-query.ts';
import { useSessionState } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import { checkClaim, STABLE_SPREAD, TOLERANCE } from '../../domain/regimes/check-claim.ts';
import { CLAIMS } from '../../domain/regimes/claims.ts';
import { regimePresets } from '../../domain/regimes/family.ts';
import { measuredShapes } from '../../domain/regimes/measured.ts';
import type { EncoderEntry } from '../../protocol/manifest.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { ViewHeader } from '../../ui/view-header.tsx';
import { AlphaPanel } from './alpha-panel.tsx';
import { ClaimsPanel } from './claims-panel.tsx';
import { LanguagesPanel } from './languages-panel.tsx';
import { RegimeCards } from './regime-cards.tsx';
import { SideBySide } from './side-by-side.tsx';
import { Summary } from './summary.tsx';
import { SweepsState } from './sweeps-state.tsx';

const NO_ENCODERS: readonly EncoderEntry[] = [];

export function RegimesView() {
  const [{ table }, change] = useViewState();
  const encoders = useSessionState((state) => state.manifest?.encoders ?? NO_ENCODERS);
  const { data: sweeps = null } = useQuery(sweepsQuery());
  const presets = useMemo(() => regimePresets(encoders), [encoders]);
  const checked = useMemo(() => {
    const ours = { sweeps, shapes: measuredShapes(encoders) };
    return CLAIMS.map((claim) => checkClaim(claim, ours));
  }, [sweeps, encoders]);
  return (
    <div className="mx-auto max-w-[96rem]">
      <ViewHeader
        title="Training regimes"
        sentence="What the batches of its training do to an encoder’s recall and to its language bias: ours side by side, and beside what papers report."
        computed={
          <>
            <p>
              mAP: mean average precision over the queries of XQuAD-R, sentences alone as candidates.
              Monolingual: query and candidates in one language; cross-lingual: in two, mean of all ordered
              pairs; multilingual: one pool of all languages. Rank distance: highest minus lowest rank of the
              parallel answers of a query in that pool (arXiv 2408.10536), mean over queries.
            </p>
            <p>
              {`A claim is held against each of our measurements: points of the sweep at α = 0, 0.5 and 1, and encoders that ship and differ in their regime (one shape, one dtype). Differences up to ${String(TOLERANCE.mAP)} of mAP or ${String(100 * TOLERANCE.rankDistance)} % of a rank distance are not counted, and a stretch of α is stable within ${String(STABLE_SPREAD)} of mAP. Where a claim says “not below” or “at least”, a difference within the tolerance agrees; where it says “more” or “larger”, it is too close to say.`}
            </p>
            <p>
              One training stands behind each of our figures, with one seed, so that a small difference may be
              chance. Published figures come from other models, trained on other and far more data.
            </p>
          </>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        {encoders.length > 0 && <Summary checked={checked} />}
        <RegimeCards encoders={encoders} />
        <SideBySide presets={presets} />
        <section aria-labelledby="sweeps-title" className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
            <h2 id="sweeps-title" className="text-lg font-semibold">
              The sweeps
            </h2>
            <Segmented
              legend="Show as"
              options={[
                { value: 'charts', label: 'charts' },
                { value: 'table', label: 'tables' },
              ]}
              value={table ? 'table' : 'charts'}
              onChange={(value) => {
                change({ table: value === 'table' });
              }}
            />
          </div>
          <SweepsState />
          <AlphaPanel sweeps={sweeps} table={table} />
          {sweeps !== null && <LanguagesPanel sweeps={sweeps} table={table} />}
        </section>
        <div id="claims" tabIndex={-1} className="scroll-mt-16 outline-none">
          <ClaimsPanel checked={checked} />
        </div>
      </div>
    </div>
  );
}
