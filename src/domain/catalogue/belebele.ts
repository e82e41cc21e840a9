import type { LanguageCode } from '../corpus/types.ts';
import { normaliseLanguage } from '../text/languages.ts';
import type { CatalogueDataset } from './types.ts';

const HOME = 'https://huggingface.co/datasets/facebook/belebele';

/**
 * Belebele's files by their FLORES-200 codes, one variant of each language that Crosslens has a name for: the standard
 * one of Arabic, simplified Chinese, and none of the romanised copies (bn, hi, ne, si, ur, ar in Latin letters).
 */
const VARIANTS =
  `afr_Latn als_Latn amh_Ethi arb_Arab asm_Beng azj_Latn ben_Beng bod_Tibt bul_Cyrl cat_Latn ceb_Latn
  ces_Latn ckb_Arab dan_Latn deu_Latn ell_Grek eng_Latn est_Latn eus_Latn fin_Latn fra_Latn gaz_Latn grn_Latn guj_Gujr
  hat_Latn hau_Latn heb_Hebr hin_Deva hrv_Latn hun_Latn hye_Armn ibo_Latn ind_Latn isl_Latn ita_Latn jav_Latn jpn_Jpan
  kan_Knda kat_Geor kaz_Cyrl khk_Cyrl khm_Khmr kin_Latn kir_Cyrl kor_Hang lao_Laoo lit_Latn lug_Latn lvs_Latn mal_Mlym
  mar_Deva mkd_Cyrl mlt_Latn mya_Mymr nld_Latn nob_Latn npi_Deva nya_Latn ory_Orya pan_Guru pbt_Arab pes_Arab plt_Latn
  pol_Latn por_Latn ron_Latn rus_Cyrl sin_Sinh slk_Latn slv_Latn sna_Latn snd_Arab som_Latn sot_Latn spa_Latn srp_Cyrl
  sun_Latn swe_Latn swh_Latn tam_Taml tel_Telu tgk_Cyrl tgl_Latn tha_Thai tir_Ethi tsn_Latn tur_Latn ukr_Cyrl urd_Arab
  uzn_Latn vie_Latn wol_Latn xho_Latn yor_Latn zho_Hans zsm_Latn zul_Latn`.split(/\s+/);

const BY_LANGUAGE: ReadonlyMap<LanguageCode, string> = new Map(
  VARIANTS.map((variant) => [normaliseLanguage(variant) ?? '', variant]),
);

export const BELEBELE: CatalogueDataset = {
  id: 'belebele',
  name: 'Belebele',
  summary:
    '488 passages in parallel, with 900 questions in every language. Each question is judged by its passage, and by the same passage in the other languages.',
  home: HOME,
  licence: {
    value: 'CC BY-SA 4.0',
    source: 'https://github.com/facebookresearch/belebele/blob/main/README.md',
    read: '2026-11-21',
  },
  opens: 'by-language',
  languages: [...BY_LANGUAGE.keys()],
  files: [...BY_LANGUAGE].map(([lang, variant]) => ({
    url: `${HOME}/resolve/main/data/${variant}.jsonl`,
    bytes: null,
    lang,
    plan: null,
  })),
  notes: [
    'Meant for testing alone, say its authors: nothing should be trained on it.',
    `${BY_LANGUAGE.size} of its 122 variants: one for each language that is known here. Sizes of single files could not be confirmed; all of them are 27 MB zipped.`,
  ],
};
