import type { LanguagePlan } from '../../domain/corpus/read-plan.ts';
import type { LanguageCode } from '../../domain/corpus/types.ts';
import { LANGUAGE_ORDER } from '../../domain/text/languages.ts';
import { languageTitle } from '../../ui/language-tag.tsx';
import { Select } from '../../ui/select.tsx';

/** Whence the language of a file's texts: what the file says, one that the person declares, or detection. */
export function PlanLanguage({
  plan,
  languages,
  onChange,
}: {
  readonly plan: LanguagePlan;
  /** Seen in the file: they stand first among those that can be declared. */
  readonly languages: readonly LanguageCode[];
  readonly onChange: (plan: LanguagePlan) => void;
}) {
  const known = languages.filter((lang) => LANGUAGE_ORDER.includes(lang));
  const declared = [...new Set([...known, ...LANGUAGE_ORDER])];
  return (
    <Select
      label="Language"
      value={plan.mode === 'declared' ? plan.lang : `:${plan.mode}`}
      options={[
        { value: ':given', label: 'as the file says' },
        { value: ':detect', label: 'detect it, text by text' },
        ...declared.map((lang) => ({ value: lang, label: `all ${lang}: ${languageTitle(lang)}` })),
      ]}
      onChange={(value) => {
        if (value === ':given') onChange({ mode: 'given' });
        else if (value === ':detect') onChange({ mode: 'detect' });
        else onChange({ mode: 'declared', lang: value });
      }}
    />
  );
}
