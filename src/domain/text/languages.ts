import type { LanguageCode } from '../corpus/types.ts';
import { UNDETERMINED } from '../corpus/types.ts';

/** A Unicode script name, save `Kana`, which stands for Hiragana and Katakana together (Japanese). */
export type Script =
  | 'Latin'
  | 'Greek'
  | 'Cyrillic'
  | 'Armenian'
  | 'Georgian'
  | 'Hebrew'
  | 'Arabic'
  | 'Ethiopic'
  | 'Devanagari'
  | 'Bengali'
  | 'Gurmukhi'
  | 'Gujarati'
  | 'Oriya'
  | 'Tamil'
  | 'Telugu'
  | 'Kannada'
  | 'Malayalam'
  | 'Sinhala'
  | 'Thaana'
  | 'Tibetan'
  | 'Myanmar'
  | 'Thai'
  | 'Lao'
  | 'Khmer'
  | 'Han'
  | 'Kana'
  | 'Hangul';

interface LanguageInfo {
  readonly code: LanguageCode;
  /** English name. */
  readonly name: string;
  /** The language's own name in its own script. */
  readonly ownName: string;
  /** The script it is mostly written in. */
  readonly script: Script;
  readonly direction: 'ltr' | 'rtl';
}

/**
 * Code · other codes that mean the same here (ISO 639-3, 639-2/B, retired and macro codes) · English name · own name.
 * Grouped by script and, within it, by family; the order is that of `LANGUAGE_ORDER`.
 */
const TABLE: readonly (readonly [script: Script, rows: string])[] = [
  [
    'Ethiopic',
    `am|amh|Amharic|አማርኛ
     ti|tir|Tigrinya|ትግርኛ`,
  ],
  ['Khmer', `km|khm|Khmer|ភាសាខ្មែរ`],
  [
    'Latin',
    `en|eng|English|English
     de|deu ger|German|Deutsch
     nl|nld dut|Dutch|Nederlands
     af|afr|Afrikaans|Afrikaans
     da|dan|Danish|dansk
     nb|nob no nor nno nn|Norwegian|norsk
     sv|swe|Swedish|svenska
     is|isl ice|Icelandic|íslenska
     fr|fra fre|French|français
     es|spa|Spanish|español
     pt|por|Portuguese|português
     it|ita|Italian|italiano
     ca|cat|Catalan|català
     gl|glg|Galician|galego
     ro|ron rum mo|Romanian|română
     la|lat|Latin|Latina
     pl|pol|Polish|polski
     cs|ces cze|Czech|čeština
     sk|slk slo|Slovak|slovenčina
     sl|slv|Slovenian|slovenščina
     hr|hrv|Croatian|hrvatski
     bs|bos|Bosnian|bosanski
     lt|lit|Lithuanian|lietuvių
     lv|lav lvs|Latvian|latviešu
     fi|fin|Finnish|suomi
     et|est ekk|Estonian|eesti
     hu|hun|Hungarian|magyar
     eu|eus baq|Basque|euskara
     ga|gle|Irish|Gaeilge
     cy|cym wel|Welsh|Cymraeg
     sq|sqi alb als|Albanian|shqip
     mt|mlt|Maltese|Malti
     eo|epo|Esperanto|Esperanto
     tr|tur|Turkish|Türkçe
     az|aze azj|Azerbaijani|azərbaycanca
     uz|uzb uzn|Uzbek|oʻzbekcha
     tk|tuk|Turkmen|türkmençe
     vi|vie|Vietnamese|Tiếng Việt
     id|ind in|Indonesian|Bahasa Indonesia
     ms|msa may zsm|Malay|Bahasa Melayu
     jv|jav|Javanese|Basa Jawa
     su|sun|Sundanese|Basa Sunda
     tl|tgl fil|Filipino|Filipino
     ceb||Cebuano|Cebuano
     mg|mlg plt|Malagasy|Malagasy
     sw|swa swh|Swahili|Kiswahili
     rw|kin|Kinyarwanda|Ikinyarwanda
     rn|run|Kirundi|Ikirundi
     lg|lug|Ganda|Luganda
     ny|nya|Chichewa|Chichewa
     sn|sna|Shona|chiShona
     zu|zul|Zulu|isiZulu
     xh|xho|Xhosa|isiXhosa
     st|sot|Southern Sotho|Sesotho
     tn|tsn|Tswana|Setswana
     yo|yor|Yoruba|Yorùbá
     ig|ibo|Igbo|Igbo
     tw|twi ak aka|Twi|Twi
     wo|wol|Wolof|Wolof
     ha|hau|Hausa|Hausa
     so|som|Somali|Soomaali
     om|orm gaz|Oromo|Afaan Oromoo
     ht|hat|Haitian Creole|Kreyòl ayisyen
     qu|que|Quechua|Runasimi
     gn|grn|Guarani|Avañeʼẽ`,
  ],
  ['Greek', `el|ell gre|Greek|Ελληνικά`],
  [
    'Cyrillic',
    `ru|rus|Russian|русский
     uk|ukr|Ukrainian|українська
     be|bel|Belarusian|беларуская
     bg|bul|Bulgarian|български
     mk|mkd mac|Macedonian|македонски
     sr|srp|Serbian|српски
     kk|kaz|Kazakh|қазақ тілі
     ky|kir|Kyrgyz|кыргызча
     tg|tgk|Tajik|тоҷикӣ
     tt|tat|Tatar|татарча
     mn|mon khk|Mongolian|монгол`,
  ],
  ['Armenian', `hy|hye arm|Armenian|հայերեն`],
  ['Georgian', `ka|kat geo|Georgian|ქართული`],
  [
    'Hebrew',
    `he|heb iw|Hebrew|עברית
     yi|yid ji|Yiddish|ייִדיש`,
  ],
  [
    'Arabic',
    `ar|ara arb|Arabic|العربية
     fa|fas per pes|Persian|فارسی
     ur|urd|Urdu|اردو
     ps|pus pbt|Pashto|پښتو
     ckb||Central Kurdish|کوردیی ناوەندی
     sd|snd|Sindhi|سنڌي
     ug|uig|Uyghur|ئۇيغۇرچە`,
  ],
  ['Thaana', `dv|div|Dhivehi|ދިވެހި`],
  [
    'Devanagari',
    `hi|hin|Hindi|हिन्दी
     mr|mar|Marathi|मराठी
     ne|nep npi|Nepali|नेपाली
     sa|san|Sanskrit|संस्कृतम्`,
  ],
  [
    'Bengali',
    `bn|ben|Bengali|বাংলা
     as|asm|Assamese|অসমীয়া`,
  ],
  ['Gurmukhi', `pa|pan|Punjabi|ਪੰਜਾਬੀ`],
  ['Gujarati', `gu|guj|Gujarati|ગુજરાતી`],
  ['Oriya', `or|ori ory|Odia|ଓଡ଼ିଆ`],
  ['Tamil', `ta|tam|Tamil|தமிழ்`],
  ['Telugu', `te|tel|Telugu|తెలుగు`],
  ['Kannada', `kn|kan|Kannada|ಕನ್ನಡ`],
  ['Malayalam', `ml|mal|Malayalam|മലയാളം`],
  ['Sinhala', `si|sin|Sinhala|සිංහල`],
  ['Tibetan', `bo|bod tib|Tibetan|བོད་ཡིག`],
  ['Myanmar', `my|mya bur|Burmese|မြန်မာဘာသာ`],
  ['Thai', `th|tha|Thai|ไทย`],
  ['Lao', `lo|lao|Lao|ລາວ`],
  [
    'Han',
    `zh|zho chi cmn|Chinese|中文
     yue||Cantonese|粵語`,
  ],
  ['Kana', `ja|jpn|Japanese|日本語`],
  ['Hangul', `ko|kor|Korean|한국어`],
];

