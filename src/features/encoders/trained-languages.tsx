import type { LanguageCode } from '../../domain/corpus/types.ts';
import { formatCount } from '../../ui/format.ts';
import { LanguageTag, languageTitle } from '../../ui/language-tag.tsx';

/** How many texts of each language an encoder was trained on, and which languages of the shard it never saw. */
export function TrainedLanguages({
  trained,
  shardLanguages,
}: {
  readonly trained: Readonly<Record<LanguageCode, number>>;
  readonly shardLanguages: readonly LanguageCode[];
}) {
  const counts = Object.entries(trained).sort(([, a], [, b]) => b - a);
  const most = counts[0]?.[1] ?? 1;
  const unseen = shardLanguages.filter((lang) => trained[lang] === undefined);
  return (
    <div>
      <h5 className="mb-1 text-xs font-medium text-faint">Texts seen in training</h5>
      <ul className="grid grid-cols-2 gap-x-5 gap-y-0.5 text-xs sm:grid-cols-3">
        {counts.map(([lang, count]) => (
          <li
            key={lang}
            title={languageTitle(lang)}
            className="grid grid-cols-[1.75rem_1fr_auto] items-center gap-1.5"
          >
            <LanguageTag lang={lang} />
            <span className="h-1 rounded-full bg-sunken">
              <span
                className="block h-1 rounded-full bg-line-strong"
                style={{ width: `${(100 * count) / most}%` }}
              />
            </span>
            <span className="tabular-nums text-soft">{formatCount(count)}</span>
          </li>
        ))}
      </ul>
      {unseen.length > 0 && (
        <p className="mt-2 text-xs text-soft">
          In the shard, and never seen in training:{' '}
          {unseen.map((lang, index) => (
            <span key={lang}>
              {index > 0 && ', '}
              <LanguageTag lang={lang} />
            </span>
          ))}
        </p>
      )}
    </div>
  );
}
