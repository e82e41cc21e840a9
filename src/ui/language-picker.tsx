import type { LanguageCode } from '../domain/corpus/types.ts';
import { languageInfo } from '../domain/text/languages.ts';
import { Button } from './button.tsx';
import { formatCount } from './format.ts';
import { languageTitle } from './language-tag.tsx';
import { toggleLanguage } from './toggle-language.ts';

interface LanguagePickerProps {
  readonly legend: string;
  readonly languages: readonly { readonly lang: LanguageCode; readonly count?: number }[];
  /** Empty means all. */
  readonly chosen: readonly LanguageCode[];
  readonly onChange: (chosen: readonly LanguageCode[]) => void;
}

/** Which languages take part: one box for each, and one step back to all of them. */
export function LanguagePicker({ legend, languages, chosen, onChange }: LanguagePickerProps) {
  const all = languages.map(({ lang }) => lang);
  return (
    <fieldset>
      <legend className="mb-1.5 flex w-full items-center gap-2 text-sm font-medium">
        {legend}
        <span className="font-normal text-faint">
          {chosen.length === 0 ? 'all' : `${chosen.length} of ${all.length}`}
        </span>
      </legend>
      <div className="flex flex-wrap gap-1.5">
        {languages.map(({ lang, count }) => {
          const { ownName, direction } = languageInfo(lang);
          return (
            <label
              key={lang}
              title={languageTitle(lang)}
              className="flex min-h-7 items-center gap-1.5 rounded-md border border-line px-2 text-sm text-faint transition-colors duration-150 hover:border-line-strong has-checked:border-line-strong has-checked:bg-hover has-checked:text-ink"
            >
              <input
                type="checkbox"
                checked={chosen.length === 0 || chosen.includes(lang)}
                onChange={() => {
                  onChange(toggleLanguage(all, chosen, lang));
                }}
                className="size-3.5 accent-(--action)"
              />
              <span className="font-semibold">{lang}</span>
              <span lang={lang} dir={direction}>
                {ownName}
              </span>
              {count !== undefined && (
                <span className="text-xs tabular-nums text-faint">{formatCount(count)}</span>
              )}
            </label>
          );
        })}
        {chosen.length > 0 && (
          <Button
            kind="quiet"
            small
            onClick={() => {
              onChange([]);
            }}
          >
            All languages
          </Button>
        )}
      </div>
    </fieldset>
  );
}
