import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, openForTest, sourceOf } from '../../../testing/collect-rows.ts';
import { describeWithShared } from '../../../testing/shared-data.ts';
import { readCorpus } from '../read-files.ts';
import { recogniseSources } from '../plan-sources.ts';
import { parallelLinesReader } from './parallel-lines-reader.ts';

const AM = 'ሰላም\n\nደህና ሁን\n';
const EN = 'Hello\nOnly in English\nGoodbye\n';

describe('parallel lines', () => {
  it('give the passages of one file, in groups with those beside it', async () => {
    const file = openForTest('x.am-en.en', EN, { beside: [sourceOf('x.am-en.am', AM)] });
    const { passages, queries, notes } = await collect(parallelLinesReader, file);
    expect(passages).toEqual([
      { id: 'x.am-en.en#1', lang: 'en', text: 'Hello', group: 'x.am-en#1', where: 'line 1' },
      { id: 'x.am-en.en#2', lang: 'en', text: 'Only in English', group: 'x.am-en#2', where: 'line 2' },
      { id: 'x.am-en.en#3', lang: 'en', text: 'Goodbye', group: 'x.am-en#3', where: 'line 3' },
    ]);
    expect(queries.map(({ id, relevant }) => [id, relevant])).toEqual([
      ['x.am-en.en#1', ['x.am-en.am#1']],
      ['x.am-en.en#3', ['x.am-en.am#3']],
    ]);
    expect(notes).toHaveLength(1);
  });

  it('report unequal numbers of lines, and a file that is alone', async () => {
    const uneven = openForTest('x.en', EN, { beside: [sourceOf('x.am', 'ሰላም\n')] });
    expect((await collect(parallelLinesReader, uneven)).notes[0]).toMatch(
      /^It has 3 lines and x.am 1 line: /,
    );
    const longer = openForTest('x.am', 'ሰላም\n', { beside: [sourceOf('x.en', EN)] });
    expect((await collect(parallelLinesReader, longer)).notes[0]).toMatch(
      /^It has 1 line and x.en 3 lines: /,
    );
    const alone = await collect(parallelLinesReader, openForTest('x.en', EN));
    expect([alone.passages.length, alone.queries.length]).toEqual([3, 0]);
    expect(alone.notes).toEqual(['No file that is parallel to it is among those read.']);
  });

  it('are recognised where names and numbers of lines fit, and nowhere else', async () => {
    const formats = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
      const found = await recogniseSources(Object.entries(files).map(([name, text]) => sourceOf(name, text)));
      return found.map((file) =>
        'detected' in file ? `${file.detected.format}${file.detected.sure ? '' : '?'}` : '',
      );
    };
    expect(await formats({ 'x.am-en.am': AM, 'x.am-en.en': EN })).toEqual([
      'parallel-lines',
      'parallel-lines',
    ]);
    expect(await formats({ 'x.am.txt': AM, 'x.en.txt': EN })).toEqual(['parallel-lines?', 'parallel-lines?']);
    expect(await formats({ 'x.am.txt': AM, 'x.en.txt': 'Hello\n' })).toEqual(['text', 'text']);
    expect(await formats({ 'x.am-en.am': AM, 'y.am-en.en': EN })).toEqual(['text?', 'text?']);
  });

  it('become a corpus in which every query finds its translation', async () => {
    const { corpus, report } = await readCorpus('x', [
      sourceOf('x.am-en.am', AM),
      sourceOf('x.am-en.en', EN),
    ]);
    expect(corpus?.passages.map(({ id, lang }) => [id, lang])).toEqual([
      ['x.am-en.am#1', 'am'],
      ['x.am-en.am#3', 'am'],
      ['x.am-en.en#1', 'en'],
      ['x.am-en.en#2', 'en'],
      ['x.am-en.en#3', 'en'],
    ]);
    expect(corpus?.queries).toHaveLength(4);
    expect(report.skipped).toEqual([]);
    expect(report.files.flatMap(({ skipped }) => skipped)).toEqual([]);
  });

  it('give back any lines that were written', async () => {
    const text = fc.stringMatching(/^[a-zል ]{0,8}$/);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1 }), async (pairs) => {
        const [am, en] = [0, 1].map((side) => pairs.map((pair) => `${pair[side] ?? ''}\n`).join(''));
        const file = openForTest('x.am', am ?? '', { beside: [sourceOf('x.en', en ?? '')] });
        // A file that holds nothing is refused before it is read.
        if ((en ?? '').trim() === '' || (am ?? '').trim() === '') return;
        const { passages, queries } = await collect(parallelLinesReader, file);
        expect(passages.map((passage) => passage.text)).toEqual(
          pairs.map(([own]) => own.trim()).filter((own) => own !== ''),
        );
        expect(queries).toHaveLength(pairs.filter((pair) => pair.every((side) => side.trim() !== '')).length);
      }),
    );
  });
});

describeWithShared('Tatoeba’s files', ['data', 'eval', 'tatoeba'], (folder) => {
  it('are read as pairs', async () => {
    const sources = ['amh-eng.amh', 'amh-eng.eng', 'khm-eng.khm', 'khm-eng.eng'].map((part) =>
      sourceOf(`tatoeba.${part}`, new Uint8Array(readFileSync(join(folder, `tatoeba.${part}`)))),
    );
    const { corpus } = await readCorpus('tatoeba', sources);
    expect(corpus?.passages).toHaveLength(2 * (168 + 722));
    expect(corpus?.queries).toHaveLength(2 * (168 + 722));
    expect(new Set(corpus?.queries.map(({ relevant }) => relevant.length))).toEqual(new Set([1]));
  });
});
