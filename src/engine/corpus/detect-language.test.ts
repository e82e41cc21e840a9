import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LanguageCode } from '../../domain/corpus/types.ts';
import { LANGUAGE_ORDER } from '../../domain/text/languages.ts';
import { createLanguageDetector } from './detect-language.ts';

const SENTENCES: readonly (readonly [lang: LanguageCode, text: string])[] = [
  ['am', 'ቤተ መጻሕፍቱ ዛሬ ከሰዓት በኋላ ክፍት ነው።'],
  ['ti', 'ኣብዚ ከተማ ብዙሓት ሰባት ኣለዉ፣ ኩሎም ድማ ትግርኛ ይዛረቡ።'],
  ['km', 'បណ្ណាល័យបើកនៅពេលរសៀលថ្ងៃនេះ។'],
  ['th', 'ห้องสมุดเปิดในช่วงบ่ายวันนี้'],
  ['el', 'Η βιβλιοθήκη είναι ανοιχτή σήμερα το απόγευμα.'],
  ['zh', '图书馆今天下午开放，请带上借书证。'],
  ['ja', '図書館は今日の午後に開いています。'],
  ['ko', '도서관은 오늘 오후에 문을 엽니다.'],
  ['hi', 'पुस्तकालय आज दोपहर के बाद खुला रहेगा।'],
  ['mr', 'ग्रंथालय आज दुपारी उघडे आहे आणि सगळ्यांना येता येईल.'],
  ['ar', 'المكتبة مفتوحة بعد ظهر اليوم لجميع الطلاب.'],
  ['fa', 'کتابخانه امروز بعد از ظهر برای همه دانشجویان باز است.'],
  ['ur', 'لائبریری آج سہ پہر سب طلبہ کے لیے کھلی ہے۔'],
  ['ru', 'Библиотека открыта сегодня днём для всех студентов.'],
  ['uk', 'Бібліотека сьогодні відчинена для всіх студентів.'],
  ['bg', 'Библиотеката днес следобед е отворена за всички студенти.'],
  ['kk', 'Кітапхана бүгін түстен кейін барлық студенттерге ашық болады, қош келдіңіздер.'],
  ['en', 'The library is open this afternoon for every student.'],
  ['de', 'Die Bibliothek ist heute Nachmittag für alle geöffnet.'],
  ['fr', 'La bibliothèque est ouverte cet après-midi à tous les étudiants.'],
  ['es', 'La biblioteca está abierta esta tarde para todos los estudiantes.'],
  ['pt', 'A biblioteca está aberta hoje à tarde, mas não aos domingos.'],
  ['it', 'La biblioteca è aperta oggi pomeriggio per tutti gli studenti.'],
  ['nl', 'De bibliotheek is vanmiddag open voor alle studenten.'],
  ['pl', 'Biblioteka jest dziś po południu otwarta dla wszystkich studentów.'],
  ['sv', 'Biblioteket är öppet i eftermiddag för alla studenter.'],
  ['fi', 'Kirjasto on tänään iltapäivällä auki kaikille opiskelijoille.'],
  ['tr', 'Kütüphane bugün öğleden sonra bütün öğrencilere açık.'],
  ['vi', 'Thư viện mở cửa chiều nay cho tất cả sinh viên.'],
  ['sw', 'Maktaba iko wazi leo mchana kwa wanafunzi wote wa chuo hiki.'],
  ['yo', 'Ilé ìkàwé náà ṣí sílẹ̀ ní ọ̀sán yìí fún gbogbo akẹ́kọ̀ọ́.'],
];

describe('the language detector', async () => {
  const detect = await createLanguageDetector();

  it('knows the languages of at least nine in ten sentences', () => {
    const wrong = SENTENCES.filter(([lang, text]) => detect(text) !== lang).map(
      ([lang, text]) => `${lang} taken for ${detect(text)}`,
    );
    expect(wrong.length, wrong.join(', ')).toBeLessThanOrEqual(SENTENCES.length / 10);
  });

  it.each(['', '   ', '12.5 %', 'OK', 'A. Lee', '🙂🙂', '42 → 43'])('does not guess for “%s”', (text) => {
    expect(detect(text)).toBe('und');
  });

  it('looks at the beginning of a long text', () => {
    expect(detect('La biblioteca está abierta esta tarde. '.repeat(100_000))).toBe('es');
  });

  it('answers any text with a code that Crosslens knows, or und', () => {
    const codes = new Set([...LANGUAGE_ORDER, 'und']);
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => codes.has(detect(text))));
  });
});
