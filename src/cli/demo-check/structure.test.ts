import { describe, expect, it } from 'vitest';
import type { Corpus } from '../../domain/corpus/types.ts';
import { checkStructure } from './structure.ts';

const SHAPE = { languages: ['en', 'am'], topics: 1, passagesPerTopic: 2, generated: 1 };

const TEXTS: Readonly<Record<string, readonly [string, string]>> = {
  en: ['The lake is wide.', 'The river is long.'],
  am: ['ሐይቁ ሰፊ ነው።', 'ወንዙ ረጅም ነው።'],
};
const ANSWERS: Readonly<Record<string, readonly [string, string]>> = {
  en: ['wide', 'long'],
  am: ['ሰፊ', 'ረጅም'],
};

function demo(): Corpus {
  const rows = ['en', 'am'].flatMap((lang) => [0, 1].map((i) => ({ lang, i, group: `water-${i + 1}` })));
  return {
    name: 'demo',
    passages: rows.map(({ lang, i, group }) => ({
      id: `${lang}-${group}`,
      lang,
      text: TEXTS[lang]![i]!,
      group,
    })),
    queries: rows.map(({ lang, i, group }) => ({
      id: `${lang}-${group}-q`,
      lang,
      text: TEXTS[lang]![i]!,
      relevant: [`${lang}-${group}`],
      group,
      answers: [ANSWERS[lang]![i]!],
    })),
    generated: ['water-1', 'water-2'].map((group, i) => ({
      group,
      queries: { en: [TEXTS['en']![i]!], am: [TEXTS['am']![i]!] },
    })),
  };
}

describe('checkStructure', () => {
  it('finds nothing wrong with a shard that is as promised', () => {
    expect(checkStructure(demo(), SHAPE)).toEqual([]);
  });

  it.each<[string, (corpus: Corpus) => Corpus, RegExp]>([
    [
      'a passage that one language lacks',
      (corpus) => ({ ...corpus, passages: corpus.passages.slice(0, -1) }),
      /passages of am are not those of en/,
    ],
    [
      'an answer that is not in its passage',
      (corpus) => ({ ...corpus, queries: corpus.queries.map((query) => ({ ...query, answers: ['deep'] })) }),
      /"deep", does not stand in its passage/,
    ],
    [
      'a passage in the wrong script',
      (corpus) => ({
        ...corpus,
        passages: corpus.passages.map((passage) => ({
          ...passage,
          text: `wide long ${ANSWERS[passage.lang]!.join(' ')} and much more Latin text than there should ever be in a passage`,
        })),
      }),
      /letters are Ethiopic/,
    ],
    [
      'a missing gold question',
      (corpus) => ({ ...corpus, queries: corpus.queries.slice(1) }),
      /No gold question for en-water-1/,
    ],
    [
      'a language without generated queries',
      (corpus) => ({
        ...corpus,
        generated: corpus.generated.map(({ group, queries }) => ({
          group: group!,
          queries: { en: queries['en']! },
        })),
      }),
      /water-1 has 0 different generated queries in am/,
    ],
    ['too few topics', (corpus) => corpus, /fewer than 2/],
  ])('names %s', (_, spoil, expected) => {
    const shape = expected.source.includes('fewer') ? { ...SHAPE, topics: 2 } : SHAPE;
    expect(checkStructure(spoil(demo()), shape).join('\n')).toMatch(expected);
  });
});
