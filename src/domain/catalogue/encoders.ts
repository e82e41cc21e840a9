import type { CatalogueEncoder, Sourced } from './types.ts';

/**
 * Well-known multilingual encoders. Every fact was read on a page of the stored copies that were at hand, not fetched;
 * what no page said is `null`, and a note tells why. Sizes are as the Hub's pages round them (470 MB).
 */

const READ = '2026-11-21';
const from = <T>(value: T, source: string): Sourced<T> => ({ value, source, read: READ });
const MB = 1e6;
const GB = 1e9;
const hub = (repo: string, path = ''): string => `https://huggingface.co/${repo}${path}`;
/** Figures that the maintainers of the MTEB leaderboard keep for every model. */
const mteb = (file: string, commit: string): string =>
  `https://github.com/embeddings-benchmark/mteb/blob/${commit}/mteb/models/model_implementations/${file}`;
const MTEB_E5 = mteb('e5_models.py', '222aae55222a51267d71452f4bb9a954483b5fa8');
const MTEB_SBERT = mteb('sentence_transformers_models.py', '00f376eeabe64e2441208211aeb4898f744f7c2b');
const MTEB_BGE = mteb('bge_models.py', '1f4e0770923e0c85dff1f29ef1394adb93eb2560');
const MTEB_GTE = mteb('gte_models.py', '0378e943dd8269471f2ffbd5bf506506414552c8');
const MTEB_ARCTIC = mteb('arctic_models.py', '114f67ed3b518a01c935fd69634bac2b39504886');
const MTEB_GOOGLE = mteb('google_models.py', '0236a5b16af87b3ebec0deae9879d573101252f9');
const NVIDIA_BGE = 'https://docs.api.nvidia.com/nim/reference/baai-bge-m3';
const ARCTIC_GUIDE =
  'https://hivebook.wiki/wiki/snowflake-arctic-embed-apache-2-0-multilingual-embedding-family';
const MR_TYDI = 'https://github.com/castorini/mr.tydi/blob/main/README.md';

/** Stands in the notes of every entry that has not been run with Crosslens. */
export const NOT_TRIED =
  'Not tried with Crosslens yet: its files could not be fetched when this list was made.';

const NO_PREFIXES = { query: '', passage: '' };
const E5_PREFIXES = { query: 'query: ', passage: 'passage: ' };
const ARCTIC_PREFIXES = { query: 'query: ', passage: '' };

