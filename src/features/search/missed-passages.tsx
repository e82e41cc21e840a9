import type { SearchOutput } from '../../protocol/arm.ts';
import { classNames } from '../../ui/class-names.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { LanguageTag } from '../../ui/language-tag.tsx';
import { TextInLanguage } from '../../ui/text-in-language.tsx';
import { useSearchUi } from './search-ui.ts';

/** Relevant passages that did not make it, with the rank they got. */
export function MissedPassages({
  missed,
  k,
  waiting,
}: {
  readonly missed: SearchOutput['missed'];
  readonly k: number;
  /** The arm is still indexing, so that what has no rank may get one. */
  readonly waiting: boolean;
}) {
  const lit = useSearchUi((state) => state.lit);
  const light = useSearchUi((state) => state.light);
  if (missed.length === 0) return null;
  return (
    <div className="mt-4">
      <h3 className="mb-1.5 text-sm font-semibold text-gold-text">
        {plural(missed.length, 'relevant passage')} below rank {k}
      </h3>
      <ol className="divide-y divide-line rounded-lg border border-dashed border-gold text-sm">
        {missed.map(({ rank, passage }) => (
          <li
            key={passage.id}
            data-passage-id={passage.id}
            data-gold="true"
            data-missed="true"
            title={passage.text.slice(0, 400)}
            onPointerEnter={() => {
              light(passage.id);
            }}
            onPointerLeave={() => {
              light(null);
            }}
            className={classNames(
              'flex items-baseline gap-2 px-3 py-1',
              lit === passage.id && 'bg-gold-wash',
            )}
          >
            <span className="min-w-13 shrink-0 text-right text-xs tabular-nums text-soft">
              {rank === null ? (waiting ? 'not yet' : 'no score') : formatCount(rank)}
            </span>
            <LanguageTag lang={passage.lang} className="w-5 shrink-0 text-xs text-soft" />
            <TextInLanguage lang={passage.lang} className="min-w-0 flex-1 truncate">
              {passage.title ?? passage.text.slice(0, 200)}
            </TextInLanguage>
          </li>
        ))}
      </ol>
    </div>
  );
}
