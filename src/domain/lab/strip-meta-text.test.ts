import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stripMetaText } from './strip-meta-text.ts';

const NILE = 'The Nile flows north. It ends in Egypt.';
const strip = (text: string): string => stripMetaText(text).text;

/** Every passage and generated query of the demo shard. */
const DEMO = new URL('../../../public/demo/', import.meta.url);
const demo = readdirSync(DEMO).flatMap((file) =>
  readFileSync(new URL(file, DEMO), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const row = JSON.parse(line) as {
        text?: string;
        title?: string;
        generated_queries?: Record<string, string[]>;
      };
      const generated = Object.values(row.generated_queries ?? {}).flat();
      return row.text === undefined ? generated : [row.text, `${row.title ?? ''} ${row.text}`];
    }),
);

describe('what is no meta-text', () => {
  it('stays as it is: every text of the demo shard', () => {
    expect(demo.length).toBeGreaterThan(5000);
    for (const text of demo) expect(stripMetaText(text)).toEqual({ text, taken: [] });
  });

  it.each([
    ['a colon', 'Here is what the law says: nobody owns the river.'],
    ['an article of a law', 'Article 5: Everyone has the right to water.'],
    ['an address to readers', 'If you want to cross the river, take the ferry at noon.'],
    ['a yes in the middle', 'Of course, the river floods in summer: the rains begin in June.'],
    ['steps of thought that lead to no label', 'First, let the dough rest. Then bake it.'],
    ['blanks around it', '  The Nile.\n'],
    ['angle brackets', 'In XML <document> is a tag, a < b and b > c.'],
    ['nothing at all', ''],
  ])('stays as it is: %s', (_, text) => {
    expect(stripMetaText(text)).toEqual({ text, taken: [] });
  });
});

describe('English', () => {
  it.each([
    ['an announcement', `Sure, here is a passage that answers the question:\n\n${NILE}`],
    ['one with an exclamation', `Certainly! Here's a short paragraph about the Nile: ${NILE}`],
    ['one without a yes', `Here is a possible passage:\n${NILE}`],
    ['one in bold', `**Here is the passage:**\n\n${NILE}`],
    ['a yes alone', `Sure!\n\n${NILE}`],
    ['a promise', `I'd be happy to help you with that. ${NILE}`],
    ['a label', `Passage: ${NILE}`],
    ['a label in bold', `**Passage:** ${NILE}`],
    ['a heading', `## Hypothetical passage\n${NILE}`],
    ['thoughts', `<think>\nThe user asks about a river.\n</think>\n\n${NILE}`],
    ['thoughts whose begin is in the prompt', `I should write on the Nile.</think>${NILE}`],
    [
      'steps before a label',
      `Step 1: Find the topic.\nStep 2: Write about the Nile.\n\nFinal answer: ${NILE}`,
    ],
    ['the question again', `Question: Where does the Nile flow?\nPassage: ${NILE}`],
    [
      'reasoning before a label',
      `Okay, so the user is asking about a river. I should be brief.\n\n**Passage:**\n${NILE}`,
    ],
    ['a fence', `\`\`\`text\n${NILE}\n\`\`\``],
    ['a fence on one line', `\`\`\`${NILE}\`\`\``],
    ['an offer', `${NILE}\n\nLet me know if you need anything else!`],
    ['two offers', `${NILE} I hope this helps! Feel free to ask for more. 😊`],
    ['a condition with an offer', `${NILE}\nIf you'd like a longer version, just ask.`],
    ['a disclaimer', `${NILE}\n\nNote: this passage is fictional and may contain errors.`],
    ['a word count', `${NILE}\n(Word count: 8)`],
    ['rules around it', `Sure, here is the passage:\n\n---\n\n${NILE}\n\n---\n\nWould you like me to go on?`],
    ['tokens of a chat', `<|im_start|>assistant\n${NILE}<|im_end|>`],
    ['the final channel', `<|channel|>analysis<|message|>Hm.<|end|><|channel|>final<|message|>${NILE}`],
    ['tags around an answer', `<answer>${NILE}</answer>`],
  ])('loses %s', (_, text) => {
    expect(strip(text)).toBe(NILE);
  });

  it('keeps what stands between: numbered passages lose their labels, a title stays', () => {
    expect(strip('Passage 1: The Nile.\nPassage 2: The Omo.')).toBe('The Nile.\nThe Omo.');
    expect(strip(`Title: Nile\nPassage: ${NILE}`)).toBe(`Nile\n${NILE}`);
    expect(strip('Step 1: Wash it.\nStep 2: Roast it.')).toBe('Wash it.\nRoast it.');
  });

  it('loses everything where nothing but meta-text is there', () => {
    expect(strip('<think>I do not know what to write')).toBe('');
    expect(strip("I'm sorry, but I cannot help with that request.")).toBe('');
    expect(strip('As an AI language model, I have no opinions.')).toBe('');
  });

  it('says what it took', () => {
    expect(stripMetaText(`Sure, here is a passage:\n${NILE} I hope this helps!`).taken).toEqual([
      'Sure, here is a passage:',
      'I hope this helps!',
    ]);
  });
});

