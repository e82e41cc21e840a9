/** The id that stands for the lexical arm wherever an encoder's id may stand. */
export const BM25_ID = 'bm25';
