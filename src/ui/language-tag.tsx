import type { LanguageCode } from '../domain/corpus/types.ts';
import { languageInfo } from '../domain/text/languages.ts';
import { classNames } from './class-names.ts';

/** How a language is named in full: `Amharic, አማርኛ`. */
export function languageTitle(lang: LanguageCode): string {
  const { name, ownName } = languageInfo(lang);
  return name === ownName ? name : `${name}, ${ownName}`;
}

/** A language as text: its code, its names on hover and to screen readers. */
export function LanguageTag({
  lang,
  own = false,
  className,
}: {
  readonly lang: LanguageCode;
  readonly own?: boolean;
  readonly className?: string;
}) {
  const { ownName, direction } = languageInfo(lang);
  return (
    <span
      title={languageTitle(lang)}
      className={classNames('inline-flex items-baseline gap-1 whitespace-nowrap', className)}
    >
      <abbr title={languageTitle(lang)} className="font-semibold no-underline">
        {lang}
      </abbr>
      {own && (
        <span lang={lang} dir={direction} className="text-soft">
          {ownName}
        </span>
      )}
    </span>
  );
}
