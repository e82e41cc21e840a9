import { ORTHOGRAPHIC, type PunktParameters } from './punkt-parameters.ts';
import type { PunktWord } from './punkt-words.ts';
import { beginsLower, beginsUpper, isEllipsis, isInitial, isNumber, typeWithoutStop } from './punkt-words.ts';

/** What a word is taken for by itself: the end of a sentence, a word that says nothing, or one that may do both. */
type Kind = 'end' | 'plain' | 'abbreviation' | 'ellipsis';

const { upperAtBeginning, upperInside, upperSomewhere } = ORTHOGRAPHIC;
const { lowerAtBeginning, lowerInside, lowerSomewhere } = ORTHOGRAPHIC;
const UPPER = upperAtBeginning | upperInside | upperSomewhere;
const LOWER = lowerAtBeginning | lowerInside | lowerSomewhere;

const NEVER_FIRST = new Set([';', ':', ',', '.', '!', '?']);

/** Whether one of the words ends a sentence that goes on with another one behind it. */
export function holdsBoundary(words: readonly PunktWord[], parameters: PunktParameters): boolean {
  return words.some((word, i) => {
    const next = words[i + 1];
    return next !== undefined && endsSentence(word, next, parameters);
  });
}

/**
 * Kiss and Strunk's decision (2006, section 4) for a word and the one after it: first by the word's type, then, for
 * words with a full stop, by the company they keep.
 */
function endsSentence(word: PunktWord, next: PunktWord, parameters: PunktParameters): boolean {
  const kind = kindOf(word, parameters);
  if (!word.text.endsWith('.')) return kind === 'end';

  const nextType = typeAsNeighbour(next, parameters);
  if (parameters.collocations.get(typeWithoutStop(word))?.has(nextType) === true) return false;

  const initial = isInitial(word);
  const beginsNext = beginsSentence(next, parameters);
  let ends = kind === 'end';
  if ((kind === 'abbreviation' || kind === 'ellipsis') && !initial) {
    ends = beginsNext === true || (beginsUpper(next) && parameters.sentenceStarters.has(nextType));
    // Settled for the better: what follows takes boundaries back, and not these.
    if (ends) return true;
  }
  if (initial || isNumber(word)) {
    if (beginsNext === false) return false;
    // A name after an initial (`J. Bach`): a word that is always capitalised tells nothing of sentences.
    const neverLower = ((parameters.orthographicContext.get(nextType) ?? 0) & LOWER) === 0;
    if (beginsNext === null && initial && beginsUpper(next) && neverLower) return false;
  }
  return ends;
}

function kindOf({ text }: PunktWord, { abbreviations }: PunktParameters): Kind {
  if (text === '.' || text === '?' || text === '!') return 'end';
  if (isEllipsis({ text, type: text })) return 'ellipsis';
  if (!text.endsWith('.') || text.endsWith('..')) return 'plain';
  const stem = text.slice(0, -1).toLowerCase();
  const lastPart = stem.slice(stem.lastIndexOf('-') + 1);
  return abbreviations.has(stem) || abbreviations.has(lastPart) ? 'abbreviation' : 'end';
}

/** The orthographic heuristic: does this word begin a sentence? `null` where its spelling does not tell. */
function beginsSentence(word: PunktWord, parameters: PunktParameters): boolean | null {
  if (NEVER_FIRST.has(word.text)) return false;
  const met = parameters.orthographicContext.get(typeAsNeighbour(word, parameters)) ?? 0;
  if (beginsUpper(word) && (met & LOWER) !== 0 && (met & upperInside) === 0) return true;
  if (beginsLower(word) && ((met & UPPER) !== 0 || (met & lowerAtBeginning) === 0)) return false;
  return null;
}

/** A full stop belongs to a word's type unless it ends the sentence. */
function typeAsNeighbour(word: PunktWord, parameters: PunktParameters): string {
  return kindOf(word, parameters) === 'end' ? typeWithoutStop(word) : word.type;
}
