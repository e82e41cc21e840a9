import type { LanguageCode } from '../../domain/corpus/types.ts';
import { languageTitle } from '../../ui/language-tag.tsx';
import { orderLanguages } from '../../ui/order-languages.ts';
import { Select } from '../../ui/select.tsx';

/** One language of the shard; what the shard lacks gives way to the first it has. */
export function LanguageSelect({
  label,
  value,
  languages,
  onChange,
}: {
  readonly label: string;
  readonly value: LanguageCode;
  readonly languages: readonly LanguageCode[];
  readonly onChange: (value: LanguageCode) => void;
}) {
  return (
    <Select
      label={label}
      value={languages.includes(value) ? value : (languages[0] ?? '')}
      options={orderLanguages(languages).map((lang) => ({
        value: lang,
        label: `${lang} · ${languageTitle(lang)}`,
      }))}
      onChange={onChange}
    />
  );
}
