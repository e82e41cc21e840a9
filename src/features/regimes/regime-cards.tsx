import { groupFamily, shapeWords } from '../../domain/regimes/family.ts';
import { readRegime, REGIME_ABOUT, REGIMES } from '../../domain/regimes/regime.ts';
import type { EncoderEntry } from '../../protocol/manifest.ts';
import { formatBytes } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { BatchPicture } from './batch-picture.tsx';

/** What each regime puts into a batch, and which encoders were trained so. */
export function RegimeCards({ encoders }: { readonly encoders: readonly EncoderEntry[] }) {
  const ordered = groupFamily(encoders).flatMap((group) => group.encoders);
  return (
    <Panel
      title="Five regimes"
      aside={
        <p className="text-xs text-faint">a box is a batch, a line a pair: language of query → of passage</p>
      }
    >
      <ol className="grid gap-x-6 gap-y-5 sm:grid-cols-2 xl:grid-cols-5">
        {REGIMES.map((regime) => {
          const { name, paperName, explanation } = REGIME_ABOUT[regime];
          const own = ordered.filter((encoder) => readRegime(encoder.regime) === regime);
          return (
            <li key={regime} className="flex flex-col gap-2">
              <div>
                <h3 className="text-sm font-semibold first-letter:uppercase">{name}</h3>
                <p className="text-xs text-faint">in papers: {paperName}</p>
              </div>
              <BatchPicture regime={regime} />
              <p className="text-sm text-soft">{explanation}</p>
              {own.length === 0 ? (
                <p className="text-xs text-faint">No encoder of this regime ships yet.</p>
              ) : (
                <ul className="space-y-1 text-xs">
                  {own.map(({ id, name: of, architecture, dtype, bytes }) => (
                    <li key={id}>
                      <span className="block font-medium">{of}</span>
                      <span className="text-faint">
                        {shapeWords(architecture).name.toLowerCase()}, {dtype}, {formatBytes(bytes)}
                      </span>
                    </li>
                  ))}
                </ul>
              )}
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
