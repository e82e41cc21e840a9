import { utf8Length } from './characters.ts';

/**
 * SentencePiece's normaliser, the `precompiled_charsmap` of a `Precompiled` step: base64 of
 * `[u32 bytes of the trie][trie: u32 units][replacements: UTF-8, each ended by a zero byte]`, all little-endian.
 * The trie is a Darts double array over UTF-8 bytes; a leaf holds the offset of its replacement. The library for
 * JavaScript applies NFKC instead. Format: github.com/google/sentencepiece, src/normalizer.cc; what the Rust
 * tokenizers do with it: tokenizers/src/normalizers/precompiled.rs.
 *
 * Rust takes a text by grapheme. One of fewer than six bytes is replaced as a whole by what the *shortest* prefix of it
 * maps to, so that marks behind it may vanish; any other is mapped character by character. Both are kept, as models
 * were trained on it.
 */
export function createCharsmap(base64: string): (text: string) => string {
  const map = readCharsmap(base64);
  const single = new Map<number, string | null>();

  /** What a character maps to alone, or `null`: it stays. */
  const alone = (codePoint: number): string | null => {
    let known = single.get(codePoint);
    if (known === undefined) {
      known = map.find(String.fromCodePoint(codePoint));
      single.set(codePoint, known);
    }
    return known;
  };

  return (text) => {
    let out = '';
    let kept = 0;
    let at = 0;
    while (at < text.length) {
      const codePoint = text.codePointAt(at) ?? 0;
      let end = at + (codePoint > 0xffff ? 2 : 1);
      let replacement: string | null = null;
      const next = text.codePointAt(end);
      if (next !== undefined && mayJoin(codePoint, next)) {
        const grapheme = shortGrapheme(text, at, end);
        if (grapheme !== null) {
          replacement = map.find(grapheme);
          if (replacement !== null) end = at + grapheme.length;
        }
      }
      replacement ??= alone(codePoint);
      if (replacement !== null) {
        out += text.slice(kept, at) + replacement;
        kept = end;
      }
      at = end;
    }
    return kept === 0 ? text : out + text.slice(kept);
  };
}

/** Bytes from which on a grapheme is taken character by character. */
const LONG_GRAPHEME = 6;
/** Characters on either side of a place that decide whether a grapheme ends there, as far as this matters here. */
const CONTEXT = 24;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** What may stand behind the first character of a grapheme, or in front of the second, and more. */
const JOINS_BEFORE = /[\p{M}\p{Emoji_Modifier}\u200C\u200D\u0E33\u0EB3\uFF9E\uFF9F\u{E0020}-\u{E007F}]/u;
const JOINS_BEHIND = /[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2]/;
const joins = new Map<number, boolean>();

/** Whether two characters may be one grapheme that is short enough to count; nearly all text stops at the first line. */
function mayJoin(first: number, second: number): boolean {
  if (second < 0x300 && first < 0x300) return first === 0x0d && second === 0x0a;
  if (utf8Length(first) + utf8Length(second) >= LONG_GRAPHEME) return false;
  return joinsBefore(second) || JOINS_BEHIND.test(String.fromCodePoint(first));
}

function joinsBefore(codePoint: number): boolean {
  let known = joins.get(codePoint);
  if (known === undefined) {
    known = JOINS_BEFORE.test(String.fromCodePoint(codePoint));
    joins.set(codePoint, known);
  }
  return known;
}

/** The grapheme at `at`, if one begins there, has more than the character up to `end`, and is a short one. */
function shortGrapheme(text: string, at: number, end: number): string | null {
  let from = Math.max(0, at - CONTEXT);
  if (from > 0 && (text.codePointAt(from - 1) ?? 0) > 0xffff) from -= 1;
  const found = graphemes.segment(text.slice(from, at + CONTEXT)).containing(at - from);
  if (found === undefined || found.index !== at - from || found.segment.length <= end - at) return null;
  let bytes = 0;
  for (const character of found.segment) bytes += utf8Length(character.codePointAt(0) ?? 0);
  return bytes < LONG_GRAPHEME ? found.segment : null;
}

interface Charsmap {
  /** Replacement of the shortest prefix of a text that has one. */
  find(text: string): string | null;
}

const encoder = new TextEncoder();

function readCharsmap(base64: string): Charsmap {
  const bytes = bytesOf(base64);
  const view = new DataView(bytes.buffer);
  const trieBytes = bytes.length < 4 ? -1 : view.getUint32(0, true);
  if (trieBytes < 4 || trieBytes % 4 !== 0 || 4 + trieBytes > bytes.length)
    throw new Error('its character map (precompiled_charsmap) is damaged');
  const units = Uint32Array.from({ length: trieBytes / 4 }, (_, unit) => view.getUint32(4 + 4 * unit, true));
  const replacements = bytes.subarray(4 + trieBytes);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  const replacementAt = (offset: number): string | null => {
    if (offset > replacements.length) return null;
    const end = replacements.indexOf(0, offset);
    return decoder.decode(replacements.subarray(offset, end === -1 ? replacements.length : end));
  };

  return {
    find(text) {
      let node = childrenOf(units[0] ?? 0);
      for (const byte of encoder.encode(text)) {
        if (byte === 0) return null;
        node ^= byte;
        const unit = units[node];
        if (unit === undefined || labelOf(unit) !== byte) return null;
        node ^= childrenOf(unit);
        if (hasLeaf(unit)) return replacementAt((units[node] ?? 0) & 0x7fffffff);
      }
      return null;
    },
  };
}

// Bits of a Darts unit: 0–7 label, 8 whether a leaf follows, 9 whether the offset is scaled by 256, 10–30 offset,
// 31 whether it is a value itself. github.com/s-yata/darts-clone
const labelOf = (unit: number): number => (unit & 0x800000ff) >>> 0;
const hasLeaf = (unit: number): boolean => ((unit >>> 8) & 1) === 1;
const childrenOf = (unit: number): number => (unit >>> 10) << ((unit & 0x200) >>> 6);

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  let binary: string;
  try {
    binary = atob(base64);
  } catch (error) {
    throw new Error('its character map (precompiled_charsmap) is not base64', { cause: error });
  }
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
