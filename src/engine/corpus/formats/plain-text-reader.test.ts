import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, openForTest, sampleOf } from '../../../testing/collect-rows.ts';
import { plainTextReader } from './plain-text-reader.ts';
import { sentencesIn } from './sentences-in.ts';

const MARKDOWN = `---
title: Not shown
---
# Rivers of *Ethiopia*

The [Abay](https://example.org/abay "the river") begins at
Lake **Tana**. It is long![^1]

Second paragraph with \`a_b_c\` and <https://example.org>.

\`\`\`js
const a = 1;

// # no heading
\`\`\`

Sources
-------

| River | Length |
|-------|--------|
| Abay  | 1,450  |

- first item
  goes on
- second ![map](map.png) item

[ref]: https://example.org

### Deep

<!-- left
out -->
> Quoted
> words.
# Next
End`;

async function read(name: string, text: string, characters?: number): ReturnType<typeof collect> {
  const format = name.endsWith('.md') ? 'markdown' : 'text';
  return collect(plainTextReader, openForTest(name, text), {
    format,
    splitting: characters === undefined ? null : { characters },
  });
}

describe('plain text', () => {
  it('becomes passages at blank lines, and lines that were wrapped are put together', async () => {
    const { passages, notes } = await read(
      'a.txt',
      'One line\nand its end.\nA sentence.\n\n\n  Two.\n中文没有\n空格。\n',
    );
    expect(passages).toEqual([
      { id: 'a.txt#1', lang: 'und', text: 'One line and its end.\nA sentence.', where: 'line 1' },
      { id: 'a.txt#2', lang: 'und', text: 'Two.\n中文没有空格。', where: 'line 6' },
    ]);
    expect(notes).toEqual([
      '2 paragraphs became 2 passages of at most 800 characters or one sentence; 0 paragraphs longer than that were cut between sentences.',
    ]);
  });

  it('is cut between sentences where a paragraph is longer', async () => {
    const { passages } = await read('a.txt', 'ይህ አንድ ነው። ይህ ሁለት ነው። ይህ ሦስት ነው።', 26);
    expect(passages.map(({ text }) => text)).toEqual(['ይህ አንድ ነው። ይህ ሁለት ነው።', 'ይህ ሦስት ነው።']);
  });

  it('keeps a sentence whole, up to twice the length, and then cuts it at spaces', async () => {
    const { passages } = await read('a.txt', `${'word '.repeat(9)}end. ${'Far '.repeat(20)}end.`, 40);
    expect(passages.map(({ text }) => text)).toEqual([
      'word word word word word word word word word end.',
      'Far Far Far Far Far Far Far Far Far Far',
      'Far Far Far Far Far Far Far Far Far Far end.',
    ]);
  });

  it('holds no more than a block of a text without blank lines or sentences', async () => {
    const { passages } = await read('a.txt', 'ກຂຄ'.repeat(100_000), 500);
    expect(passages.every(({ text }) => text.length <= 1_000)).toBe(true);
    expect(passages.map(({ text }) => text).join('')).toHaveLength(300_000);
  });

  it('is taken for text by its name, or for want of anything else', () => {
    expect(plainTextReader.detect(sampleOf('a.txt', 'x'))).toMatchObject({ format: 'text', sure: true });
    expect(plainTextReader.detect(sampleOf('README', 'x'))).toMatchObject({ format: 'text', sure: false });
    expect(plainTextReader.detect(sampleOf('a.md', '# x'))).toMatchObject({ format: 'markdown', sure: true });
    expect(plainTextReader.detect(sampleOf('a.html', '<!DOCTYPE html>'))).toBeNull();
    expect(plainTextReader.detect(sampleOf('a.json', '{"a":'))).toBeNull();
    expect(plainTextReader.detect(sampleOf('a', new Uint8Array(4)))).toBeNull();
  });

  it('loses no letter and goes over no limit', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ល', '។', '.', ' ', '\n', '🙂', '中', 'word ') });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 30 }), async (content, characters) => {
        const { passages } = await read('a.txt', content, characters);
        expect(
          passages
            .map((passage) => passage.text)
            .join('')
            .replace(/\s/g, ''),
        ).toBe(content.replace(/\s/g, ''));
        for (const passage of passages) {
          expect(passage.text).toBe(passage.text.trim());
          expect(passage.text.length).toBeLessThanOrEqual(2 * characters + 1);
          expect(passage.text).not.toMatch(/\p{Surrogate}/u);
        }
      }),
    );
  });

  it('has the same sentences whether it is looked at whole or in pieces', () => {
    const text = 'One sentence. And another one? '.repeat(2_000);
    expect([...sentencesIn('en')(text)]).toEqual(
      Array.from({ length: 4_000 }, (_, i) => (i % 2 === 0 ? 'One sentence. ' : 'And another one? ')),
    );
  });
});

describe('Markdown', () => {
  it('has headings as titles, links as their text, and code and tables as they are', async () => {
    const { passages, notes } = await read('a.md', MARKDOWN);
    expect(passages.map(({ title, text, where }) => [where, title, text])).toEqual([
      ['line 6', 'Rivers of Ethiopia', 'The Abay begins at Lake Tana. It is long![^1]'],
      ['line 9', 'Rivers of Ethiopia', 'Second paragraph with `a_b_c` and https://example.org.'],
      ['line 11', 'Rivers of Ethiopia', '```js\nconst a = 1;\n\n// # no heading\n```'],
      [
        'line 20',
        'Rivers of Ethiopia › Sources',
        '| River | Length |\n|-------|--------|\n| Abay  | 1,450  |',
      ],
      ['line 24', 'Rivers of Ethiopia › Sources', '- first item goes on\n- second map item'],
      ['line 34', 'Rivers of Ethiopia › Sources › Deep', 'Quoted words.'],
      ['line 37', 'Next', 'End'],
    ]);
    expect(notes[0]).toBe('The front matter was left out.');
  });

  it('reads any text', async () => {
    const text = fc.string({
      unit: fc.constantFrom(
        'a',
        '#',
        '-',
        '=',
        '`',
        '~',
        '|',
        '\n',
        ' ',
        '[',
        ']',
        '(',
        ')',
        '<',
        '!',
        '*',
        '>',
        '_',
      ),
      maxLength: 200,
    });
    await fc.assert(
      fc.asyncProperty(text, async (content) => {
        const { passages } = await read('a.md', content, 20);
        expect(passages.every((passage) => passage.text.trim() !== '')).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
