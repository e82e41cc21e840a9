import type { Matrix } from '../../adapter/adapter.ts';
import type { LabData } from '../lab-data.ts';
import { CannotRun } from '../cannot-run.ts';
import type { FittedControl } from './fitted-control.ts';
import { addSecondMoments } from './second-moments.ts';
import { topEigenvectors } from './top-eigenvectors.ts';
import { trainingRows } from './training-rows.ts';

/**
 * LIR (language information removal): what all texts of a language share says which language they are in, so the top
 * right singular vectors of the language's vectors, which are not centred, are projected out. Queries and passages
 * are taken together. No more directions are taken than one fewer than the language has vectors: as many would leave
 * nothing of them. An unseen language stays as it is.
 * @throws CannotRun when nothing would be left
 */
export function fitSubspace(data: LabData, components: number): FittedControl {
  const d = data.dimensions;
  if (components >= d) {
    throw new CannotRun(
      `Vectors have ${d} dimensions: without ${components} of them nothing is left. Remove fewer components.`,
    );
  }
  const sides = [trainingRows(data, 'passage'), trainingRows(data, 'query')];
  const languages = [...new Set(sides.flatMap(({ byLanguage }) => [...byLanguage.keys()]))].sort();
  const bases: Record<string, Matrix> = {};
  for (const language of languages) {
    const moments = new Float64Array(d * d);
    let count = 0;
    for (const { vectors, byLanguage } of sides) {
      const rows = byLanguage.get(language) ?? [];
      addSecondMoments(moments, vectors, rows, d, null);
      count += rows.length;
    }
    const directions = topEigenvectors(moments, d, Math.min(components, count - 1));
    if (directions.length === 0) continue;
    const basis = new Float32Array(directions.length * d);
    directions.forEach((direction, row) => {
      basis.set(direction, row * d);
    });
    bases[language] = { rows: directions.length, columns: d, data: basis };
  }
  return {
    steps: [
      { kind: 'project-out', to: 'both', bases: { languages: bases, otherwise: null } },
      { kind: 'unit-length', to: 'both' },
    ],
    examples: sides.reduce((sum, { rows }) => sum + rows.length, 0),
  };
}
