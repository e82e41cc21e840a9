import type { FilePlan } from '../corpus/read-plan.ts';
import type { CorpusFormat, LanguageCode } from '../corpus/types.ts';
import type { CatalogueDataset, CatalogueFile } from './types.ts';

const CORPUS = 'https://huggingface.co/datasets/miracl/miracl-corpus';
/** The dataset's own home of topics and judgements wants an account; this copy, which ir_datasets uses too, does not. */
const JUDGED = 'https://huggingface.co/datasets/macavaney/miracl-noauth';

/**
 * Bytes of each language's parts, `docs-0.jsonl.gz` and on, as ir_datasets lists them beside their checksums. Its
 * figure for Yoruba is too small to be one.
 */
const PARTS: Readonly<Record<LanguageCode, readonly (number | null)[]>> = {
  ar: [94_104_175, 83_793_880, 70_295_610, 64_551_259, 7_227_421],
  bn: [59_713_182],
  de: [
    97_640_576, 94_992_507, 91_425_088, 85_007_239, 85_433_314, 85_494_784, 85_048_361, 85_544_324,
    82_876_799, 79_775_850, 81_937_816, 82_225_480, 82_302_655, 81_286_223, 81_285_393, 81_734_841,
    81_453_194, 81_111_867, 79_961_121, 80_334_928, 80_594_842, 81_303_770, 82_621_593, 81_564_108,
    80_246_927, 79_283_563, 78_943_370, 80_159_901, 78_672_926, 80_702_668, 80_576_937, 57_737_892,
  ],
  en: [
    98_856_369, 97_338_482, 64_571_457, 79_988_237, 91_846_360, 91_542_927, 88_919_126, 88_149_943,
    87_557_556, 86_565_246, 85_787_457, 85_858_461, 85_089_158, 82_769_410, 83_032_778, 82_548_385,
    81_947_138, 81_038_479, 80_496_066, 80_243_337, 80_003_557, 79_751_834, 76_766_869, 75_810_312,
    76_272_005, 77_082_664, 78_228_256, 76_445_022, 76_434_972, 74_697_707, 71_839_143, 73_437_320,
    73_322_325, 70_699_147, 74_843_362, 71_914_591, 73_255_731, 74_956_992, 70_506_538, 73_824_158,
    72_684_614, 74_674_474, 74_166_535, 72_571_698, 72_937_865, 74_948_873, 75_950_579, 72_978_719,
    73_930_541, 74_004_419, 70_736_448, 73_415_840, 73_776_910, 72_091_328, 72_782_654, 70_569_978,
    71_740_868, 72_217_620, 71_862_927, 71_495_670, 69_897_224, 70_170_718, 69_279_270, 68_754_531,
    65_487_314, 52_897_612,
  ],
  es: [
    92_874_838, 89_646_018, 85_432_948, 83_318_741, 80_843_535, 79_438_738, 79_152_845, 78_544_890,
    77_588_034, 66_337_959, 62_622_594, 65_707_558, 72_601_971, 75_474_457, 76_497_338, 73_009_124,
    74_206_192, 67_140_050, 77_883_748, 79_904_116, 57_162_245,
  ],
  fa: [80_831_146, 56_314_013, 53_167_889, 57_027_208, 22_422_574],
  fi: [79_712_094, 71_207_705, 68_005_963, 51_120_372],
  fr: [
    81_033_537, 78_469_930, 70_017_319, 66_942_793, 59_460_892, 62_629_125, 69_205_967, 68_194_158,
    68_757_697, 68_056_019, 67_698_213, 67_898_616, 66_768_800, 65_451_686, 65_202_296, 62_889_747,
    62_186_443, 61_659_176, 61_297_567, 62_810_856, 62_973_327, 61_427_017, 58_091_930, 61_344_070,
    61_250_359, 56_044_622, 64_189_087, 65_662_563, 65_310_822, 18_176_293,
  ],
  hi: [95_650_487, 1_161_610],
  id: [68_482_339, 39_714_366, 61_386_913],
  ja: [
    87_302_446, 84_310_580, 82_263_425, 79_819_291, 76_369_546, 73_543_156, 75_527_173, 75_265_643,
    74_070_028, 72_893_709, 74_375_206, 73_261_365, 71_472_211, 64_646_621,
  ],
  ko: [87_965_596, 75_422_723, 62_582_229],
  ru: [
    100_436_081, 98_036_311, 90_050_391, 89_443_294, 82_032_411, 88_457_515, 81_102_964, 80_229_752,
    74_478_227, 73_515_957, 75_656_001, 78_271_034, 76_539_873, 78_171_375, 78_271_662, 79_432_861,
    81_415_343, 81_955_644, 81_041_807, 6_749_385,
  ],
  sw: [10_199_394],
  te: [68_858_140, 3_454_223],
  th: [101_610_412, 8_027_002],
  yo: [null],
  zh: [
    97_061_486, 85_538_355, 80_287_705, 76_098_139, 60_594_024, 50_492_481, 76_002_940, 71_709_349,
    72_069_621, 63_401_726,
  ],
};

export const MIRACL: CatalogueDataset = {
  id: 'miracl',
  name: 'MIRACL',
  summary:
    'Passages of Wikipedia in 18 languages, with questions by native speakers and their judgements (development sets).',
  home: CORPUS,
  licence: { value: 'Apache-2.0', source: CORPUS, read: '2026-11-21' },
  opens: 'by-language',
  languages: Object.keys(PARTS),
  files: Object.entries(PARTS).flatMap(([lang, parts]) => filesOf(lang, parts)),
  notes: [
    'All passages of a language are fetched, since relevant ones lie in every part; how many are taken in is chosen afterwards. Swahili is the smallest (10 MB, 131,924 passages); English has 5 GB.',
    'Questions and judgements come from a copy that needs no account; the authors’ own (miracl/miracl) asks for one.',
    'Ids are the same numbers in every language. Where several are opened, each gets its language before it: sw:7#0.',
    'Sizes of questions and judgements, and that of the passages in Yoruba, could not be confirmed.',
  ],
};

function filesOf(lang: LanguageCode, parts: readonly (number | null)[]): readonly CatalogueFile[] {
  const name = `miracl-v1.0-${lang}`;
  return [
    ...parts.map((bytes, part) => ({
      url: `${CORPUS}/resolve/main/miracl-corpus-v1.0-${lang}/docs-${part}.jsonl.gz`,
      bytes,
      lang,
      plan: planOf('docid-passages', lang),
    })),
    {
      url: `${JUDGED}/resolve/main/${name}/topics/topics.${name}-dev.tsv`,
      bytes: null,
      lang,
      plan: planOf('topics', lang),
    },
    {
      url: `${JUDGED}/resolve/main/${name}/qrels/qrels.${name}-dev.tsv`,
      bytes: null,
      lang,
      plan: planOf('qrels', lang),
    },
  ];
}

function planOf(format: CorpusFormat, lang: LanguageCode): FilePlan {
  return {
    format,
    language: { mode: 'declared', lang },
    columns: null,
    splitting: null,
    prefix: `${lang}:`,
  };
}
