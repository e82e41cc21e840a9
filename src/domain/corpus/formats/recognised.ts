import type { CorpusFormat } from '../types.ts';

/** What a file seems to be, from its beginning. */
export interface Recognised {
  readonly format: CorpusFormat;
  /** For the person: `columns query-id, corpus-id and score`. */
  readonly because: string;
  /** Sure enough that nobody need be asked. */
  readonly sure: boolean;
  /** What else it may be, likeliest first. */
  readonly alternatives?: readonly CorpusFormat[];
}
