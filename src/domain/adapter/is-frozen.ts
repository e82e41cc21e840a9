import type { Adapter, AppliesTo, Side } from './adapter.ts';

/** Whether a step changes texts of a side. */
export function touches(step: { readonly to: AppliesTo }, side: Side): boolean {
  return step.to === 'both' || step.to === side;
}

/** Whether an adapter leaves a side's vectors as the encoder gave them, so that nothing has to be computed for it. */
export function isFrozen({ steps }: Adapter, side: Side): boolean {
  return !steps.some((step) => touches(step, side));
}
