import { describe, expect, it } from 'vitest';
import { orderLanguages } from './order-languages.ts';

describe('orderLanguages', () => {
  it('puts related scripts and families side by side', () => {
    expect(orderLanguages(['zh', 'km', 'de', 'am', 'en'])).toEqual(['am', 'km', 'en', 'de', 'zh']);
  });
  it('goes by weight, and by family where weights are equal or missing', () => {
    const weights: Record<string, number> = { de: 5, zh: 9, en: 5 };
    expect(orderLanguages(['zh', 'km', 'de', 'am', 'en'], (lang) => weights[lang] ?? null)).toEqual([
      'zh',
      'en',
      'de',
      'am',
      'km',
    ]);
  });
});
