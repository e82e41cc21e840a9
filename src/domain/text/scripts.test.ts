import { describe, expect, it } from 'vitest';
import { guessLanguage, majorityScript, scriptOf } from './scripts.ts';

describe('scriptOf', () => {
  it.each([
    ['a', 'Latin'],
    ['ế', 'Latin'],
    ['አ', 'Ethiopic'],
    ['្', 'Khmer'],
    ['中', 'Han'],
    ['ー', 'Kana'],
    ['𠮷', 'Han'],
    ['7', null],
    ['។', null],
    [' ', null],
    ['\u0301', null],
  ])('%s', (letter, script) => {
    expect(scriptOf(letter.codePointAt(0) ?? 0)).toBe(script);
  });
});

describe('guessLanguage', () => {
  it.each([
    ['የኢትዮጵያ ዋና ከተማ', 'am'],
    ['ប្រាសាទអង្គរវត្ត', 'km'],
    ['عاصمة', 'ar'],
    ['กรุงเทพ', 'th'],
    ['राजधानी', 'hi'],
    ['Αθήνα', 'el'],
    ['столица', 'ru'],
    ['首都', 'zh'],
    ['日本国の首都', 'ja'],
    ['서울', 'ko'],
    ['capital', null],
    ['2026', null],
    ['', null],
  ])('%s', (text, lang) => {
    expect(guessLanguage(text)).toBe(lang);
  });

  it('goes by the majority', () => {
    expect(majorityScript('USA ኢትዮጵያ')).toBe('Ethiopic');
  });
});
