import { byteLevel, WHITESPACE, WORD } from './characters.ts';
import type { Fields } from './fields.ts';
import { countField, fieldsOf, flagField, listOf, textField, typeOf, unknownType } from './fields.ts';
import { PUNCTUATION } from './old-unicode.ts';
import { createPattern, regexMatches } from './pattern.ts';
import type { Matches } from './pattern.ts';

/** A text in parts, none of them empty. */
export interface Words {
  readonly words: readonly string[];
  /** Whether the first of them stands at the very beginning of what is encoded; `prepend_scheme: first` asks. */
  readonly atStart: boolean;
}
export type PreTokenize = (parts: Words) => Words;

const KNOWN = [
  'BertPreTokenizer',
  'ByteLevel',
  'CharDelimiterSplit',
  'Digits',
  'FixedLength',
  'Metaspace',
  'Punctuation',
  'Sequence',
  'Split',
  'Whitespace',
  'WhitespaceSplit',
] as const;

/** What becomes of the stretches that a pattern matches. */
const BEHAVIOURS = ['Removed', 'Isolated', 'MergedWithPrevious', 'MergedWithNext', 'Contiguous'] as const;
type Behaviour = (typeof BEHAVIOURS)[number];

/** GPT-2's words. */
const GPT2 = String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`;

/** The `pre_tokenizer` of tokenizer.json, as the Rust tokenizers apply it. @throws Error naming what cannot be read */
export function createPreTokenizer(config: unknown): PreTokenize {
  if (config === null || config === undefined) return (parts) => parts;
  const fields = fieldsOf(config, 'its pre-tokenizer');
  const type = typeOf(fields, 'its pre-tokenizer');
  switch (type) {
    case 'BertPreTokenizer':
      return inOrder([
        splitAt(characters(WHITESPACE), 'Removed'),
        splitAt(characters(PUNCTUATION), 'Isolated'),
      ]);
    case 'ByteLevel':
      return byteLevelWords(fields);
    case 'CharDelimiterSplit':
      return splitAt(createPattern({ String: textField(fields, 'delimiter') }), 'Removed');
    case 'Digits':
      return splitAt(
        characters(String.raw`\p{N}`),
        flagField(fields, 'individual_digits', false) ? 'Isolated' : 'Contiguous',
      );
    case 'FixedLength':
      return fixedLength(countField(fields, 'length', 5));
    case 'Metaspace':
      return metaspace(fields);
    case 'Punctuation':
      return splitAt(characters(PUNCTUATION), behaviourOf(fields));
    case 'Sequence':
      return inOrder(
        listOf(fields['pretokenizers'], 'the pretokenizers of a Sequence').map(createPreTokenizer),
      );
    case 'Split':
      return splitAt(
        createPattern(fields['pattern']),
        behaviourOf(fields),
        flagField(fields, 'invert', false),
      );
    case 'Whitespace':
      return wordsOnly(new RegExp(`[${WORD}]+|[^${WORD}${WHITESPACE}]+`, 'gu'));
    case 'WhitespaceSplit':
      return wordsOnly(new RegExp(`[^${WHITESPACE}]+`, 'gu'));
    default:
      throw unknownType('pre-tokenizer', type, KNOWN);
  }
}

function inOrder(steps: readonly PreTokenize[]): PreTokenize {
  return (parts) => steps.reduce((value, step) => step(value), parts);
}

function behaviourOf(fields: Fields): Behaviour {
  const behaviour = textField(fields, 'behavior', 'Isolated');
  // Configurations of older versions write them small and with underscores, as Python does.
  const found = BEHAVIOURS.find(
    (known) => known.toLowerCase() === behaviour.replaceAll('_', '').toLowerCase(),
  );
  if (found === undefined) throw unknownType('split behaviour', behaviour, BEHAVIOURS);
  return found;
}

/** Every single character of a class. */
function characters(characterClass: string): Matches {
  const pattern = new RegExp(`[${characterClass}]`, 'gv');
  return (text) => Array.from(text.matchAll(pattern), ({ 0: found, index }) => [index, index + found.length]);
}

/** Keeps what a pattern matches and drops all else: `splitAt` inverted with `Removed`, in one go. */
function wordsOnly(pattern: RegExp): PreTokenize {
  return mapWords((word, keep) => {
    for (const { 0: found, index } of word.matchAll(pattern)) keep(found, index === 0);
  });
}

interface Stretch {
  start: number;
  end: number;
  readonly matched: boolean;
}

function splitAt(matches: Matches, behaviour: Behaviour, invert = false): PreTokenize {
  return mapWords((word, keep) => {
    for (const { start, end } of merge(stretchesOf(word, matches, invert), behaviour))
      if (end > start) keep(word.slice(start, end), start === 0);
  });
}

/** The whole text, in stretches that match and stretches between them. */
function stretchesOf(text: string, matches: Matches, invert: boolean): Stretch[] {
  const stretches: Stretch[] = [];
  let previous = 0;
  for (const [start, end] of matches(text)) {
    if (start > previous) stretches.push({ start: previous, end: start, matched: invert });
    stretches.push({ start, end, matched: !invert });
    previous = end;
  }
  if (previous < text.length) stretches.push({ start: previous, end: text.length, matched: invert });
  return stretches;
}

function merge(stretches: Stretch[], behaviour: Behaviour): readonly Stretch[] {
  switch (behaviour) {
    case 'Isolated':
      return stretches;
    case 'Removed':
      return stretches.filter(({ matched }) => !matched);
    case 'Contiguous':
      return joined(stretches, (matched, before) => matched === before);
    case 'MergedWithPrevious':
      return joined(stretches, (matched, before) => matched && !before);
    case 'MergedWithNext':
      return joined(stretches.reverse(), (matched, before) => matched && !before).reverse();
  }
}

/** Joins a stretch to the one before it (in the order given) where `joins` says so; before the first, nothing matched. */
function joined(
  stretches: readonly Stretch[],
  joins: (matched: boolean, before: boolean) => boolean,
): Stretch[] {
  const out: Stretch[] = [];
  let before = false;
  for (const stretch of stretches) {
    const last = out.at(-1);
    if (last !== undefined && joins(stretch.matched, before)) {
      last.start = Math.min(last.start, stretch.start);
      last.end = Math.max(last.end, stretch.end);
    } else {
      out.push({ ...stretch });
    }
    before = stretch.matched;
  }
  return out;
}

function byteLevelWords(fields: Fields): PreTokenize {
  const prefix = flagField(fields, 'add_prefix_space', true);
  const split = flagField(fields, 'use_regex', true) ? splitAt(regexMatches(GPT2), 'Isolated') : null;
  return ({ words, atStart }) => {
    const spaced = prefix ? words.map((word) => (word.startsWith(' ') ? word : ` ${word}`)) : words;
    const parts = { words: spaced, atStart };
    const found = split === null ? parts : split(parts);
    return { words: found.words.map(byteLevel), atStart: found.atStart };
  };
}

function metaspace(fields: Fields): PreTokenize {
  const replacement = textField(fields, 'replacement', '▁');
  // Before there was a scheme, `add_prefix_space` said whether every part gets one.
  const scheme = textField(
    fields,
    'prepend_scheme',
    flagField(fields, 'add_prefix_space', true) ? 'always' : 'never',
  ).toLowerCase();
  if (!['always', 'first', 'never'].includes(scheme))
    throw unknownType('prepend_scheme', scheme, ['always', 'first', 'never']);
  const split = flagField(fields, 'split', true)
    ? splitAt(createPattern({ String: replacement }), 'MergedWithNext')
    : null;
  return ({ words, atStart }) => {
    const marked = words.map((word, place) => {
      const spaced = word.replaceAll(' ', replacement);
      const wanted = scheme === 'always' || (scheme === 'first' && atStart && place === 0);
      return wanted && !spaced.startsWith(replacement) ? replacement + spaced : spaced;
    });
    const parts = { words: marked, atStart };
    return split === null ? parts : split(parts);
  };
}

function fixedLength(length: number): PreTokenize {
  if (length === 0) throw new Error('its pre-tokenizer cuts words of no length');
  return mapWords((word, keep) => {
    const letters = Array.from(word);
    for (let at = 0; at < letters.length; at += length)
      keep(letters.slice(at, at + length).join(''), at === 0);
  });
}

/** @param split gives the parts of one word, each with whether it begins where the word does */
function mapWords(split: (word: string, keep: (part: string, opens: boolean) => void) => void): PreTokenize {
  return ({ words, atStart }) => {
    const parts: string[] = [];
    let opening = false;
    words.forEach((word, place) => {
      split(word, (part, opens) => {
        if (place === 0 && opens && parts.length === 0) opening = true;
        parts.push(part);
      });
    });
    return { words: parts, atStart: atStart && opening };
  };
}
