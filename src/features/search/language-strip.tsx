import type { SearchOutput } from '../../protocol/arm.ts';
import { formatPercent } from '../../ui/format.ts';
import { languageTitle } from '../../ui/language-tag.tsx';
import { orderLanguages } from '../../ui/order-languages.ts';

/** Which languages the top k speaks, against their share of the pool: bias at a glance. @param scale share at full height */
export function LanguageStrip({
  shares,
  k,
  scale,
}: {
  readonly shares: SearchOutput['shares'];
  readonly k: number;
  readonly scale: number;
}) {
  if (shares.length < 2) return null;
  const byLanguage = new Map(shares.map((share) => [share.lang, share]));
  const ordered = orderLanguages([...byLanguage.keys()]).flatMap((lang) => byLanguage.get(lang) ?? []);
  const height = (share: number): string => `${Math.min(100, (100 * share) / scale)}%`;
  return (
    <figure className="mt-2">
      <div role="img" aria-label={stripWords(ordered, k)} className="flex gap-0.5 overflow-hidden">
        {ordered.map(({ lang, top, pool }) => (
          <div
            key={lang}
            title={`${languageTitle(lang)}: ${formatPercent(top)} of the top ${k}, ${formatPercent(pool)} of the pool`}
            className="max-w-14 min-w-0 flex-1"
          >
            <div className="relative h-9 border-b border-line">
              <div
                className="absolute inset-x-[15%] bottom-0 rounded-t-[2px] bg-arm"
                style={{ height: height(top) }}
              />
              <div
                className="absolute inset-x-[8%] border-t-2 border-ink/70"
                style={{ bottom: height(pool) }}
              />
            </div>
            <div className={top > 0 ? 'text-center text-2xs text-ink' : 'text-center text-2xs text-faint'}>
              {lang}
            </div>
          </div>
        ))}
      </div>
    </figure>
  );
}

/** The strip in a sentence: what is there, and what is missing. */
function stripWords(shares: SearchOutput['shares'], k: number): string {
  const there = shares.filter(({ top }) => top > 0).sort((a, b) => b.top - a.top);
  const parts = there.map(
    ({ lang, top, pool }) => `${lang} ${formatPercent(top)} (pool ${formatPercent(pool)})`,
  );
  const missing = shares.length - there.length;
  const rest = missing === 0 ? '' : `; ${missing} of ${shares.length} languages are not there`;
  return `Languages of the top ${k}: ${parts.join(', ')}${rest}.`;
}
