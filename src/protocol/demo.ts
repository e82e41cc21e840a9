/** The demo shard's languages, in the order of the files under `public/demo`. */
export const DEMO_LANGUAGES = [
  'am',
  'ar',
  'de',
  'el',
  'en',
  'es',
  'hi',
  'km',
  'ru',
  'th',
  'tr',
  'vi',
  'zh',
] as const;

/** Files under `demo/`: passages and gold queries of each language, and the queries for xQG. */
export const DEMO_FILES: readonly string[] = [
  ...DEMO_LANGUAGES.map((lang) => `${lang}.jsonl`),
  'generated-queries.jsonl',
];

export const DEMO_NAME = 'demo';
