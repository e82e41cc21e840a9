import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairParallelFiles } from './parallel-files.ts';

describe('pairParallelFiles', () => {
  it.each([
    [['corpus.am-en.am', 'corpus.am-en.en'], 'corpus.am-en', ['am', 'en'], true],
    [['a/tatoeba.khm-eng.khm', 'a/tatoeba.khm-eng.eng'], 'a/tatoeba.khm-eng', ['km', 'en'], true],
    [['x.en.txt', 'x.km.txt', 'x.am.txt'], 'x.txt', ['en', 'km', 'am'], false],
    [['news-en.txt.gz', 'news-sw.txt'], 'news.txt', ['en', 'sw'], false],
    [['wiki.zh_CN', 'wiki.en'], 'wiki', ['zh', 'en'], false],
  ])('%j', (names, stem, languages, named) => {
    expect(pairParallelFiles(names)).toEqual([
      { stem, named, files: names.map((name, i) => ({ name, lang: languages[i] })) },
    ]);
  });

  it.each([
    [['corpus.am-en.am']],
    [['a/x.en', 'b/x.am']],
    [['x.en.txt', 'y.am.txt']],
    [['corpus.am-en.am', 'corpus.am-en.fr']],
    [['readme.md', 'readme.txt']],
    [['x.en', 'x.eng']],
    [['katze.und.txt', 'katze.de.txt']],
  ])('%j: none', (names) => {
    expect(pairParallelFiles(names)).toEqual([]);
  });

  it('takes any names', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'en', 'am', '.', '-', '/', '_', 'txt', '.gz') });
    fc.assert(
      fc.property(fc.array(name), (names) => {
        for (const { files } of pairParallelFiles(names)) {
          expect(new Set(files.map(({ lang }) => lang)).size).toBe(files.length);
          expect(files.length).toBeGreaterThan(1);
        }
      }),
    );
  });
});
