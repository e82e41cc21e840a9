import { describe, expect, it } from 'vitest';
import { compareLanguages, LANGUAGE_ORDER, languageInfo, normaliseLanguage } from './languages.ts';

describe('normaliseLanguage', () => {
  it.each([
    ['am', 'am'],
    ['AMH', 'am'],
    ['khm', 'km'],
    ['zh_cn', 'zh'],
    ['zh-CN', 'zh'],
    ['zh-Hans', 'zh'],
    ['zh-Hant-TW', 'zh'],
    ['cmn', 'zh'],
    ['pt-BR', 'pt'],
    ['es-419', 'es'],
    ['iw', 'he'],
    ['swh', 'sw'],
  ])('%s is %s', (code, expected) => {
    expect(normaliseLanguage(code)).toBe(expected);
  });

  it.each(['', 'xx', 'klingon', 'data-am', 'en-train', '12', 'e'])('does not know “%s”', (code) => {
    expect(normaliseLanguage(code)).toBeNull();
  });

  it('keeps the code of a language that was not determined', () => {
    expect(normaliseLanguage('und')).toBe('und');
    expect(normaliseLanguage('und-Latn')).toBe('und');
    expect(languageInfo('und')).toMatchObject({ name: 'Not known', ownName: 'Not known', direction: 'ltr' });
    expect(LANGUAGE_ORDER).not.toContain('und');
    expect(['und', 'zz', 'ko', 'am'].sort(compareLanguages)).toEqual(['am', 'ko', 'zz', 'und']);
  });

  it('leaves every code of the table as it is', () => {
    expect(LANGUAGE_ORDER.map(normaliseLanguage)).toEqual(LANGUAGE_ORDER);
  });
});

describe('the table of languages', () => {
  it('holds at least 60 languages, each once and with its names', () => {
    expect(LANGUAGE_ORDER.length).toBeGreaterThanOrEqual(60);
    expect(new Set(LANGUAGE_ORDER).size).toBe(LANGUAGE_ORDER.length);
    for (const code of LANGUAGE_ORDER) {
      const { name, ownName } = languageInfo(code);
      expect(name, code).toMatch(/^[A-Z]/);
      expect(ownName, code).not.toBe('');
    }
  });

  it('writes own names in the script it states', () => {
    for (const code of LANGUAGE_ORDER) {
      const { ownName, script } = languageInfo(code);
      const letters = script === 'Kana' ? 'Han' : script;
      expect(ownName, code).toMatch(new RegExp(`\\p{Script=${letters}}`, 'u'));
    }
  });

  it('runs from right to left where the script does', () => {
    expect(languageInfo('ar').direction).toBe('rtl');
    expect(languageInfo('he').direction).toBe('rtl');
    expect(languageInfo('am').direction).toBe('ltr');
  });

  it('orders languages by script, unknown ones last', () => {
    expect(['zz', 'zh', 'en', 'am', 'aa', 'km'].sort(compareLanguages)).toEqual([
      'am',
      'km',
      'en',
      'zh',
      'aa',
      'zz',
    ]);
  });
});