/** A text whose language nobody said and nothing showed. No language, so it stands outside the table. */
const UNKNOWN: LanguageInfo = {
  code: UNDETERMINED,
  name: 'Not known',
  ownName: 'Not known',
  script: 'Latin',
  direction: 'ltr',
};

const RIGHT_TO_LEFT: ReadonlySet<Script> = new Set(['Hebrew', 'Arabic', 'Thaana']);

const LANGUAGES: ReadonlyMap<LanguageCode, LanguageInfo> = readTable();
const SYNONYMS: ReadonlyMap<string, LanguageCode> = readSynonyms();

/** Every language that is accepted, related scripts and families side by side: a stable order for charts. */
export const LANGUAGE_ORDER: readonly LanguageCode[] = [...LANGUAGES.keys()];
const POSITION: ReadonlyMap<LanguageCode, number> = new Map(
  LANGUAGE_ORDER.map((code, position) => [code, position]),
);

/** A primary subtag, with a script and a region that are recognised and dropped. */
const TAG = /^([a-z]{2,3})(?:[-_][a-z]{4})?(?:[-_](?:[a-z]{2}|[0-9]{3}))?$/;

/**
 * The code that Crosslens uses for a language: `amh` → `am`, `zh_cn`, `zh-Hans` → `zh`, `pt-BR` → `pt`.
 * `und` stays `und`. `null` for what is not a language it knows.
 */
export function normaliseLanguage(code: string): LanguageCode | null {
  const primary = TAG.exec(code.trim().toLowerCase())?.[1];
  if (primary === undefined) return null;
  if (primary === UNDETERMINED) return UNDETERMINED;
  return LANGUAGES.has(primary) ? primary : (SYNONYMS.get(primary) ?? null);
}

/** What is known of a language; a code that is not known names itself, in Latin script. */
export function languageInfo(code: LanguageCode): LanguageInfo {
  if (code === UNDETERMINED) return UNKNOWN;
  return LANGUAGES.get(code) ?? { code, name: code, ownName: code, script: 'Latin', direction: 'ltr' };
}

/** Orders codes as `LANGUAGE_ORDER` does; unknown codes follow by their letters, `und` comes last of all. */
export function compareLanguages(a: LanguageCode, b: LanguageCode): number {
  const byPosition = positionOf(a) - positionOf(b);
  if (byPosition !== 0) return byPosition;
  return a < b ? -1 : Number(a > b);
}

function positionOf(code: LanguageCode): number {
  return code === UNDETERMINED ? POSITION.size + 1 : (POSITION.get(code) ?? POSITION.size);
}

function readTable(): Map<LanguageCode, LanguageInfo> {
  const languages = new Map<LanguageCode, LanguageInfo>();
  for (const [script, rows] of TABLE) {
    const direction = RIGHT_TO_LEFT.has(script) ? 'rtl' : 'ltr';
    for (const [code, , name, ownName] of cells(rows))
      languages.set(code, { code, name, ownName, script, direction });
  }
  return languages;
}

function readSynonyms(): Map<string, LanguageCode> {
  const synonyms = new Map<string, LanguageCode>();
  for (const [, rows] of TABLE) {
    for (const [code, others] of cells(rows))
      for (const other of others.split(' ')) synonyms.set(other, code);
  }
  return synonyms;
}

function cells(rows: string): (readonly [code: string, others: string, name: string, ownName: string])[] {
  return rows.split('\n').map((row) => {
    const [code = '', others = '', name = '', ownName = ''] = row.trim().split('|');
    return [code, others, name, ownName];
  });
}
