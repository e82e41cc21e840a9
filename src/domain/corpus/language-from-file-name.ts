import { normaliseLanguage } from '../text/languages.ts';
import type { XquadLanguages } from './parse-xquad.ts';

/** Regions whose lower-case codes are also languages (`br` Breton, `ca` Catalan …), and so need their language before them. */
const LOWER_CASE_LOCALES: ReadonlySet<string> = new Set([
  'pt-br',
  'fr-ca',
  'en-ca',
  'nl-be',
  'fr-be',
  'de-be',
]);

/**
 * The language that a file's name gives: `el.json`, `xquad.ro.json`, `mlqa-am.json`, `train_data.am.json`,
 * `wiki_zh-Hans.json`. The last part that is a language counts. MLQA's `test-context-ar-question-en.json` gives
 * both sides. `null` when no part of the name is a known code. Folders do not count.
 */
export function languagesFromFileName(path: string): XquadLanguages | null {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const stem = name.replace(/\.gz$/i, '').replace(/\.[^.]*$/, '');
  const [, context, question] = /context[-_]([a-z]{2,3})[-_]question[-_]([a-z]{2,3})/i.exec(stem) ?? [];
  if (context !== undefined && question !== undefined) {
    const passages = normaliseLanguage(context);
    const queries = normaliseLanguage(question);
    if (passages !== null && queries !== null) return { passages, queries };
  }
  const parts = stem.split(/[^A-Za-z]+/);
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = parts[i] ?? '';
    const before = parts[i - 1] ?? '';
    const locale =
      /^[a-z]{2,3}$/.test(before) && (/^[A-Z]{2}$/.test(part) || LOWER_CASE_LOCALES.has(`${before}-${part}`));
    const lang = (locale ? normaliseLanguage(before) : null) ?? normaliseLanguage(part);
    if (lang !== null) return { passages: lang, queries: lang };
  }
  return null;
}
