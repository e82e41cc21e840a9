import type { LanguageCode } from '../corpus/types.ts';
import type { PlannedQueries } from './plan-generated.ts';

/** The language that each generated text was written for: that of its first entry, where two languages share it. [texts] */
export function generatedLanguages({ plan, texts }: PlannedQueries): LanguageCode[] {
  const languages = texts.map(() => '');
  plan.vector.forEach((vector, entry) => {
    languages[vector] ||= plan.languages[plan.language[entry] ?? 0] ?? '';
  });
  return languages;
}
