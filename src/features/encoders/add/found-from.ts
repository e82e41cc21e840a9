import type { EncoderProfile, EncoderSettings } from '../../../protocol/encoder.ts';
import type { ModelReport } from '../../../protocol/library.ts';

type FoundSetting = keyof ModelReport['settings'];

/** Where each setting was found; `null`: not known any more. */
export type FoundFrom = Readonly<Record<FoundSetting, string | null>>;

const CHOSEN = 'your own choice';

/** Of settings that a person may have changed since they were found. */
export function foundIn(report: ModelReport, settings: EncoderSettings): FoundFrom {
  const from = (name: FoundSetting): string => {
    const found = report.settings[name];
    return same(found.value, settings[name]) ? found.from : CHOSEN;
  };
  return {
    pooling: from('pooling'),
    normalize: from('normalize'),
    maxTokens: from('maxTokens'),
    dimensions: from('dimensions'),
    prefixes: from('prefixes'),
  };
}

/** Of an encoder that is kept, and of settings that are being changed. */
export function foundBefore(
  profile: EncoderProfile,
  before: EncoderSettings,
  settings: EncoderSettings,
): FoundFrom {
  const from = (name: FoundSetting): string | null =>
    same(before[name], settings[name]) ? (profile.about?.found[name] ?? null) : CHOSEN;
  return {
    pooling: from('pooling'),
    normalize: from('normalize'),
    maxTokens: from('maxTokens'),
    dimensions: from('dimensions'),
    prefixes: from('prefixes'),
  };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
