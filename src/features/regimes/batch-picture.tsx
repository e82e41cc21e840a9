import type { Regime } from '../../domain/regimes/regime.ts';
import { REGIME_ABOUT } from '../../domain/regimes/regime.ts';

/** Two batches as boxes of pairs, query language → passage language. The words beside it say the same. */
export function BatchPicture({ regime }: { readonly regime: Regime }) {
  return (
    <div aria-hidden="true" className="flex gap-2">
      {REGIME_ABOUT[regime].batches.map((batch, index) => (
        <ul
          key={index}
          className="rounded-md border border-line bg-sunken px-2 py-1 text-2xs leading-4 text-soft tabular-nums"
        >
          {batch.map(([query, passage], place) => (
            <li
              key={place}
              className={query === passage ? 'whitespace-nowrap' : 'font-semibold text-ink whitespace-nowrap'}
            >
              {query} → {passage}
            </li>
          ))}
        </ul>
      ))}
    </div>
  );
}
