import type { EncoderSettings, Pooling } from '../../protocol/encoder.ts';

/**
 * How the makers of well-known families say their models are to be run, for repositories that do not repeat it:
 * conversions to ONNX often leave sentence-transformers' files behind. Facts from the families' own pages on the Hub
 * (intfloat/multilingual-e5-small, BAAI/bge-m3, Snowflake/snowflake-arctic-embed-m-v2.0, Alibaba-NLP/gte-multilingual-base,
 * google/embeddinggemma-300m, sentence-transformers/LaBSE, Qwen/Qwen3-Embedding-0.6B, nomic-ai/nomic-embed-text-v1.5,
 * facebook/dpr-ctx_encoder-multiset-base), read in November 2026.
 */
export interface Family {
  readonly name: string;
  readonly pooling: Pooling;
  readonly normalize: boolean;
  readonly prefixes: EncoderSettings['prefixes'];
  /** Lengths to which its vectors may be cut, longest first. */
  readonly matryoshka: readonly number[];
}

interface Convention extends Family {
  /** Of the repository's name, or the name that config.json gives the model it was made from. */
  readonly names: RegExp;
}

const NONE = { query: '', passage: '' };
const REPRESENT = 'Represent this sentence for searching relevant passages: ';
const INSTRUCT =
  'Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:';

/** The first that fits counts. */
const CONVENTIONS: readonly Convention[] = [
  {
    name: 'E5 instruct',
    names: /\be5-.*instruct/,
    pooling: 'mean',
    normalize: true,
    prefixes: { query: `${INSTRUCT} `, passage: '' },
    matryoshka: [],
  },
  {
    name: 'E5',
    names: /(^|[/_-])e5([-_]|$)/,
    pooling: 'mean',
    normalize: true,
    prefixes: { query: 'query: ', passage: 'passage: ' },
    matryoshka: [],
  },
  { name: 'BGE-M3', names: /bge-m3/, pooling: 'cls', normalize: true, prefixes: NONE, matryoshka: [] },
  {
    name: 'BGE',
    names: /bge-(small|base|large)-en/,
    pooling: 'cls',
    normalize: true,
    prefixes: { query: REPRESENT, passage: '' },
    matryoshka: [],
  },
  {
    name: 'Arctic-embed 2',
    names: /arctic-embed-.*v2/,
    pooling: 'cls',
    normalize: true,
    prefixes: { query: 'query: ', passage: '' },
    matryoshka: [256],
  },
  {
    name: 'Arctic-embed',
    names: /arctic-embed/,
    pooling: 'cls',
    normalize: true,
    prefixes: { query: REPRESENT, passage: '' },
    matryoshka: [],
  },
  {
    name: 'GTE multilingual',
    names: /gte-multilingual/,
    pooling: 'cls',
    normalize: true,
    prefixes: NONE,
    matryoshka: [512, 256, 128],
  },
  // After the mean come two Dense modules, which conversions to ONNX have inside the graph.
  {
    name: 'EmbeddingGemma',
    names: /embeddinggemma/,
    pooling: 'output',
    normalize: true,
    prefixes: { query: 'task: search result | query: ', passage: 'title: none | text: ' },
    matryoshka: [512, 256, 128],
  },
  // Its pooler is a Dense module of sentence-transformers' version, and inside the graph of the others.
  { name: 'LaBSE', names: /labse/, pooling: 'output', normalize: true, prefixes: NONE, matryoshka: [] },
  {
    name: 'Qwen3 Embedding',
    names: /qwen3-embedding/,
    pooling: 'last',
    normalize: true,
    prefixes: { query: INSTRUCT, passage: '' },
    matryoshka: [],
  },
  {
    name: 'Nomic Embed',
    names: /nomic-embed-text/,
    pooling: 'mean',
    normalize: true,
    prefixes: { query: 'search_query: ', passage: 'search_document: ' },
    matryoshka: [512, 256, 128, 64],
  },
];

/** Dense retrievers with a graph for each side were trained for the inner product. */
const DPR: Family = { name: 'DPR', pooling: 'output', normalize: false, prefixes: NONE, matryoshka: [] };

/**
 * @param names of the repository and of what it was made from
 * @param architecture as config.json names it
 */
export function familyOf(names: readonly string[], architecture: string | null): Family | null {
  if (architecture !== null && /^DPR(Context|Question)Encoder$/.test(architecture)) return DPR;
  const lower = names.map((name) => name.toLowerCase());
  return CONVENTIONS.find((family) => lower.some((name) => family.names.test(name))) ?? null;
}
