import type { Setting } from '../domain/metrics/figures.ts';

/** The settings as titles and notes name them. */
export const SETTING_WORDS: Readonly<Record<Setting, string>> = {
  mono: 'monolingual',
  cross: 'cross-lingual',
  multi: 'multilingual pool',
};
