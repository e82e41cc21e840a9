import { describe, expect, it } from 'vitest';
import { languagesFromFileName } from './language-from-file-name.ts';
import { languageFromScript } from './language-from-script.ts';

describe('languagesFromFileName', () => {
  it.each([
    ['el.json', 'el'],
    ['xquad.ro.json', 'ro'],
    ['mlqa-am.json', 'am'],
    ['train_data.am.json', 'am'],
    ['am_train.json', 'am'],
    ['amh.json', 'am'],
    ['mkqa-zh_cn.jsonl', 'zh'],
    ['squad.pt_BR.json', 'pt'],
    ['squad.pt-br.json', 'pt'],
    ['squad-zh-Hans.json', 'zh'],
    ['translate.train.en-ar.json', 'ar'],
    ['de/xquad.en.json', 'en'],
  ])('%s: %s', (name, lang) => {
    expect(languagesFromFileName(name)).toEqual({ passages: lang, queries: lang });
  });

  it('takes both sides from a name of MLQA’s kind', () => {
    expect(languagesFromFileName('test-context-ar-question-en.json')).toEqual({
      passages: 'ar',
      queries: 'en',
    });
  });

  it.each(['train_data.json', 'hund_und_katze.json', 'dev_data.json', 'questions.json', '1.json'])(
    'finds none in %s',
    (name) => {
      expect(languagesFromFileName(name)).toBeNull();
    },
  );

  it('does not take it from the folder', () => {
    expect(languagesFromFileName('de/questions.json')).toBeNull();
  });
});

describe('languageFromScript', () => {
  it.each([
    ['ቢል ክሊንተን መቼ ተወለደ? (1946)', 'am'],
    ['តើអ្នកណាច្រៀង Instagram', 'km'],
    ['ประเทศไทย', 'th'],
    ['日本は東アジアにある国です', 'ja'],
    ['中国位于东亚', 'zh'],
    ['दिल्ली भारत की राजधानी है', 'hi'],
    ['서울은 대한민국의 수도이다', 'ko'],
  ])('%s: %s', (text, lang) => {
    expect(languageFromScript(text)?.lang).toBe(lang);
  });

  it.each(['Paris is in France', 'Москва', 'القاهرة', '1234', ''])('does not guess for “%s”', (text) => {
    expect(languageFromScript(text)).toBeNull();
  });
});
