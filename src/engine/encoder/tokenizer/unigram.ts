import { flagField, listOf } from './fields.ts';
import type { Fields } from './fields.ts';
import { createPieceTrie } from './piece-trie.ts';
import type { PieceModel } from './piece-model.ts';

/** An unknown character scores this much less than the rarest piece. */
const UNKNOWN_PENALTY = 10;

/**
 * Unigram: the segmentation with the highest sum of log-probabilities (Kudo, arXiv 1804.10959), found in one pass over
 * the word. Unknown characters side by side are one unknown piece. The library's lattice gives the same, with an object
 * for every piece that fits anywhere and a copy of it for every step.
 */
export function createUnigram(fields: Fields): PieceModel {
  const vocabulary = listOf(fields['vocab'], 'its vocabulary');
  if (vocabulary.length === 0) throw new Error('its vocabulary is empty');
  const scores = new Float64Array(vocabulary.length);
  const pieces = vocabulary.map((entry, id) => {
    const [piece, score] = listOf(entry, `piece ${id} of its vocabulary`);
    if (typeof piece !== 'string' || typeof score !== 'number')
      throw new Error(`piece ${id} of its vocabulary is not a text with its score`);
    scores[id] = score;
    return piece;
  });
  const ids = new Map(pieces.map((piece, id) => [piece, id]));
  const unknown = typeof fields['unk_id'] === 'number' ? fields['unk_id'] : null;
  if (unknown !== null && pieces[unknown] === undefined)
    throw new Error(`its unknown piece ${unknown} is not in its vocabulary`);
  const byteFallback = flagField(fields, 'byte_fallback', false);
  const unknownScore = scores.reduce((least, score) => Math.min(least, score), Infinity) - UNKNOWN_PENALTY;
  const trie = createPieceTrie(pieces);
  const encoder = new TextEncoder();
  let best = newPaths(256);

  /** Fills `best` with the best way to every place of the word. */
  const findPaths = (word: string): void => {
    if (best.from.length <= word.length) best = newPaths(2 * word.length);
    const { from, id, score } = best;
    from.fill(-1, 0, word.length + 1);
    score[0] = 0;
    const reach = (start: number, end: number, piece: number, total: number): void => {
      if (from[end] === -1 || total > (score[end] ?? 0)) {
        from[end] = start;
        id[end] = piece;
        score[end] = total;
      }
    };
    for (let start = 0; start < word.length;) {
      const width = (word.codePointAt(start) ?? 0) > 0xffff ? 2 : 1;
      const soFar = score[start] ?? 0;
      let known = false;
      let node = 0;
      for (let end = start; end < word.length;) {
        node = trie.next(node, word.charCodeAt(end));
        if (node === 0) break;
        end += 1;
        const piece = trie.value(node);
        if (piece === -1) continue;
        if (end - start === width) known = true;
        reach(start, end, piece, soFar + (scores[piece] ?? 0));
      }
      if (!known) reach(start, start + width, unknown ?? -1, soFar + unknownScore);
      start += width;
    }
  };

  /** Ids of a stretch of unknown characters. */
  const fallBack = (stretch: string): readonly number[] => {
    const known = ids.get(stretch);
    if (known !== undefined) return [known];
    if (byteFallback) {
      const bytes = Array.from(encoder.encode(stretch), (byte) => ids.get(byteToken(byte)));
      if (bytes.every((id) => id !== undefined)) return bytes;
    }
    if (unknown === null)
      throw new Error(`its vocabulary has no piece for “${stretch}”, and no piece for what is unknown`);
    return [unknown];
  };

  return {
    pieces,
    ids,
    split(word) {
      findPaths(word);
      const reversed: number[] = [];
      let unknownEnd = -1;
      for (let end = word.length; end > 0 || unknownEnd > 0; end = best.from[end] ?? 0) {
        const piece = end > 0 ? (best.id[end] ?? -1) : null;
        if (piece === (unknown ?? -1)) {
          if (unknownEnd === -1) unknownEnd = end;
          continue;
        }
        if (unknownEnd !== -1) {
          reversed.push(...fallBack(word.slice(end, unknownEnd)).toReversed());
          unknownEnd = -1;
        }
        if (piece === null) break;
        reversed.push(piece);
      }
      return reversed.reverse();
    },
  };
}

/** How vocabularies with a fallback write a byte. */
export function byteToken(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;
}

/** For every place of a word: where the best piece that ends there begins, which it is, and the sum up to there. */
function newPaths(length: number): { from: Int32Array; id: Int32Array; score: Float64Array } {
  return {
    from: new Int32Array(length + 1),
    id: new Int32Array(length + 1),
    score: new Float64Array(length + 1),
  };
}
