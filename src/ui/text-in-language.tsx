import type { ReactNode } from 'react';
import type { LanguageCode } from '../domain/corpus/types.ts';
import { languageInfo } from '../domain/text/languages.ts';

type Element = 'span' | 'p' | 'h3' | 'h4' | 'div' | 'q';

/** Text that is set, read out and broken into lines as its language wants. */
export function TextInLanguage({
  lang,
  as: Tag = 'span',
  className,
  children,
}: {
  readonly lang: LanguageCode;
  readonly as?: Element;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <Tag lang={lang} dir={languageInfo(lang).direction} className={className}>
      {children}
    </Tag>
  );
}
