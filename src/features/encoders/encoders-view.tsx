import { explainError } from '../../client/explain-error.ts';
import { useSessionState } from '../../client/react/session-context.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ViewHeader } from '../../ui/view-header.tsx';
import { ArmCard } from './arm-card.tsx';
import { Bm25Card } from './bm25-card.tsx';
import { EncoderCard } from './encoder-card.tsx';
import { RunCard } from './run-card.tsx';

export function EncodersView() {
  const arms = useSessionState((state) => state.arms);
  const manifest = useSessionState((state) => state.manifest);
  const manifestError = useSessionState((state) => state.manifestError);
  const capabilities = useSessionState((state) => state.capabilities);
  const runs = useSessionState((state) => state.runs);
  const error = manifestError === null ? null : explainError(manifestError);
  return (
    <div className="mx-auto max-w-[96rem]">
      <ViewHeader
        title="Encoders"
        sentence="One to four arms, each an encoder on a device or BM25: they stand side by side, in this order, on every view."
        computed={
          <>
            <p>
              On Auto, an encoder is opened on WASM and, where there is a real GPU, on WebGPU. Both encode the
              same texts, one for each script; the faster one stays if their vectors agree (cosine 0.99 or
              more), else WASM.
            </p>
            <p>
              Model files are checked against their SHA-256 before they are used. Measured figures come from
              the command line over the same code; each card gives the command.
            </p>
          </>
        }
      />
      <section aria-labelledby="arms-title" className="mb-8">
        <h2 id="arms-title" className="mb-2 text-base font-semibold">
          Arms
        </h2>
        <div className="grid grid-cols-[repeat(auto-fit,minmax(17rem,1fr))] gap-4">
          {arms.map((arm, place) => (
            <ArmCard key={arm.letter} arm={arm} place={place} />
          ))}
        </div>
        <p className="mt-3 text-xs text-faint">
          {capabilities.webgpuReason}{' '}
          {capabilities.crossOriginIsolated
            ? `This page is cross-origin isolated: WASM may use ${capabilities.threads === 1 ? 'one thread' : `${capabilities.threads} threads`} for each arm, of ${capabilities.cores} cores.`
            : 'This page is not cross-origin isolated, so WASM runs on one thread.'}
        </p>
      </section>
      <section aria-labelledby="library-title">
        <h2 id="library-title" className="mb-2 text-base font-semibold">
          To choose from
        </h2>
        {error !== null && (
          <Notice tone="bad" title={error.title}>
            <p>{error.detail}</p>
            <p>{error.action}</p>
          </Notice>
        )}
        <div className="grid items-start gap-4 xl:grid-cols-2">
          {manifest?.encoders.map((encoder, index) => (
            <EncoderCard key={encoder.id} encoder={encoder} recommended={index === 0} />
          ))}
          <Bm25Card />
          {runs.map((run) => (
            <RunCard key={run.id} run={run} />
          ))}
        </div>
      </section>
    </div>
  );
}
