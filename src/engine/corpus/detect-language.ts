import { languageFromScript } from '../../domain/corpus/language-from-script.ts';
import { isSwahili } from '../../domain/corpus/swahili-words.ts';
import { languageByLetters } from '../../domain/corpus/tell-by-letters.ts';
import type { LanguageCode } from '../../domain/corpus/types.ts';
import { UNDETERMINED } from '../../domain/corpus/types.ts';
import { normaliseLanguage } from '../../domain/text/languages.ts';

/** Script and letters of the beginning say enough, and a long passage costs no more than a short one. */
const LOOKED_AT = 600;

/** Letters of a script that many languages share; below this a name cannot be told from a sentence. */
const LEAST_LETTERS = 8;

/** How far, in the detector's score between 0 and 1, the first language must be ahead of the second. */
const MARGIN = 0.002;

/** A score from here on is of one of the profiles' own languages; Swahili, which has no profile, stays below. */
const SURE = 0.7;

/** Scripts of several languages whose commonest one does not stand for the others. */
const SHARED_SCRIPTS: ReadonlySet<string> = new Set(['Devanagari']);

const LETTERS = /\p{L}/gu;

/**
 * Loads the detector: n-gram profiles of 60 languages (Nito-ELD, `extrasmall`; 0.95 MB, loaded when it is asked for).
 * It looks at the script first, then at letters and words of languages that the profiles lack, then at the profiles.
 * A text that is too short, or stands between two languages, is `und`. Indonesian comes out as `ms`: the profiles do
 * not tell them apart.
 */
export async function createLanguageDetector(): Promise<(text: string) => LanguageCode> {
  const { eld } = await import('eld/extrasmall');
  return (text) => {
    const sample = text.slice(0, LOOKED_AT);
    const byLetters = languageByLetters(sample);
    if (byLetters !== null) return byLetters;
    const byScript = languageFromScript(sample);
    if (byScript !== null && !SHARED_SCRIPTS.has(byScript.script)) return byScript.lang;
    if ((sample.match(LETTERS)?.length ?? 0) < LEAST_LETTERS) return byScript?.lang ?? UNDETERMINED;
    const found = eld.detect(sample);
    const [first = 0, second = 0] = Object.values(found.getScores()).sort((a, b) => b - a);
    if (first < SURE && isSwahili(sample)) return 'sw';
    if (first - second < MARGIN * first) return byScript?.lang ?? UNDETERMINED;
    return normaliseLanguage(found.language) ?? byScript?.lang ?? UNDETERMINED;
  };
}
