import type { Fields } from './fields.ts';
import { fieldsOf } from './fields.ts';

/** Ids end where no embedding table does; what is higher is damage. */
const MOST_IDS = 2 ** 24;

export interface Vocabulary {
  readonly pieces: readonly (string | undefined)[];
  readonly ids: ReadonlyMap<string, number>;
}

/** The `vocab` of a BPE or WordPiece model: an object of piece → id. */
export function readVocabulary(fields: Fields): Vocabulary {
  const entries = Object.entries(fieldsOf(fields['vocab'], 'its vocabulary'));
  if (entries.length === 0) throw new Error('its vocabulary is empty');
  const ids = new Map<string, number>();
  const pieces: (string | undefined)[] = [];
  for (const [piece, id] of entries) {
    if (typeof id !== 'number' || !Number.isInteger(id) || id < 0 || id >= MOST_IDS)
      throw new Error(`the id of its piece “${piece}” is not a number below ${MOST_IDS}`);
    ids.set(piece, id);
    pieces[id] = piece;
  }
  return { pieces, ids };
}
