import { describe, expect, it } from 'vitest';
import { toJson } from './to-json.ts';

describe('toJson', () => {
  it('has title, notes, columns and one full record a row, with null for no value', () => {
    const json = toJson({
      title: 'Share of the top 10',
      columns: [
        { key: 'query', label: 'query', kind: 'text' },
        { key: 'A share', label: 'share', group: 'A hybrid', kind: 'percent' },
      ],
      rows: [{ query: 'አማርኛ', 'A share': 1 / 3 }, { query: 'km' }],
      summary: [{ query: 'mean', 'A share': 0 }],
      notes: ['All languages in one pool.'],
    });
    expect(JSON.parse(json)).toEqual({
      title: 'Share of the top 10',
      notes: ['All languages in one pool.'],
      columns: [
        { key: 'query', label: 'query', kind: 'text' },
        { key: 'A share', label: 'A hybrid share', kind: 'fraction' },
      ],
      rows: [
        { query: 'አማርኛ', 'A share': 1 / 3 },
        { query: 'km', 'A share': null },
      ],
      summary: [{ query: 'mean', 'A share': 0 }],
    });
    expect(json).toContain('0.3333333333333333');
  });

  it('refuses what JSON would write as null without saying so', () => {
    const columns = [{ key: 'x', label: 'x', kind: 'number' as const }];
    expect(() => toJson({ title: '', columns, rows: [{ x: Infinity }], notes: [] })).toThrow(/x is Infinity/);
  });
});
