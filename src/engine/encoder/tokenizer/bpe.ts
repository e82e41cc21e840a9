import { flagField, listOf, textField } from './fields.ts';
import type { Fields } from './fields.ts';
import type { PieceModel } from './piece-model.ts';
import { byteToken } from './unigram.ts';
import type { Vocabulary } from './vocabulary.ts';
import { readVocabulary } from './vocabulary.ts';

interface Merges {
  /** Rank by pair of ids (`left × size + right`). */
  readonly ranks: ReadonlyMap<number, number>;
  /** What a merge makes, by its rank. */
  readonly made: Int32Array;
  readonly size: number;
}

/**
 * Byte-pair encoding (Sennrich et al., arXiv 1508.07909): of all neighbours that a merge is known for, the pair of the
 * lowest rank is joined, the leftmost first. Works on ids, as the Rust tokenizers do: a character that the vocabulary
 * lacks is gone or unknown before anything is merged, and only neighbours within a word are fused.
 */
export function createBpe(fields: Fields): PieceModel {
  const vocabulary = readVocabulary(fields);
  const { pieces, ids } = vocabulary;
  const prefix = textField(fields, 'continuing_subword_prefix', '');
  const suffix = textField(fields, 'end_of_word_suffix', '');
  const unknownToken = textField(fields, 'unk_token', '');
  const unknown = unknownToken === '' ? null : ids.get(unknownToken);
  if (unknown === undefined) throw new Error(`its vocabulary lacks its own unknown piece “${unknownToken}”`);
  const fuse = flagField(fields, 'fuse_unk', false);
  const byteFallback = flagField(fields, 'byte_fallback', false);
  const whole = flagField(fields, 'ignore_merges', false);
  const merges = readMerges(fields, vocabulary, prefix);
  const encoder = new TextEncoder();

  const idsOfLetters = (word: string): number[] => {
    const found: number[] = [];
    let pending = false;
    const flush = (): void => {
      if (pending && unknown !== null) found.push(unknown);
      pending = false;
    };
    for (let start = 0; start < word.length;) {
      const end = start + ((word.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
      const letter =
        (start === 0 ? '' : prefix) + word.slice(start, end) + (end === word.length ? suffix : '');
      start = end;
      const id = ids.get(letter);
      if (id !== undefined) {
        flush();
        found.push(id);
        continue;
      }
      if (byteFallback) {
        const bytes = Array.from(encoder.encode(letter), (byte) => ids.get(byteToken(byte)));
        if (bytes.every((byte) => byte !== undefined)) {
          found.push(...bytes);
          continue;
        }
      }
      if (!fuse) flush();
      pending = true;
    }
    flush();
    return found;
  };

  return {
    pieces,
    ids,
    split(word) {
      if (whole) {
        const id = ids.get(word);
        if (id !== undefined) return [id];
      }
      return mergeAll(idsOfLetters(word), merges);
    },
  };
}

function readMerges(fields: Fields, { ids, pieces }: Vocabulary, prefix: string): Merges {
  const list = listOf(fields['merges'], 'its list of merges');
  const ranks = new Map<number, number>();
  const made = new Int32Array(list.length);
  const size = pieces.length;
  const idOf = (piece: string): number => {
    const id = ids.get(piece);
    if (id === undefined) throw new Error(`a merge needs the piece “${piece}”, which its vocabulary lacks`);
    return id;
  };
  list.forEach((entry, rank) => {
    // Older files write a pair as one text with a space, newer ones as two texts.
    const pair: readonly unknown[] = typeof entry === 'string' ? entry.split(' ') : listOf(entry, 'a merge');
    const [left, right] = pair;
    if (pair.length !== 2 || typeof left !== 'string' || typeof right !== 'string')
      throw new Error(`merge ${rank} is not a pair of pieces`);
    ranks.set(idOf(left) * size + idOf(right), rank);
    made[rank] = idOf(left + right.slice(prefix.length));
  });
  return { ranks, made, size };
}

/** Places of a word are below this, so that rank and place fit one exact number, which orders by rank and then place. */
const PLACES = 2 ** 24;

function mergeAll(letters: number[], { ranks, made, size }: Merges): number[] {
  const count = letters.length;
  if (count < 2) return letters;
  const next = Int32Array.from(letters, (_, place) => (place + 1 < count ? place + 1 : -1));
  const previous = Int32Array.from(letters, (_, place) => place - 1);
  const gone = new Uint8Array(count);
  const queue = createQueue();
  const offer = (place: number): void => {
    const neighbour = place < 0 ? -1 : (next[place] ?? -1);
    if (neighbour === -1) return;
    const rank = ranks.get((letters[place] ?? 0) * size + (letters[neighbour] ?? 0));
    if (rank !== undefined) queue.push(rank * PLACES + place);
  };
  for (let place = 0; place < count; place += 1) offer(place);
  for (let top = queue.pop(); top !== undefined; top = queue.pop()) {
    const place = top % PLACES;
    const right = next[place] ?? -1;
    if (gone[place] === 1 || right === -1) continue;
    const merged = made[Math.floor(top / PLACES)] ?? 0;
    // What was offered may have become another pair since.
    const rank = ranks.get((letters[place] ?? 0) * size + (letters[right] ?? 0));
    if (rank === undefined || made[rank] !== merged) continue;
    letters[place] = merged;
    gone[right] = 1;
    const beyond = next[right] ?? -1;
    next[place] = beyond;
    if (beyond !== -1) previous[beyond] = place;
    offer(previous[place] ?? -1);
    offer(place);
  }
  return letters.filter((_, place) => gone[place] === 0);
}

/** Gives the smallest number first: a binary heap. */
function createQueue(): { push(value: number): void; pop(): number | undefined } {
  const heap: number[] = [];
  return {
    push(value) {
      let at = heap.length;
      while (at > 0) {
        const above = (at - 1) >> 1;
        const parent = heap[above] ?? 0;
        if (parent <= value) break;
        heap[at] = parent;
        at = above;
      }
      heap[at] = value;
    },
    pop() {
      const top = heap[0];
      const last = heap.pop();
      if (heap.length === 0 || last === undefined) return top;
      let at = 0;
      for (;;) {
        let below = 2 * at + 1;
        if (below >= heap.length) break;
        if (below + 1 < heap.length && (heap[below + 1] ?? 0) < (heap[below] ?? 0)) below += 1;
        const child = heap[below] ?? 0;
        if (child >= last) break;
        heap[at] = child;
        at = below;
      }
      heap[at] = last;
      return top;
    },
  };
}
