import { useState } from 'react';
import type { Hit } from '../../protocol/arm.ts';
import { classNames } from '../../ui/class-names.ts';
import { formatCount } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { LanguageTag } from '../../ui/language-tag.tsx';
import { TextInLanguage } from '../../ui/text-in-language.tsx';
import { markedSegments, shownLength } from './marked-segments.ts';
import { useSearchUi } from './search-ui.ts';

interface ResultCardProps {
  readonly hit: Hit;
  /** Largest score in the column: the bar's full length. */
  readonly bestScore: number;
  readonly movement: string;
  readonly reachable: boolean;
}

/** One passage in one column. */
export function ResultCard({ hit, bestScore, movement, reachable }: ResultCardProps) {
  const { passage, rank, score, gold, marks } = hit;
  const lit = useSearchUi((state) => state.lit === passage.id);
  const light = useSearchUi((state) => state.light);
  const [all, setAll] = useState(false);
  const shown = shownLength(passage.text, all);
  return (
    <article
      tabIndex={reachable ? 0 : -1}
      data-passage-id={passage.id}
      data-gold={gold}
      aria-label={`Rank ${rank}${gold ? ', relevant' : ''}`}
      onPointerEnter={() => {
        light(passage.id);
      }}
      onPointerLeave={() => {
        light(null);
      }}
      onFocus={() => {
        light(passage.id);
      }}
      onBlur={() => {
        light(null);
      }}
      className={classNames(
        '@container rounded-lg border p-3 transition-colors duration-150',
        gold && 'border-gold bg-gold-wash ring-gold',
        gold && (lit ? 'ring-3' : 'ring-1'),
        !gold && (lit ? 'border-ink/70 bg-hover ring-1 ring-ink/70' : 'border-line bg-panel'),
      )}
    >
      <header className="flex flex-wrap items-center gap-x-2 text-xs">
        <span className="min-w-4 text-base leading-5 font-semibold tabular-nums">{rank}</span>
        <span
          className="hidden h-1.5 w-10 overflow-hidden rounded-full bg-sunken @min-[15rem]:block"
          aria-hidden="true"
        >
          <span
            className="block h-full rounded-full bg-arm"
            style={{ width: `${bestScore > 0 ? Math.max(0, (100 * score) / bestScore) : 0}%` }}
          />
        </span>
        <span className="tabular-nums text-soft" title="Score">
          {score.toFixed(score < 10 ? 3 : 2)}
        </span>
        <span className="ml-auto flex items-center gap-2">
          {gold && (
            <span className="flex items-center gap-0.5 font-semibold text-gold-text">
              <Icon name="tick" size={13} />
              relevant
            </span>
          )}
          <LanguageTag lang={passage.lang} className="text-soft" />
        </span>
      </header>
      {passage.title !== undefined && passage.title !== '' && (
        <TextInLanguage as="h3" lang={passage.lang} className="mt-1.5 font-semibold">
          {passage.title}
        </TextInLanguage>
      )}
      {passage.source !== undefined && <p className="mt-1.5 text-xs text-faint">from {passage.source}</p>}
      <TextInLanguage as="p" lang={passage.lang} className="passage mt-1">
        {markedSegments(passage.text, marks, shown).map(({ text, marked }, index) =>
          marked ? <mark key={index}>{text}</mark> : text,
        )}
        {shown < passage.text.length && '…'}
      </TextInLanguage>
      {(shown < passage.text.length || all) && (
        <button
          type="button"
          className="mt-1 text-xs text-link underline"
          onClick={() => {
            setAll(!all);
          }}
        >
          {all ? 'Show less' : `Show all ${formatCount(passage.text.length)} characters`}
        </button>
      )}
      {movement !== '' && (
        <p className={classNames('mt-2 text-xs tabular-nums', lit ? 'font-medium text-ink' : 'text-faint')}>
          {movement}
        </p>
      )}
    </article>
  );
}
