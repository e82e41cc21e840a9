/** The id that stands for the lexical arm wherever an encoder's id may stand. */
export const BM25_ID = 'bm25';

/** Before the name of a run that another system made, wherever an encoder's id may stand. */
export const RUN_PREFIX = 'run:';

export function isRunId(id: string): boolean {
  return id.startsWith(RUN_PREFIX);
}
