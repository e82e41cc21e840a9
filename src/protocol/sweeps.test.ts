import { describe, expect, it } from 'vitest';
import { parseSweeps } from './sweeps.ts';

const figures = { mono: 0.5, cross: 0.2, multi: 0.1, rankDistance: 7000 };
const file = {
  version: 1,
  corpus: 'XQuAD-R',
  date: '2026-11-21',
  commit: 'abc1234',
  command: 'python -m crosslens_training sweeps',
  encoder: {
    architecture: 'bag-of-subwords',
    dimensions: 384,
    steps: 1500,
    batchSize: 1024,
    temperature: 0.05,
    seed: 1,
  },
  alpha: [
    { alpha: 0, ...figures },
    { alpha: 1, ...figures },
  ],
  languages: {
    order: ['en', 'am'],
    points: [
      {
        count: 1,
        languages: ['en'],
        seen: { mono: 0.6, cross: null },
        unseen: { mono: 0.4, cross: 0.1 },
        all: figures,
      },
      { count: 2, languages: ['en', 'am'], seen: { mono: 0.6, cross: 0.3 }, unseen: null, all: figures },
    ],
  },
};

describe('parseSweeps', () => {
  it('reads what training writes', () => {
    const { alpha, languages } = parseSweeps(file);
    expect(alpha.map((point) => point.alpha)).toEqual([0, 1]);
    expect(languages.points[1]?.unseen).toBeNull();
  });

  it.each([
    [{ ...file, version: 2 }, 'version'],
    [{ ...file, alpha: [{ alpha: 0.5, ...figures, mono: 61 }] }, 'alpha.0.mono'],
    [{ ...file, alpha: [...file.alpha].reverse() }, 'alpha: each α once'],
    [{ ...file, alpha: [] }, 'alpha'],
    [
      { ...file, languages: { ...file.languages, points: [{ ...file.languages.points[0], count: 3 }] } },
      'languages.points.0.count',
    ],
  ])('names the field at fault', (bad, field) => {
    expect(() => parseSweeps(bad)).toThrow(field);
  });
});
