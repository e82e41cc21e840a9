import { isObject } from '../corpus/json-values.ts';

/** What Punkt has learnt of a language (Kiss and Strunk 2006). Types are lower-cased words. */
export interface PunktParameters {
  /** Abbreviations without their last full stop: `dr`, `u.s`. */
  readonly abbreviations: ReadonlySet<string>;
  /** By a first word without its full stop, the words that often follow it in the same sentence: `mt` → `everest`. */
  readonly collocations: ReadonlyMap<string, ReadonlySet<string>>;
  /** Words that often begin a sentence. */
  readonly sentenceStarters: ReadonlySet<string>;
  /** In which cases and positions a word was met: a sum of the flags of `ORTHOGRAPHIC`. */
  readonly orthographicContext: ReadonlyMap<string, number>;
}

/** Bits of `ortho_context`: where a word was met, and in which case its first letter was. */
export const ORTHOGRAPHIC = {
  upperAtBeginning: 2,
  upperInside: 4,
  upperSomewhere: 8,
  lowerAtBeginning: 16,
  lowerInside: 32,
  lowerSomewhere: 64,
} as const;
const ALL_FLAGS = Object.values(ORTHOGRAPHIC).reduce((sum, flag) => sum + flag, 0);

type Pair = readonly [string, string];

/**
 * Parameters as a person supplies them: an object of the four fields of NLTK's `PunktParameters`,
 *
 *     { "abbrev_types": ["dr", "u.s"], "collocations": [["mt", "everest"]],
 *       "sent_starters": ["however"], "ortho_context": {"however": 46} }
 *
 * each of which may also be the text of the file in NLTK's `punkt_tab` that has its name, one entry a line and the
 * columns apart by a tab; the key may then be the file's name (`abbrev_types.txt`, `collocations.tab`,
 * `sent_starters.txt`, `ortho_context.tab`). `null` where a field is missing or is neither.
 */
export function parsePunktParameters(json: unknown): PunktParameters | null {
  if (!isObject(json)) return null;
  const abbreviations = words(json['abbrev_types'] ?? json['abbrev_types.txt']);
  const pairs = wordPairs(json['collocations'] ?? json['collocations.tab']);
  const sentenceStarters = words(json['sent_starters'] ?? json['sent_starters.txt']);
  const flags = flagsByWord(json['ortho_context'] ?? json['ortho_context.tab']);
  if (abbreviations === null || pairs === null || sentenceStarters === null || flags === null) return null;

  const collocations = new Map<string, Set<string>>();
  for (const [first, second] of pairs) {
    const seconds = collocations.get(first);
    if (seconds === undefined) collocations.set(first, new Set([second]));
    else seconds.add(second);
  }
  return {
    abbreviations: new Set(abbreviations),
    collocations,
    sentenceStarters: new Set(sentenceStarters),
    orthographicContext: new Map(flags),
  };
}

function words(field: unknown): readonly string[] | null {
  if (typeof field === 'string') return linesOf(field);
  return isListOfStrings(field) ? field : null;
}

function wordPairs(field: unknown): readonly Pair[] | null {
  if (typeof field === 'string') return columnsOf(field);
  return Array.isArray(field) && field.every(isPair) ? field : null;
}

function flagsByWord(field: unknown): readonly (readonly [string, number])[] | null {
  if (typeof field === 'string') {
    const rows =
      columnsOf(field)?.map(([word, flags]): [string, number] => [word, wholeNumber(flags)]) ?? null;
    return rows?.every(([, flags]) => isFlags(flags)) === true ? rows : null;
  }
  if (!isObject(field)) return null;
  const rows: [string, number][] = [];
  for (const [word, flags] of Object.entries(field)) {
    if (!isFlags(flags)) return null;
    rows.push([word, flags]);
  }
  return rows;
}

function columnsOf(text: string): readonly Pair[] | null {
  const rows: readonly (readonly string[])[] = linesOf(text).map((line) => line.split('\t'));
  return rows.every(isPair) ? rows : null;
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/u).filter((line) => line !== '');
}

function wholeNumber(digits: string): number {
  return /^\d+$/u.test(digits) ? Number(digits) : Number.NaN;
}

function isFlags(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && (value & ALL_FLAGS) === value;
}

function isPair(value: unknown): value is Pair {
  return isListOfStrings(value) && value.length === 2;
}

function isListOfStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
