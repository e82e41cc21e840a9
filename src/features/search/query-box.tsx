import { useEffect, useRef, useState } from 'react';
import { useViewState } from '../../client/react/view-state-context.tsx';
import { languageInfo } from '../../domain/text/languages.ts';
import { guessLanguage } from '../../domain/text/scripts.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';

const PAUSE_MS = 250;

/** The query: asked on Enter, or when typing pauses. */
export function QueryBox() {
  const [{ query }, change] = useViewState();
  const [draft, setDraft] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );

  const ask = (text: string, replace: boolean): void => {
    clearTimeout(timer.current);
    setDraft(null);
    if (text !== query) change({ query: text, queryId: null }, { replace });
  };
  const text = draft ?? query;
  const guess = guessLanguage(text);
  return (
    <form
      role="search"
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        ask(text, false);
      }}
    >
      <div className="relative min-w-0 flex-1">
        <Icon
          name="search"
          size={18}
          className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-faint"
        />
        <label htmlFor="query" className="sr-only">
          Query, in any language
        </label>
        <input
          id="query"
          type="search"
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          lang={guess ?? 'und'}
          placeholder="Ask in any language"
          aria-keyshortcuts="/"
          value={text}
          onChange={(event) => {
            const { value } = event.target;
            setDraft(value);
            clearTimeout(timer.current);
            timer.current = setTimeout(() => {
              ask(value, true);
            }, PAUSE_MS);
          }}
          className="field-line w-full rounded-lg border border-line-strong/70 bg-panel pr-4 pl-10 sm:pr-28 text-lg leading-[2.875rem] shadow-xs hover:border-line-strong"
        />
        {guess !== null && (
          <span
            title="Read by its script; fonts and direction follow it"
            className="absolute top-1/2 right-3 hidden -translate-y-1/2 text-xs text-faint sm:block"
          >
            {languageInfo(guess).name}
          </span>
        )}
      </div>
      <Button kind="primary" type="submit" className="h-12 px-5">
        Search
      </Button>
    </form>
  );
}
