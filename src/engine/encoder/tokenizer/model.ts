import { createBpe } from './bpe.ts';
import type { Fields } from './fields.ts';
import { fieldsOf, unknownType } from './fields.ts';
import type { PieceModel } from './piece-model.ts';
import { createUnigram } from './unigram.ts';
import { createWordPiece } from './word-piece.ts';

/** The `model` of tokenizer.json. @throws Error naming what cannot be read */
export function createModel(config: unknown): PieceModel {
  const fields = fieldsOf(config, 'its model');
  const type = modelType(fields);
  switch (type) {
    case 'BPE':
      return createBpe(fields);
    case 'Unigram':
      return createUnigram(fields);
    case 'WordPiece':
      return createWordPiece(fields);
    default:
      throw unknownType('model', type, ['BPE', 'Unigram', 'WordPiece']);
  }
}

/** Files of older versions do not say. */
function modelType(fields: Fields): string {
  const { type } = fields;
  if (typeof type === 'string') return type;
  if (Array.isArray(fields['vocab'])) return 'Unigram';
  if ('merges' in fields) return 'BPE';
  return 'continuing_subword_prefix' in fields ? 'WordPiece' : 'not stated';
}
