import type { AdapterStep, ByLanguage } from './adapter.ts';

/** Whether every number that the steps hold is finite. */
export function finiteSteps(steps: readonly AdapterStep[]): boolean {
  return steps.every((step) => tensorsOf(step).every((tensor) => tensor.every(Number.isFinite)));
}

function tensorsOf(step: AdapterStep): readonly Float32Array[] {
  switch (step.kind) {
    case 'unit-length':
      return [];
    case 'shift':
      return known(step.offsets);
    case 'project-out':
      return known(step.bases).map(({ data }) => data);
    case 'linear':
      return step.bias === null ? [step.weight.data] : [step.weight.data, step.bias];
    case 'low-rank':
      return [step.down.data, step.up.data];
    case 'hidden':
      return [step.inner.data, step.bias, step.outer.data];
  }
}

function known<T>({ languages, otherwise }: ByLanguage<T>): T[] {
  return [...Object.values(languages), ...(otherwise === null ? [] : [otherwise])];
}
