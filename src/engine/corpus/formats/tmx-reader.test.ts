import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, openForTest, sampleOf } from '../../../testing/collect-rows.ts';
import { FileRefused } from './format-reader.ts';
import { tmxReader } from './tmx-reader.ts';

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="en"/><body>
`;

function unit(...texts: readonly (readonly [lang: string, seg: string])[]): string {
  const tuvs = texts.map(([lang, seg]) => `<tuv xml:lang="${lang}"><seg>${seg}</seg></tuv>`);
  return `<tu>${tuvs.join('\n')}</tu>\n`;
}

const END = '</body></tmx>';

describe('TMX', () => {
  it('gives each unit as parallel passages, and each text as a query for the others', async () => {
    const tmx = HEAD + unit(['en-GB', 'Good morning &amp; welcome'], ['AM', 'እንደምን አደሩ'], ['km', '']) + END;
    const { passages, queries, notes } = await collect(
      tmxReader,
      openForTest('a.tmx', tmx, { cuts: [60, 130, 131] }),
    );
    expect(passages).toEqual([
      { id: 'a.tmx#1.en', lang: 'en', text: 'Good morning & welcome', group: 'a.tmx#1', where: 'line 4' },
      { id: 'a.tmx#1.am', lang: 'am', text: 'እንደምን አደሩ', group: 'a.tmx#1', where: 'line 4' },
    ]);
    expect(queries).toEqual([
      {
        id: 'a.tmx#1.en',
        lang: 'en',
        text: 'Good morning & welcome',
        relevant: ['a.tmx#1.am'],
        rejected: ['a.tmx#1.en'],
        where: 'line 4',
      },
      {
        id: 'a.tmx#1.am',
        lang: 'am',
        text: 'እንደምን አደሩ',
        relevant: ['a.tmx#1.en'],
        rejected: ['a.tmx#1.am'],
        where: 'line 4',
      },
    ]);
    expect(notes).toHaveLength(1);
  });

  it('leaves out markup of other programs, and keeps the text within marks', async () => {
    const seg =
      'Press <bpt i="1">&lt;b><sub>a note</sub></bpt>Start<ept i="1">&lt;/b></ept> <ph x="2"/>or <hi>leave</hi> <![CDATA[<now>]]>\n  at once<it pos="begin">{</it>.';
    const { passages } = await collect(tmxReader, openForTest('a.tmx', HEAD + unit(['en', seg]) + END));
    expect(passages.map(({ text }) => text)).toEqual(['Press Start or leave <now> at once.']);
  });

  it('tells two texts in one language apart, and says what it leaves out', async () => {
    const tmx = HEAD + unit(['en', 'One'], ['en', 'Uno'], ['xx', 'X']) + unit(['', 'none']) + END;
    const { passages, queries, skipped } = await collect(tmxReader, openForTest('a.tmx', tmx));
    expect(passages.map(({ id }) => id)).toEqual(['a.tmx#1.en', 'a.tmx#1.en.2']);
    expect(queries).toEqual([]);
    expect(skipped.map(({ where }) => where)).toEqual(['line 4', 'line 7', 'line 7']);
    expect(skipped[0]?.reason).toBe('“xx” is not a language that Crosslens knows; its text was left out.');
  });

  it('names the line on which the XML is malformed, and keeps what stands before it', async () => {
    const broken = `${HEAD}${unit(['en', 'One'])}<tu><tuv xml:lang="en"><seg>a & b</seg></tuv></tu>${END}`;
    const { passages, skipped } = await collect(tmxReader, openForTest('a.tmx', broken));
    expect(passages).toHaveLength(1);
    expect(skipped).toHaveLength(1);
    expect(skipped[0]?.where).toBe('line 5');
    expect(skipped[0]?.reason).toContain('The rest of the file was left out.');
    await expect(collect(tmxReader, openForTest('a.tmx', '<tmx>\n<body></tmx>'))).rejects.toThrow(
      'at line 2',
    );
    const cut = await collect(tmxReader, openForTest('a.tmx', HEAD + unit(['en', 'One'])));
    expect(cut.skipped[0]?.reason).toContain('unclosed tag');
  });

  it('expands no entities of a document’s own', async () => {
    const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join(
      '\n',
    );
    const bomb = `<!DOCTYPE tmx [<!ENTITY l0 "lol">${laughs}]>\n<tmx><body>${unit(['en', '&l9;'])}${END}`;
    const { passages, skipped } = await collect(tmxReader, openForTest('a.tmx', bomb));
    expect(passages).toEqual([]);
    expect(skipped[0]?.reason).toContain('undefined entity');
    const outside = `<!DOCTYPE tmx [<!ENTITY e SYSTEM "file:///etc/passwd">]><tmx><body>${unit(['en', '&e;'])}${END}`;
    expect((await collect(tmxReader, openForTest('a.tmx', outside))).passages).toEqual([]);
  });

  it('is bounded in depth and in the length of a text', async () => {
    const deep = `<tmx>${'<a>'.repeat(100)}`;
    await expect(collect(tmxReader, openForTest('a.tmx', deep))).rejects.toThrow('too deeply');
    const cuts = Array.from({ length: 100 }, (_, i) => i * 100_000);
    const endless = `<tmx><!-- ${'x'.repeat(9_000_000)}`;
    await expect(collect(tmxReader, openForTest('a.tmx', endless, { cuts }))).rejects.toThrow('does not end');
  });

  it('is recognised by its root', () => {
    expect(tmxReader.detect(sampleOf('memory.xml', HEAD))).toMatchObject({ format: 'tmx', sure: true });
    expect(tmxReader.detect(sampleOf('a.xml', '<?xml version="1.0"?><rss>'))).toBeNull();
    expect(tmxReader.detect(sampleOf('a.md', 'About <tmx> files'))).toBeNull();
  });

  it('gives back any texts that were written, however they are cut', async () => {
    const text = fc
      .string({ unit: fc.constantFrom('a', 'ል', '<', '&', '>', '"', "'", ' b', '🙂', ']]>') })
      .filter((s) => s.trim() !== '');
    const escape = (s: string): string =>
      s.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(text, text), { minLength: 1 }),
        fc.array(fc.nat()),
        async (pairs, cuts) => {
          const units = pairs.map(([en, am]) => unit(['en', escape(en)], ['am', escape(am)]));
          const { passages, skipped } = await collect(
            tmxReader,
            openForTest('a.tmx', HEAD + units.join('') + END, { cuts }),
          );
          expect(skipped).toEqual([]);
          const written = pairs.flat().map((s) => s.replace(/\s+/g, ' ').trim());
          expect(passages.map((passage) => passage.text)).toEqual(written);
        },
      ),
    );
  });

  it('refuses a text, or reads it, and never fails in another way', async () => {
    const parts = fc.constantFrom(
      '<tmx>',
      '</tmx>',
      '<tu>',
      '</tu>',
      '<tuv xml:lang="en">',
      '</tuv>',
      '<seg>',
      '</seg>',
      'a',
      '&',
      '<',
      '>',
      '<ph>',
      '</ph>',
      '<![CDATA[',
      ']]>',
      '<!DOCTYPE',
      '\n',
      '\0',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(parts), async (list) => {
        try {
          await collect(tmxReader, openForTest('a.tmx', list.join('')));
        } catch (error) {
          expect(error).toBeInstanceOf(FileRefused);
        }
      }),
      { numRuns: 500 },
    );
  });
});
