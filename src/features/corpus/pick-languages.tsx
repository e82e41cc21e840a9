import type { LanguageCode } from '../../domain/corpus/types.ts';
import { languageInfo } from '../../domain/text/languages.ts';
import { languageTitle } from '../../ui/language-tag.tsx';

/** Boxes for languages of which none need be ticked, unlike those of a corpus that is open. */
export function PickLanguages({
  legend,
  languages,
  picked,
  onChange,
}: {
  readonly legend: string;
  readonly languages: readonly LanguageCode[];
  readonly picked: readonly LanguageCode[];
  readonly onChange: (picked: readonly LanguageCode[]) => void;
}) {
  return (
    <fieldset>
      <legend className="sr-only">{legend}</legend>
      <div className="flex max-h-60 flex-wrap gap-1.5 overflow-y-auto p-0.5">
        {languages.map((lang) => {
          const { ownName, direction } = languageInfo(lang);
          return (
            <label
              key={lang}
              title={languageTitle(lang)}
              className="flex min-h-7 items-center gap-1.5 rounded-md border border-line px-2 text-sm text-soft transition-colors duration-150 hover:border-line-strong has-checked:border-line-strong has-checked:bg-hover has-checked:text-ink"
            >
              <input
                type="checkbox"
                checked={picked.includes(lang)}
                onChange={({ target }) => {
                  onChange(
                    languages.filter((code) => (code === lang ? target.checked : picked.includes(code))),
                  );
                }}
                className="size-3.5 accent-(--action)"
              />
              <span className="font-semibold">{lang}</span>
              <span lang={lang} dir={direction}>
                {ownName}
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
