import { useViewState } from '../../client/react/view-state-context.tsx';
import type { JudgedQuery } from '../../domain/corpus/types.ts';
import { LanguageTag } from '../../ui/language-tag.tsx';
import { TextInLanguage } from '../../ui/text-in-language.tsx';

/** Known queries to start from, one press away. */
export function ExampleQueries({ examples }: { readonly examples: readonly JudgedQuery[] }) {
  const [{ queryId }, change] = useViewState();
  if (examples.length === 0) return null;
  return (
    <ul
      aria-label="Example queries"
      className="flex gap-1.5 overflow-x-auto px-0.5 py-1 [scrollbar-width:none]"
    >
      {examples.map(({ id, lang, text }) => (
        <li key={id} className="min-w-32 shrink-0 md:shrink">
          <button
            type="button"
            aria-pressed={id === queryId}
            title={text}
            onClick={() => {
              change({ query: text, queryId: id });
            }}
            className="flex h-8 w-full max-w-80 items-center gap-1.5 rounded-full border border-line bg-panel px-2.5 text-sm transition-colors duration-150 hover:border-line-strong aria-pressed:border-line-strong aria-pressed:bg-hover"
          >
            <LanguageTag lang={lang} className="text-xs text-faint" />
            <TextInLanguage lang={lang} className="min-w-0 truncate">
              {text}
            </TextInLanguage>
          </button>
        </li>
      ))}
    </ul>
  );
}
