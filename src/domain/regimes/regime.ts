/** How the batches of an encoder's training were made up: the field `regime` of the manifest. */
export const REGIMES = ['zero-shot', 'x-x-mono', 'x-y', 'hybrid', 'aligned'] as const;
export type Regime = (typeof REGIMES)[number];

interface RegimeAbout {
  /** As a label among others; stands before "batches" or alone. */
  readonly name: string;
  /** What the papers call it, where that is another word. */
  readonly paperName: string;
  /** For someone who has never trained an encoder: what is in a batch, and what can be learnt from it. */
  readonly explanation: string;
  /** Languages of the query and the passage of a few pairs, batch by batch: how the first batches might look. */
  readonly batches: readonly (readonly (readonly [query: string, passage: string])[])[];
}

export const REGIME_ABOUT: Readonly<Record<Regime, RegimeAbout>> = {
  'zero-shot': {
    name: 'English only',
    paperName: 'zero-shot, En-En',
    explanation:
      'Questions and passages in English alone. Whatever the encoder does in other languages it does with what they share: names, numbers, loan words, and what pretraining left behind.',
    batches: [pairs('en en', 'en en', 'en en'), pairs('en en', 'en en', 'en en')],
  },
  'x-x-mono': {
    name: 'monolingual',
    paperName: 'X-X-mono',
    explanation:
      'Every batch holds one language, another batch another one. The encoder learns to tell passages of one language apart; nothing tells it that an answer may stand in another language.',
    batches: [pairs('am am', 'am am', 'am am'), pairs('km km', 'km km', 'km km')],
  },
  'x-y': {
    name: 'cross-lingual',
    paperName: 'X-Y',
    explanation:
      'Question and passage of a pair are always in two different languages. The encoder learns that meaning counts and language does not; it never practises within one language.',
    batches: [pairs('am en', 'km ar', 'en th'), pairs('ar am', 'th km', 'en ar')],
  },
  hybrid: {
    name: 'hybrid',
    paperName: 'Hybrid',
    explanation:
      'Each batch is drawn: with probability α it is monolingual, else cross-lingual. At α = 0.5 half of the batches are of each kind, and the encoder practises both.',
    batches: [pairs('am am', 'am am', 'am am'), pairs('am en', 'km ar', 'en th')],
  },
  aligned: {
    name: 'aligned, then hybrid',
    paperName: 'alignment before fine-tuning',
    explanation:
      'First the languages are brought together: words are guessed with a translation beside them, and questions are matched with passages of another language. Hybrid batches come after.',
    batches: [pairs('am = en', 'km = th', 'am = ar'), pairs('am am', 'km en', 'en th')],
  },
};

/**
 * Reads the manifest's field. `mono` is what it said before there were more than two regimes.
 * @returns `null` for a word that is not known: it is then shown as it stands
 */
export function readRegime(text: string): Regime | null {
  if (text === 'mono') return 'x-x-mono';
  return REGIMES.find((regime) => regime === text) ?? null;
}

/** `hybrid batches`, `English only`; a word that is not known as it stands. */
export function regimeLabel(text: string): string {
  const regime = readRegime(text);
  if (regime === null) return text;
  const { name } = REGIME_ABOUT[regime];
  return regime === 'zero-shot' || regime === 'aligned' ? name : `${name} batches`;
}

/** `am en` → am, en. An equals sign stands for two texts that are read together. */
function pairs(...written: readonly string[]): readonly (readonly [string, string])[] {
  return written.map((pair) => {
    const [query = '', passage = ''] = pair.replace(' =', '').split(' ');
    return [query, passage];
  });
}
