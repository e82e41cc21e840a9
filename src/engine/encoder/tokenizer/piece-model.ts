/** What cuts a word into pieces of the vocabulary. */
export interface PieceModel {
  /** Pieces by id; a hole where an id stands for nothing. */
  readonly pieces: readonly (string | undefined)[];
  readonly ids: ReadonlyMap<string, number>;
  /** Ids of a word. @throws Error where a word holds what the vocabulary lacks, and it has no piece for that */
  split(word: string): number[];
}
