/** Classes of characters and changes of case as the Rust tokenizers define them; JavaScript's own differ in corners. */

/** Rust's `char::is_whitespace`. JavaScript's `\s` and `trim` add U+FEFF and leave U+0085 out. */
export const WHITESPACE = String.raw`\p{White_Space}`;

/** `\w` of Rust's regex crate. */
export const WORD = String.raw`\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}`;

const LONE_SURROGATES = /\p{Surrogate}/gu;
const LEADING_SPACE = new RegExp(`^${WHITESPACE}+`, 'u');
const TRAILING_SPACE = new RegExp(`(?<!${WHITESPACE})${WHITESPACE}+$`, 'u');

/** Half of a surrogate pair stands for no character; it becomes U+FFFD, as where a text is encoded as UTF-8. */
export function wellFormed(text: string): string {
  return text.replace(LONE_SURROGATES, '\uFFFD');
}

/** Letter by letter: a sigma at the end of a word is as any other. */
export function lowerCase(text: string): string {
  return text.replaceAll('Σ', 'σ').toLowerCase();
}

export function stripStart(text: string): string {
  return text.replace(LEADING_SPACE, '');
}

export function stripEnd(text: string): string {
  return text.replace(TRAILING_SPACE, '');
}

/** Bytes of UTF-8 that a code point takes. */
export function utf8Length(codePoint: number): number {
  return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
}

const encoder = new TextEncoder();
const BYTE_LETTERS = byteLetters();
const PLAIN = /^[!-~]*$/;

/** A text as GPT-2 writes its bytes: one printable letter for each, `Ġ` for a space. */
export function byteLevel(text: string): string {
  if (PLAIN.test(text)) return text;
  let out = '';
  for (const byte of encoder.encode(text)) out += BYTE_LETTERS[byte] ?? '';
  return out;
}

/** Bytes that print in Latin-1 stand for themselves; the rest are numbered from U+0100 on. */
function byteLetters(): readonly string[] {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const prints = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte !== 0xad);
    return String.fromCharCode(prints ? byte : next++);
  });
}
