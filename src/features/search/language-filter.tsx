import { useSessionState } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import { languageTitle } from '../../ui/language-tag.tsx';
import { orderLanguages } from '../../ui/order-languages.ts';

const CHIP =
  'min-h-6 rounded border border-transparent px-1.5 text-xs text-faint hover:bg-hover hover:text-ink aria-pressed:border-line-strong aria-pressed:bg-panel aria-pressed:font-semibold aria-pressed:text-ink';

/** Shows passages of some languages only; nothing pressed means all of them. */
export function LanguageFilter() {
  const shard = useSessionState((state) => state.corpus.shard);
  const [{ filter }, change] = useViewState();
  const languages = orderLanguages(
    (shard?.summary.languages ?? []).filter(({ passages }) => passages > 0).map(({ lang }) => lang),
  );
  if (languages.length < 2) return null;
  const set = (next: readonly string[]): void => {
    change({ filter: next }, { replace: true });
  };
  return (
    <div
      role="group"
      aria-label="Passages in"
      className="flex min-w-0 items-center gap-x-0.5 gap-y-1 py-1 text-xs max-sm:-mr-4 max-sm:overflow-x-auto max-sm:[scrollbar-width:none] sm:flex-wrap"
    >
      <span className="mr-1 shrink-0 text-faint">Passages in</span>
      <button
        type="button"
        className={CHIP}
        aria-pressed={filter.length === 0}
        onClick={() => {
          set([]);
        }}
      >
        all
      </button>
      {languages.map((lang) => {
        const on = filter.includes(lang);
        return (
          <button
            key={lang}
            type="button"
            className={CHIP}
            title={languageTitle(lang)}
            aria-pressed={on}
            onClick={() => {
              set(
                on
                  ? filter.filter((code) => code !== lang)
                  : languages.filter((code) => code === lang || filter.includes(code)),
              );
            }}
          >
            {lang}
          </button>
        );
      })}
    </div>
  );
}