export const ENCODER_CATALOGUE: readonly CatalogueEncoder[] = [
  {
    id: 'multilingual-e5-small',
    name: 'Multilingual E5 small',
    summary:
      'The smallest of the three: twelve layers over XLM-R’s vocabulary. A good first choice in a browser.',
    repo: 'intfloat/multilingual-e5-small',
    queryRepo: null,
    parameters: from(118_000_000, MTEB_E5),
    dimensions: from(384, MTEB_E5),
    maxTokens: from(
      512,
      'https://docs.cloud.google.com/vertex-ai/generative-ai/docs/maas/e5/multilingual-e5-small?hl=pt-br',
    ),
    languages: from('those of XLM-R, about a hundred', MTEB_E5),
    licence: from('MIT', MTEB_E5),
    sizes: from(
      { fp32: 470 * MB, fp16: 235 * MB, q8: 118 * MB },
      hub('intfloat/multilingual-e5-small', '/tree/main/onnx'),
    ),
    prefixes: from(E5_PREFIXES, MTEB_E5),
    accept: null,
    notes: [
      NOT_TRIED,
      'The eight-bit file is called model_qint8_avx512_vnni.onnx, the half-precision one model_O4.onnx.',
      'Xenova/multilingual-e5-small holds model_quantized.onnx and model_fp16.onnx, but no configuration of the pooling: choose mean.',
    ],
  },
  {
    id: 'multilingual-e5-base',
    name: 'Multilingual E5 base',
    summary: 'Twice the vector length of E5 small, and some three times the work.',
    repo: 'intfloat/multilingual-e5-base',
    queryRepo: null,
    parameters: from(278_000_000, MTEB_E5),
    dimensions: from(768, MTEB_E5),
    maxTokens: from(
      512,
      hub('intfloat/multilingual-e5-base', '/commit/129286372ebbc09af0394786dd03e16427ade171'),
    ),
    languages: from('those of XLM-R, about a hundred', MTEB_E5),
    licence: from('MIT', MTEB_E5),
    sizes: from(
      { fp32: 1.11 * GB, fp16: 555 * MB, q8: 279 * MB },
      hub('intfloat/multilingual-e5-base', '/tree/main/onnx'),
    ),
    prefixes: from(E5_PREFIXES, MTEB_E5),
    accept: null,
    notes: [
      NOT_TRIED,
      'The eight-bit file is called model_qint8_avx512_vnni.onnx, the half-precision one model_O4.onnx.',
    ],
  },
  {
    id: 'paraphrase-multilingual-minilm',
    name: 'paraphrase-multilingual-MiniLM-L12-v2',
    summary:
      'Trained on paraphrases and parallel sentences; compares sentences rather than finding passages.',
    repo: 'Xenova/paraphrase-multilingual-MiniLM-L12-v2',
    queryRepo: null,
    parameters: from(117_653_760, MTEB_SBERT),
    dimensions: from(384, MTEB_SBERT),
    maxTokens: from(128, hub('light-embed/sbert-paraphrase-multilingual-MiniLM-L12-v2-onnx')),
    languages: from('about 50; neither Amharic nor Khmer among them', MTEB_SBERT),
    licence: from('Apache-2.0', MTEB_SBERT),
    sizes: from(
      { fp32: 470 * MB, fp16: 235 * MB, q8: 118 * MB },
      hub(
        'Xenova/paraphrase-multilingual-MiniLM-L12-v2',
        '/tree/018218219718cc217663562b0a65b5ffd1339d47/onnx',
      ),
    ),
    prefixes: from(NO_PREFIXES, MTEB_SBERT),
    accept: null,
    notes: [
      NOT_TRIED,
      'This is a conversion without a configuration of the pooling: choose mean, without scaling to unit length.',
      'The authors cut texts at 128 tokens; passages lose much of themselves.',
    ],
  },
  {
    id: 'labse',
    name: 'LaBSE',
    summary:
      'Google’s encoder of sentences for finding translations, with a vocabulary of half a million pieces.',
    repo: 'sentence-transformers/LaBSE',
    queryRepo: null,
    parameters: from(470_926_848, MTEB_SBERT),
    dimensions: from(768, MTEB_SBERT),
    maxTokens: from(256, hub('onnx-models/LaBSE-onnx')),
    languages: from('110 as the Hub counts them', hub('sentence-transformers/LaBSE', '/tree/main')),
    licence: from('Apache-2.0', hub('sentence-transformers/LaBSE', '/tree/main')),
    sizes: from(
      { fp32: 1.88 * GB },
      hub('sentence-transformers/LaBSE', '/tree/b7f947194ceae0ddf90bafe213722569e274ad28/onnx'),
    ),
    prefixes: from(NO_PREFIXES, MTEB_SBERT),
    accept: null,
    notes: [
      NOT_TRIED,
      'A Dense layer (2_Dense) follows the pooling; it is part of this repository.',
      'Xenova/LaBSE holds smaller files (941 MB fp16, 472 MB eight-bit) without that layer, whose vectors are others.',
    ],
  },
  {
    id: 'bge-m3',
    name: 'BGE-M3',
    summary: 'A large encoder for passages of up to 8,192 tokens. Crosslens uses its dense vectors alone.',
    repo: 'Xenova/bge-m3',
    queryRepo: null,
    parameters: from(568_000_000, MTEB_BGE),
    dimensions: from(1024, MTEB_BGE),
    maxTokens: from(8192, NVIDIA_BGE),
    languages: from('more than 100', NVIDIA_BGE),
    licence: from('MIT', NVIDIA_BGE),
    sizes: from(
      { fp32: 2.27 * GB, q8: 570 * MB },
      hub('Xenova/bge-m3', '/tree/1fa622813d46e55b39a03e9b2a6edf75dfadb1b8/onnx'),
    ),
    prefixes: from(NO_PREFIXES, MTEB_BGE),
    accept: null,
    notes: [
      NOT_TRIED,
      'The full-precision file is larger than a browser’s arrays (2 GB): take the eight-bit one.',
      'This is a conversion; the authors’ own ONNX file (BAAI/bge-m3, 2.27 GB) comes in full precision only.',
    ],
  },
  {
    id: 'gte-multilingual-base',
    name: 'GTE multilingual base',
    summary: 'A long-context encoder with rotary positions; vectors can be cut to as little as 128 numbers.',
    repo: 'onnx-community/gte-multilingual-base',
    queryRepo: null,
    parameters: from(305_368_320, MTEB_GTE),
    dimensions: from(768, MTEB_GTE),
    maxTokens: from(8192, MTEB_GTE),
    languages: from('over 70, Khmer among them and Amharic not', MTEB_GTE),
    licence: from('Apache-2.0', MTEB_GTE),
    sizes: null,
    prefixes: from(NO_PREFIXES, MTEB_GTE),
    accept: null,
    notes: [
      NOT_TRIED,
      'The sizes of its ONNX files were on no page that could be read; they are listed before anything is fetched.',
      'This is a conversion: the authors’ repository, Alibaba-NLP/gte-multilingual-base, brings its own Python code.',
    ],
  },
  {
    id: 'arctic-embed-m-v2',
    name: 'Snowflake Arctic-embed m v2.0',
    summary: 'Trained for retrieval on top of GTE multilingual base; vectors can be cut to 256 numbers.',
    repo: 'Snowflake/snowflake-arctic-embed-m-v2.0',
    queryRepo: null,
    parameters: from(305_000_000, MTEB_ARCTIC),
    dimensions: from(768, MTEB_ARCTIC),
    maxTokens: from(8192, MTEB_ARCTIC),
    languages: from('74, Khmer among them and Amharic not', MTEB_ARCTIC),
    licence: from('Apache-2.0', MTEB_ARCTIC),
    sizes: from(
      { q8: 311 * MB },
      hub('Snowflake/snowflake-arctic-embed-m-v2.0', '/blob/refs%2Fpr%2F4/onnx/model_quantized.onnx'),
    ),
    prefixes: from(ARCTIC_PREFIXES, ARCTIC_GUIDE),
    accept: null,
    notes: [NOT_TRIED, 'There are further number formats; of these no page gave the size.'],
  },
  {
    id: 'arctic-embed-l-v2',
    name: 'Snowflake Arctic-embed l v2.0',
    summary: 'The large one, on top of BGE-M3’s pre-training; vectors can be cut to 256 numbers.',
    repo: 'Snowflake/snowflake-arctic-embed-l-v2.0',
    queryRepo: null,
    parameters: from(567_754_752, MTEB_ARCTIC),
    dimensions: from(1024, MTEB_ARCTIC),
    maxTokens: from(8192, MTEB_ARCTIC),
    languages: from('74, Khmer among them and Amharic not', MTEB_ARCTIC),
    licence: from('Apache-2.0', MTEB_ARCTIC),
    sizes: from(
      { fp32: 2.27 * GB, fp16: 1.13 * GB, q8: 570 * MB, q4: 1.25 * GB, q4f16: 700 * MB },
      hub('Snowflake/snowflake-arctic-embed-l-v2.0', '/tree/9e516c87c3f3ffcc035f58104788261cb7e01979/onnx'),
    ),
    prefixes: from(ARCTIC_PREFIXES, ARCTIC_GUIDE),
    accept: null,
    notes: [
      NOT_TRIED,
      'The full-precision file is larger than a browser’s arrays (2 GB): take the eight-bit one.',
      'Its four-bit files keep the table of pieces in full or half precision, so that they are larger than the eight-bit one.',
    ],
  },
  {
    id: 'embeddinggemma-300m',
    name: 'EmbeddingGemma 300m',
    summary: 'A Gemma-like encoder for small devices; vectors can be cut to 512, 256 or 128 numbers.',
    repo: 'onnx-community/embeddinggemma-300m-ONNX',
    queryRepo: null,
    parameters: from(307_581_696, MTEB_GOOGLE),
    dimensions: from(768, MTEB_GOOGLE),
    maxTokens: from(2048, MTEB_GOOGLE),
    languages: from('over 100', 'https://ai.google.dev/gemma/docs/embeddinggemma'),
    licence: from('Gemma Terms of Use', MTEB_GOOGLE),
    sizes: null,
    prefixes: from(
      { query: 'task: search result | query: ', passage: 'title: none | text: ' },
      hub('aether-models/aether-kit-embeddinggemma-300m'),
    ),
    accept: from(
      'Google’s Gemma Terms of Use (ai.google.dev/gemma/terms). Google’s own repository is open only to those who have accepted them there.',
      'https://aifasthub.com/google/embeddinggemma-300m',
    ),
    notes: [
      NOT_TRIED,
      'The sizes of its ONNX files were on no page that could be read; they are listed before anything is fetched.',
      'Half precision is not for it: its activations overflow (stated at aether-models/aether-kit-embeddinggemma-300m).',
      'Pooling, both Dense layers and scaling are inside its graph: the output sentence_embedding is ready.',
    ],
  },
  {
    id: 'mdpr-nq',
    name: 'mDPR (Natural Questions)',
    summary:
      'A pair of multilingual BERTs, one for questions and one for passages: the baseline of Mr. TyDi.',
    repo: 'castorini/mdpr-passage-nq',
    queryRepo: 'castorini/mdpr-question-nq',
    parameters: null,
    dimensions: null,
    maxTokens: null,
    languages: null,
    licence: null,
    sizes: null,
    prefixes: null,
    accept: null,
    notes: [
      NOT_TRIED,
      `No ONNX files of it are known. The two repositories (named at ${MR_TYDI}) hold PyTorch weights, which must be converted first; then each folder can be opened as one side of a pair.`,
      'Neither page states size, vector length, licence or languages.',
      'Its vectors are compared by dot product: leave them as long as they are.',
    ],
  },
];
