import type { AdapterStep, Side } from '../../adapter/adapter.ts';
import type { LabData } from '../lab-data.ts';
import type { FittedControl } from './fitted-control.ts';
import { meanRow, trainingRows } from './training-rows.ts';

/** Subtracts from every vector the mean of its side and language; of an unseen language, the mean of its side. */
export function fitCentre(data: LabData): FittedControl {
  const d = data.dimensions;
  const fit = (to: Side): { step: AdapterStep | null; examples: number } => {
    const { vectors, rows, byLanguage } = trainingRows(data, to);
    if (rows.length === 0) return { step: null, examples: 0 };
    const means = [...byLanguage].map(([language, own]) => [language, meanRow(vectors, own, d)] as const);
    const offsets = { languages: Object.fromEntries(means), otherwise: meanRow(vectors, rows, d) };
    return { step: { kind: 'shift', to, offsets }, examples: rows.length };
  };
  const sides = [fit('query'), fit('passage')];
  return {
    steps: [...sides.flatMap(({ step }) => step ?? []), { kind: 'unit-length', to: 'both' }],
    examples: sides.reduce((sum, { examples }) => sum + examples, 0),
  };
}
