import type { Sentences } from '../../../domain/corpus/formats/split-paragraph.ts';
import type { LanguageCode } from '../../../domain/corpus/types.ts';

/** A segmenter looks at this many UTF-16 units at once: for words of scripts without spaces its time grows faster. */
const PIECE = 10_000;

const segmenters = new Map<LanguageCode, Intl.Segmenter>();

/** Sentences by the rules of a language (Greek asks with `;`), or by the common ones where it is not known. */
export function sentencesIn(lang: LanguageCode): Sentences {
  const known = segmenters.get(lang) ?? new Intl.Segmenter(lang, { granularity: 'sentence' });
  segmenters.set(lang, known);
  return (text) => inPieces(text, known);
}

function* inPieces(text: string, segmenter: Intl.Segmenter): Generator<string> {
  for (let from = 0; from < text.length;) {
    let end = Math.min(text.length, from + PIECE);
    // Not between the halves of a surrogate pair.
    if (end < text.length && /[\ud800-\udbff]/.test(text.charAt(end - 1))) end--;
    const sentences = [...segmenter.segment(text.slice(from, end))].map(({ segment }) => segment);
    // The last sentence of a piece may go on in the next one.
    if (end < text.length && sentences.length > 1) sentences.pop();
    for (const sentence of sentences) {
      yield sentence;
      from += sentence.length;
    }
  }
}
