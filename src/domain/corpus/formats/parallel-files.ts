import { normaliseLanguage } from '../../text/languages.ts';
import type { LanguageCode } from '../types.ts';
import { UNDETERMINED } from '../types.ts';

/** Files that hold the same lines in several languages, by their names. */
export interface ParallelFiles {
  /** What their names have in common: `corpus.am-en`. */
  readonly stem: string;
  /** At least two, each in another language. */
  readonly files: readonly { readonly name: string; readonly lang: LanguageCode }[];
  /** The common part names the pair, as Moses and OPUS do it: `corpus.am-en.am`. */
  readonly named: boolean;
}

/**
 * Names that differ in a language and nothing else: `corpus.am-en.am` and `corpus.am-en.en`, `x.en.txt` and `x.km.txt`,
 * `news-en.txt` and `news-sw.txt`; `.gz` counts for nothing. Folders must be the same. Whether their lines belong
 * together is for their numbers to say.
 */
export function pairParallelFiles(names: readonly string[]): readonly ParallelFiles[] {
  const sets = new Map<string, { name: string; lang: LanguageCode }[]>();
  for (const name of names) {
    const found = languagePart(name);
    if (found === null) continue;
    const { stem, lang } = found;
    const pair = /(?:^|[._-])([a-z]{2,3})[-_]([a-z]{2,3})$/i.exec(stem);
    const codes = (pair?.slice(1) ?? []).map(languageOf);
    // Of a pair only its two languages are meant; a stem that ends in something else is no pair.
    if (codes.length === 2 && codes.every((code) => code !== null) && !codes.includes(lang)) continue;
    const set = sets.get(stem) ?? [];
    if (!set.some((file) => file.lang === lang)) set.push({ name, lang });
    sets.set(stem, set);
  }
  return [...sets]
    .filter(([, files]) => files.length > 1)
    .map(([stem, files]) => {
      const ends = stem
        .toLowerCase()
        .split(/[^a-z]+/)
        .slice(-2)
        .map(languageOf);
      return { stem, files, named: ends.length === 2 && files.every(({ lang }) => ends.includes(lang)) };
    });
}

/** Where a name has its language: `corpus.am`, or before the extension of a text. */
const PLACES = [
  /^(.*[^./\\])\.([a-z]{2,3}(?:[-_][a-z]{2,4})?)$/i,
  /^(.*[^./\\])[._-]([a-z]{2,3}(?:_[a-z]{2,4})?)(\.(?:txt|text|tok|snt|lines))$/i,
] as const;

function languagePart(path: string): { readonly stem: string; readonly lang: LanguageCode } | null {
  const name = path.replace(/\.gz$/i, '');
  for (const place of PLACES) {
    const [, stem = '', code = '', extension = ''] = place.exec(name) ?? [];
    const lang = languageOf(code);
    if (lang !== null) return { stem: `${stem}${extension}`, lang };
  }
  return null;
}

function languageOf(code: string): LanguageCode | null {
  const lang = normaliseLanguage(code);
  return lang === UNDETERMINED ? null : lang;
}
