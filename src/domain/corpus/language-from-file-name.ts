import { normaliseLanguage } from '../text/languages.ts';
import { languageFromName } from './language-from-name.ts';
import type { XquadLanguages } from './parse-xquad.ts';
import type { LanguageCode } from './types.ts';
import { UNDETERMINED } from './types.ts';

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
 * both sides. TyDi's and Mr.TyDi's names spell the language out (`tydiqa-goldp-dev-arabic.json`). `null` when no part of the name is a known
 * code or name. Folders do not count.
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
    const lang =
      (locale ? normaliseLanguage(before) : null) ?? languageFromCode(part) ?? languageFromName(part);
    if (lang !== null) return { passages: lang, queries: lang };
  }
  return null;
}

/**
 * The same, and where the name says nothing, the nearest folder whose name ends in a language:
 * `miracl-corpus-v1.0-am/docs-0.jsonl.gz`, `mrtydi-v1.1-arabic/collection/docs.jsonl`, `ar/corpus.jsonl`.
 */
export function languagesFromPath(path: string): XquadLanguages | null {
  const own = languagesFromFileName(path);
  if (own !== null) return own;
  const folders = path.split(/[\\/]/).slice(0, -1);
  for (const folder of folders.reverse()) {
    const last =
      folder
        .replace(/\.(?:zip|tar)$/i, '')
        .split(/[^A-Za-z]+/)
        .at(-1) ?? '';
    const lang = languageFromCode(last) ?? languageFromName(last);
    if (lang !== null) return { passages: lang, queries: lang };
  }
  return null;
}

/** In a name `und` is German for “and”, far more often than the code of no language. */
function languageFromCode(code: string): LanguageCode | null {
  const lang = normaliseLanguage(code);
  return lang === UNDETERMINED ? null : lang;
}
