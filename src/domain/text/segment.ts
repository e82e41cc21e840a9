import { INVISIBLE } from './fold.ts';

/** UTF-16 offsets into the text that was given, end exclusive. */
type Range = readonly [start: number, end: number];

/** `Intl.Segmenter` needs time that grows faster than the text: 3.7 s for 80,000 Khmer characters in one piece. */
const CHUNK = 400;
const LOOK_AHEAD = 4;

// The break engine follows the script of the text; the locale makes no difference for words.
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/**
 * Words of a run in a script that does not separate them (Khmer, Thai, Lao, Burmese, Chinese, Japanese).
 * Zero-width spaces are taken out first, so that a word is cut alike whether or not the writer marked its end.
 */
export function segmentWords(run: string): Range[] {
  const { bare, offsets } = withoutInvisible(run);
  const words: Range[] = [];
  let from = 0;
  while (from < bare.length) {
    const chunk = bare.slice(from, from + CHUNK);
    const isLast = from + chunk.length >= bare.length;
    const segments = [...segmenter.segment(chunk)];
    // The dictionary looks a few words ahead, so the last words of a chunk are cut again as the next one's first.
    const again =
      isLast || segments.length <= 2 * LOOK_AHEAD ? undefined : segments[segments.length - LOOK_AHEAD];
    const done = again?.index ?? chunk.length;
    for (const { index, segment, isWordLike } of segments) {
      if (index >= done) break;
      if (isWordLike !== true) continue;
      const end = from + index + segment.length;
      words.push([offsets[from + index] ?? 0, (offsets[end - 1] ?? 0) + 1]);
    }
    from += done;
  }
  return words;
}

/** The run without invisible characters, and where each of its units stood. */
function withoutInvisible(run: string): { bare: string; offsets: ArrayLike<number> } {
  const bare = run.replace(INVISIBLE, '');
  const offsets = new Uint32Array(bare.length);
  let kept = 0;
  for (let i = 0; i < run.length && kept < bare.length; i += 1) {
    if (run.charCodeAt(i) === bare.charCodeAt(kept)) {
      offsets[kept] = i;
      kept += 1;
    }
  }
  return { bare, offsets };
}
