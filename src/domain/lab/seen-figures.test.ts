import { describe, expect, it } from 'vitest';
import { biasReport } from '../bias/bias-report.ts';
import { buildTable } from '../metrics/build-table.ts';
import { SETTINGS } from '../metrics/figures.ts';
import { figuresOf } from '../metrics/settings.ts';
import { seenFigures } from './seen-figures.ts';

const table = buildTable({ de: 5, en: 5, es: 5 }, [
  { lang: 'de', relevant: [['de', 2, 1]] },
  { lang: 'en', relevant: [['en', 4, 2]] },
  { lang: 'es', relevant: [['es', 5, 5]] },
]);
const report = {
  figures: figuresOf(table, ['mAP', 'R@10'], SETTINGS),
  bias: biasReport(table, 10),
  ...{ queries: 3, passages: 15, fused: null, noResults: 0 },
};

describe('seenFigures', () => {
  it('means mAP over the languages that were trained on, and over the others', () => {
    const { seen, unseen } = seenFigures(report, ['de', 'es', 'fr']);
    expect(seen?.languages).toEqual(['de', 'es']);
    expect(seen?.mono).toBeCloseTo((1 + 1 / 5) / 2);
    expect(seen?.multi).toBeCloseTo((1 / 2 + 1 / 5) / 2);
    expect(unseen).toEqual({ languages: ['en'], mono: 1 / 2, multi: 1 / 4 });
  });

  it('takes all languages as seen where none are named', () => {
    expect(seenFigures(report, [])).toMatchObject({ seen: { languages: ['de', 'en', 'es'] }, unseen: null });
  });
});
