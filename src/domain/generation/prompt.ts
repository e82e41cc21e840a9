import type { LanguageCode } from '../corpus/types.ts';
import { languageInfo } from '../text/languages.ts';

/**
 * What a generator is asked, in the words that xQG trained its own with (ielab/xQG4xDR, after ArvinZhuang/DSI-QG).
 * The language is named in English; a passage without a title starts with its text.
 */
export function generationPrompt(
  passage: { readonly title?: string; readonly text: string },
  language: LanguageCode,
): string {
  const content = [passage.title ?? '', passage.text]
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return `Generate a ${languageInfo(language).name} question for this passage: ${content.join(' ')}`;
}
