import { explainError } from '../../client/explain-error.ts';
import { useSessionState } from '../../client/react/session-context.tsx';
import { useViewLink } from '../../client/react/view-state-context.tsx';
import type { FamilyGroup } from '../../domain/regimes/family.ts';
import { groupFamily, shapeWords } from '../../domain/regimes/family.ts';
import type { EncoderEntry } from '../../protocol/manifest.ts';
import { Notice } from '../../ui/notice.tsx';
import { ViewHeader } from '../../ui/view-header.tsx';
import { AddEncoder } from './add/add-encoder.tsx';
import { ModelError } from './add/model-error.tsx';
import { ArmCard } from './arm-card.tsx';
import { Bm25Card } from './bm25-card.tsx';
import { EncoderCard } from './encoder-card.tsx';
import { FamilyTable } from './family-table.tsx';
import { LIBRARY_TITLE, OwnCard } from './own-card.tsx';
import { RunCard } from './run-card.tsx';

const TO_STORAGE = { view: 'storage' } as const;

function StorageLink() {
  const link = useViewLink(TO_STORAGE);
  return (
    <a {...link} className="text-sm text-link underline decoration-dotted underline-offset-4">
      What this browser keeps
    </a>
  );
}

/** Encoders of one shape: they differ in their batches, or in their weights alone. */
function ShapeGroup({
  group: { architecture, encoders },
  recommended,
}: {
  readonly group: FamilyGroup<EncoderEntry>;
  readonly recommended: string | null;
}) {
  const { name, explanation } = shapeWords(architecture);
  return (
    <section aria-label={name} className="mt-6">
      <h3 className="text-sm font-semibold">{name}</h3>
      <p className="mb-2 max-w-[75ch] text-sm text-soft">{explanation}</p>
      <div className="grid items-start gap-4 xl:grid-cols-2">
        {encoders.map((encoder) => (
          <EncoderCard key={encoder.id} encoder={encoder} recommended={encoder.id === recommended} />
        ))}
      </div>
    </section>
  );
}

export function EncodersView() {
  const arms = useSessionState((state) => state.arms);
  const manifest = useSessionState((state) => state.manifest);
  const manifestError = useSessionState((state) => state.manifestError);
  const capabilities = useSessionState((state) => state.capabilities);
  const runs = useSessionState((state) => state.runs);
  const encoders = useSessionState((state) => state.encoders);
  const libraryError = useSessionState((state) => state.library.error);
  const own = encoders.flatMap((encoder) =>
    encoder.profile === null ? [] : [{ encoder, profile: encoder.profile }],
  );
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
      <div className="mb-8">
        <AddEncoder />
      </div>
      <section aria-labelledby={LIBRARY_TITLE}>
        <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
          <h2 id={LIBRARY_TITLE} tabIndex={-1} className="text-base font-semibold outline-none">
            To choose from
          </h2>
          <StorageLink />
        </div>
        {libraryError !== null && (
          <div className="mb-4">
            <ModelError error={libraryError} />
          </div>
        )}
        {error !== null && (
          <Notice tone="bad" title={error.title}>
            <p>{error.detail}</p>
            <p>{error.action}</p>
          </Notice>
        )}
        {manifest !== null && <FamilyTable encoders={manifest.encoders} />}
        {manifest !== null &&
          groupFamily(manifest.encoders).map((group) => (
            <ShapeGroup
              key={group.architecture}
              group={group}
              recommended={manifest.encoders[0]?.id ?? null}
            />
          ))}
        <h3 className="mt-6 mb-2 text-sm font-semibold">Beside the family</h3>
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <Bm25Card />
          {own.map(({ encoder, profile }) => (
            <OwnCard key={encoder.id} own={encoder} profile={profile} />
          ))}
          {runs.map((run) => (
            <RunCard key={run.id} run={run} />
          ))}
        </div>
      </section>
    </div>
  );
}
