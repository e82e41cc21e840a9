import { describe, expect, it } from 'vitest';
import { buildTable } from '../metrics/build-table.ts';
import { peerFigure } from './peer-figure.ts';

describe('peerFigure', () => {
  it('refuses one relevant passage for each language: it would be constant', () => {
    const table = buildTable({ am: 5, en: 5 }, [
      {
        lang: 'am',
        relevant: [
          ['am', 1, 1],
          ['en', 2, 1],
        ],
        top: ['am', 'en', 'am'],
      },
    ]);
    expect(peerFigure(table, 3, 1)).toEqual({ kind: 'refused', reason: 'one-passage-per-language' });
  });

  it('compares several relevant passages by language (vector aaabbb of the papers)', () => {
    const table = buildTable(
      { aa: 9, bb: 9 },
      [
        {
          lang: 'aa',
          relevant: [
            ['aa', 1, 1],
            ['aa', 2, 2],
            ['aa', 3, 3],
            ['bb', 4, 1],
            ['bb', 5, 2],
            ['bb', 6, 3],
          ],
          top: ['aa', 'aa', 'aa', 'bb', 'bb', 'bb'],
        },
      ],
      6,
    );
    const figure = peerFigure(table, 6, 1);
    expect(figure.kind === 'value' ? figure.mean : NaN).toBeCloseTo(0.04953461343642649, 10);
  });

  it('compares what is not relevant among the top k', () => {
    const table = buildTable(
      { aa: 9, bb: 9 },
      [{ lang: 'aa', relevant: [['aa', 7, 7]], top: ['aa', 'bb', 'aa', 'bb', 'aa', 'bb'] }],
      6,
    );
    const figure = peerFigure(table, 6, 0);
    expect(figure.kind === 'value' ? figure.mean : NaN).toBeCloseTo(0.5126907602619235, 10);
  });
});
