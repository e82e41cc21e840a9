import type { LanguageCode } from '../corpus/types.ts';
import { BELEBELE } from './belebele.ts';
import { MIRACL } from './miracl.ts';
import type { CatalogueDataset } from './types.ts';

const READ = '2026-11-21';

const LAREQA = 'https://github.com/google-research-datasets/lareqa';
const LAREQA_FILES = 'https://raw.githubusercontent.com/google-research-datasets/lareqa/master/xquad-r';

/** Bytes of LAReQA's files. */
const XQUAD_R: Readonly<Record<LanguageCode, number>> = {
  ar: 2_234_875,
  de: 732_156,
  el: 2_810_127,
  en: 628_651,
  es: 746_335,
  hi: 2_408_404,
  ru: 2_764_904,
  th: 2_618_544,
  tr: 827_827,
  vi: 1_132_303,
  zh: 959_291,
};

const AMQA = 'https://github.com/semantic-systems/amharic-qa';
const AMQA_FILES = 'https://raw.githubusercontent.com/semantic-systems/amharic-qa/main';

const MKQA = 'https://github.com/apple/ml-mkqa';

/** Public corpora that can be opened from their homes. Nothing is fetched before a person asks for it. */
export const DATASETS: readonly CatalogueDataset[] = [
  {
    id: 'xquad-r',
    name: 'XQuAD-R',
    summary:
      'LAReQA’s questions in 11 languages, each with its answer sentence in all of them: 1,190 questions and about as many sentences in each.',
    home: LAREQA,
    licence: { value: 'CC BY-SA 4.0', source: `${LAREQA}/blob/master/README.md`, read: READ },
    opens: 'whole',
    languages: Object.keys(XQUAD_R),
    files: Object.entries(XQUAD_R).map(([lang, bytes]) => ({
      url: `${LAREQA_FILES}/${lang}.json`,
      bytes,
      lang,
      plan: null,
    })),
    notes: ['MLQA-R, from the same home, may not be used commercially: open it from your own files.'],
  },
  {
    id: 'amqa',
    name: 'AmQA',
    summary: 'Amharic questions about Wikipedia articles: 2,628 questions over 378 articles.',
    home: AMQA,
    licence: { value: 'MIT', source: `${AMQA}/blob/main/LICENSE`, read: READ },
    opens: 'whole',
    languages: ['am'],
    files: [
      { part: 'train', bytes: 1_747_838 },
      { part: 'dev', bytes: 497_305 },
      { part: 'test', bytes: null },
    ].map(({ part, bytes }) => ({
      url: `${AMQA_FILES}/${part}_data.json`,
      bytes,
      lang: 'am',
      plan: {
        format: 'xquad',
        language: { mode: 'declared', lang: 'am' },
        columns: null,
        splitting: null,
      },
    })),
    notes: [
      'Training, development and test questions together. Their structure is irregular; what cannot be read is listed. The size of the test file could not be confirmed.',
    ],
  },
  {
    id: 'mkqa',
    name: 'MKQA',
    summary:
      '10,000 real search questions in 26 languages, as a question-to-question corpus: each finds its translations. Khmer is among them.',
    home: MKQA,
    licence: { value: 'CC BY-SA 3.0', source: `${MKQA}/blob/main/README.md`, read: READ },
    opens: 'whole',
    languages: 'ar da de en es fi fr he hu it ja km ko ms nb nl pl pt ru sv th tr vi zh'.split(' '),
    files: [
      {
        url: 'https://raw.githubusercontent.com/apple/ml-mkqa/main/dataset/mkqa.jsonl.gz',
        bytes: null,
        lang: null,
        plan: null,
      },
    ],
    notes: [
      'One file holds every language. Chinese is there three times: simplified, as in Hong Kong, as in Taiwan.',
      'Its size could not be confirmed.',
    ],
  },
  BELEBELE,
  MIRACL,
];
