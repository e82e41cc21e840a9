import type { LanguageCode } from '../corpus/types.ts';

/** Which of the sequences of a job is meant. */
export interface SequenceKey {
  readonly seed: number;
  readonly passage: string;
  readonly language: LanguageCode;
  /** 0-based number of the sequence among those of this passage and language. */
  readonly index: number;
}

/** Stands in no id and no language code, so that no two keys run together. */
const SEPARATOR = '\u0000';

/**
 * A 32-bit seed for one sequence's own random stream: what is drawn for it depends neither on the batch it is decoded
 * in nor on what was decoded before. FNV-1a over the UTF-16 units of `seed·passage·language·index`, low byte first,
 * then the finaliser of MurmurHash3, because FNV's last bytes move its high bits little.
 */
export function sequenceSeed({ seed, passage, language, index }: SequenceKey): number {
  let hash = 0x811c9dc5;
  const text = [String(seed), passage, language, String(index)].join(SEPARATOR);
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
