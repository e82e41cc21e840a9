/** Zero-width space, joiners and soft hyphen; the byte order mark. Khmer texts carry U+200B between words. */
export const INVISIBLE = /[\u200b-\u200d\u2060\ufeff\u00ad]/gu;

/**
 * One form for the spellings that a person takes for one word:
 *
 * 1. NFKC and lower case; invisible characters go.
 * 2. Latin and Greek lose their accents (Größe → grosse, ά → α, ς → σ, İ and ı → i), which many leave out when they
 *    type. A word that shows itself to be Vietnamese keeps them, since there the tone makes the word: it has ơ, ư,
 *    đ, a hook above, a dot below, or two marks on one vowel.
 * 3. Arabic loses vowel signs and tatweel; أ إ آ ٱ → ا, ى → ي, ة → ه, and Persian ی ک → ي ك.
 * 4. ё → е (й stays); Devanagari loses the nukta, and its chandrabindu becomes anusvara.
 * 5. Decimal digits of every script become 0–9.
 *
 * Marks of the other scripts are vowels, and stay.
 */
export function foldWord(word: string): string {
  if (PLAIN.test(word)) return word;
  const lower = word.normalize('NFKC').toLowerCase().replace(INVISIBLE, '');
  if (PLAIN.test(lower)) return lower;
  return foldAccents(lower)
    .replace(LETTERS, (letter) => REPLACEMENTS.get(letter) ?? '')
    .replace(OTHER_DIGITS, toAsciiDigit);
}

const PLAIN = /^[a-z0-9]*$/;

const REPLACEMENTS: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['ı', 'i'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ς', 'σ'],
  ['ё', 'е'],
  ['أ', 'ا'],
  ['إ', 'ا'],
  ['آ', 'ا'],
  ['ٱ', 'ا'],
  ['ى', 'ي'],
  ['ی', 'ي'],
  ['ک', 'ك'],
  ['ة', 'ه'],
  ['\u0901', '\u0902'],
]);

/** The letters above; and what goes altogether: Arabic vowel signs and tatweel, Hebrew points, the nukta. */
const LETTERS =
  /[ßæœøłıðþςёأإآٱىیکة]|\u0901|[\u064b-\u065f\u0670\u0640\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]|[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]|\u093c/gu;

const LATIN_OR_GREEK = /[\p{Script=Latin}\p{Script=Greek}]/u;
const ACCENTS = /(?<=[\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu;
/** On decomposed text: horn, hook above, dot below or đ; or circumflex or breve with a tone. */
const VIETNAMESE = /[\u031b\u0309\u0323đ]|[\u0302\u0306][\u0300\u0301\u0303]/u;

function foldAccents(word: string): string {
  if (!LATIN_OR_GREEK.test(word)) return word;
  const decomposed = word.normalize('NFD');
  return VIETNAMESE.test(decomposed) ? word : decomposed.replace(ACCENTS, '').normalize('NFC');
}

/** Zero of each run of decimal digits in use beside ASCII. */
const ZEROS = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0,
  0xf20, 0x1040, 0x1090, 0x17e0, 0x1810,
];
const OTHER_DIGITS = /(?![0-9])\p{Nd}/gu;

function toAsciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = ZEROS.find((first) => code >= first && code < first + 10);
  return zero === undefined ? digit : String(code - zero);
}
