import { useSessionState } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LanguagePicker } from '../../ui/language-picker.tsx';
import { orderLanguages } from '../../ui/order-languages.ts';
import { Popover } from '../../ui/popover.tsx';

/** Which languages ask and which answer, on every view: the same choice as in Corpus. */
export function LanguagesControl() {
  const summary = useSessionState((state) => state.corpus.summary);
  const [{ queryLanguages, passageLanguages }, change] = useViewState();
  if (summary === null) return null;
  const counts = new Map(summary.languages.map((language) => [language.lang, language]));
  const order = orderLanguages([...counts.keys()]);
  const asking = order.flatMap((lang) => {
    const count = counts.get(lang)?.queries ?? 0;
    return count > 0 ? [{ lang, count }] : [];
  });
  const answering = order.flatMap((lang) => {
    const count = counts.get(lang)?.passages ?? 0;
    return count > 0 ? [{ lang, count }] : [];
  });
  const part = (chosen: readonly string[], all: number): string =>
    chosen.length === 0 ? String(all) : `${chosen.length}/${all}`;
  return (
    <Popover
      wide
      label={
        <>
          <Icon name="languages" />
          <span className="sr-only">Languages: queries in</span>
          <span className="tabular-nums max-sm:sr-only">{part(queryLanguages, asking.length)}</span>
          <span aria-hidden="true" className="max-sm:hidden">
            →
          </span>
          <span className="sr-only">passages in</span>
          <span className="tabular-nums max-sm:sr-only">{part(passageLanguages, answering.length)}</span>
        </>
      }
    >
      <div className="space-y-4">
        <LanguagePicker
          legend="Queries in"
          languages={asking}
          chosen={queryLanguages}
          onChange={(chosen) => {
            change({ queryLanguages: chosen }, { replace: true });
          }}
        />
        <LanguagePicker
          legend="Passages in"
          languages={answering}
          chosen={passageLanguages}
          onChange={(chosen) => {
            change({ passageLanguages: chosen }, { replace: true });
          }}
        />
      </div>
    </Popover>
  );
}
