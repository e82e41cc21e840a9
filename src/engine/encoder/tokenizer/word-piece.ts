import { countField, textField } from './fields.ts';
import type { Fields } from './fields.ts';
import type { PieceModel } from './piece-model.ts';
import { readVocabulary } from './vocabulary.ts';

/** WordPiece: the longest piece that fits, again and again; a word that does not work out is unknown as a whole. */
export function createWordPiece(fields: Fields): PieceModel {
  const { pieces, ids } = readVocabulary(fields);
  const prefix = textField(fields, 'continuing_subword_prefix', '##');
  const longestWord = countField(fields, 'max_input_chars_per_word', 100);
  const unknown = ids.get(textField(fields, 'unk_token', '[UNK]'));
  if (unknown === undefined) throw new Error('its vocabulary has no piece for what is unknown');
  const longestPiece = pieces.reduce((most, piece) => Math.max(most, piece?.length ?? 0), 0);

  return {
    pieces,
    ids,
    split(word) {
      if (countCharacters(word, longestWord) > longestWord) return [unknown];
      const found: number[] = [];
      for (let start = 0; start < word.length;) {
        let end = Math.min(word.length, start + longestPiece);
        let id: number | undefined;
        for (; end > start; end -= 1) {
          const part = word.slice(start, end);
          id = ids.get(start === 0 ? part : prefix + part);
          if (id !== undefined) break;
        }
        if (id === undefined) return [unknown];
        found.push(id);
        start = end;
      }
      return found;
    },
  };
}

/** Counts no further than one past `most`. */
function countCharacters(text: string, most: number): number {
  if (text.length <= most) return text.length;
  let count = 0;
  for (const character of text) {
    count += character.length > 0 ? 1 : 0;
    if (count > most) break;
  }
  return count;
}