describe('the demo’s other languages', () => {
  it.each([
    ['am', 'እርግጥ ነው፣ ምንባቡ እነሆ፦\nአባይ ወደ ሰሜን ይፈሳል።', 'አባይ ወደ ሰሜን ይፈሳል።'],
    ['ar', 'بالتأكيد! إليك فقرة عن النيل:\nيجري النيل شمالا. آمل أن يساعدك هذا!', 'يجري النيل شمالا.'],
    [
      'de',
      'Gerne! Hier ist ein kurzer Absatz:\nDer Nil fließt nach Norden. Lassen Sie mich wissen, ob das genügt.',
      'Der Nil fließt nach Norden.',
    ],
    ['el', 'Βεβαίως! Ορίστε ένα απόσπασμα:\nΟ Νείλος ρέει βόρεια.', 'Ο Νείλος ρέει βόρεια.'],
    [
      'es',
      '¡Claro! Aquí tienes un párrafo:\nEl Nilo fluye al norte. Espero que esto te ayude.',
      'El Nilo fluye al norte.',
    ],
    ['hi', 'ज़रूर! यहाँ एक अनुच्छेद है:\nनील उत्तर की ओर बहती है।', 'नील उत्तर की ओर बहती है।'],
    ['km', 'ប្រាកដណាស់! ខាងក្រោមនេះជាអត្ថបទ៖ ទន្លេនីលហូរទៅជើង។', 'ទន្លេនីលហូរទៅជើង។'],
    ['ru', 'Конечно! Вот отрывок:\nНил течёт на север. Надеюсь, это поможет!', 'Нил течёт на север.'],
    ['th', 'แน่นอนครับ นี่คือข้อความ:\nแม่น้ำไนล์ไหลไปทางเหนือ หวังว่าข้อมูลนี้จะเป็นประโยชน์', 'แม่น้ำไนล์ไหลไปทางเหนือ'],
    ['tr', 'Elbette! İşte kısa bir paragraf:\nNil kuzeye akar. Umarım bu yardımcı olur.', 'Nil kuzeye akar.'],
    [
      'vi',
      'Chắc chắn rồi! Dưới đây là một đoạn văn:\nSông Nin chảy về phía bắc. Hy vọng điều này giúp ích cho bạn.',
      'Sông Nin chảy về phía bắc.',
    ],
    ['zh', '当然可以！以下是一段文章：尼罗河向北流。希望这对您有帮助！', '尼罗河向北流。'],
  ])('%s', (_, text, left) => {
    expect(strip(text)).toBe(left);
  });

  it.each(
    Object.entries({
      am: 'ምንባብ፦',
      ar: 'الفقرة:',
      de: 'Absatz:',
      el: 'Απόσπασμα:',
      es: 'Pasaje:',
      hi: 'गद्यांश:',
      km: 'អត្ថបទ៖',
      ru: 'Отрывок:',
      th: 'ข้อความ:',
      tr: 'Pasaj:',
      vi: 'Đoạn văn:',
      zh: '段落：',
    }),
  )('have labels (%s)', (_, label) => {
    expect(stripMetaText(`${label} ${NILE}`)).toEqual({ text: NILE, taken: [label] });
  });
});

describe('whatever it is given', () => {
  const piece = fc.constantFrom(
    ...[
      'Sure! ',
      'Here is a passage: ',
      'Passage: ',
      'Passage 1: ',
      '<think>',
      '</think>',
      '```\n',
      '\n```',
      '\n',
    ],
    ...[
      'Step 1: ',
      'Question: ',
      'I hope this helps!',
      ' Let me know if not.',
      '---\n',
      '**',
      '\nAnswer: ',
      ' ',
    ],
    ...[
      '<|end|>',
      '<|channel|>final<|message|>',
      NILE,
      '当然！',
      '希望这有帮助。',
      'Note: this passage is short.',
      'İ',
    ],
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
    fc.string(),
  );

  it('it gives nothing twice, nothing new, and changes nothing the second time', () => {
    fc.assert(
      fc.property(text, (given) => {
        const { text: left, taken } = stripMetaText(given);
        expect(stripMetaText(left)).toEqual({ text: left, taken: [] });
        expect(isSubsequence(left, given)).toBe(true);
        expect(left.length + taken.join('').length).toBeLessThanOrEqual(given.length);
        if (taken.length === 0) expect(left).toBe(given);
      }),
      { numRuns: 500 },
    );
  });
});

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const character of part) {
    at = whole.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
