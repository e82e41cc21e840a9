import type { TableColumn, TableData } from '../export/table.ts';
import { FIGURE_KEYS, FIGURE_WORDS } from './figures.ts';
import { PUBLISHED_CURVES, PUBLISHED_CURVES_NOTE } from './published.ts';

/** The published curves over α as a table. */
export function publishedTable(): TableData {
  return {
    title: 'Published figures, not measured here',
    columns: [
      { key: 'model', label: 'model', kind: 'text' },
      { key: 'alpha', label: 'α', kind: 'number', digits: 1 },
      ...FIGURE_KEYS.map((key): TableColumn => ({
        key,
        label: FIGURE_WORDS[key],
        kind: 'number',
        digits: key === 'rankDistance' ? 1 : 4,
      })),
    ],
    rows: PUBLISHED_CURVES.flatMap(({ model, points }) => points.map((point) => ({ model, ...point }))),
    notes: [PUBLISHED_CURVES_NOTE],
  };
}
