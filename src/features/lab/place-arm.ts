import type { ArmSpec } from '../../client/view-state.ts';
import { MAX_ARMS } from '../../client/view-state.ts';

/** Where an arm stands among those on the screen, or whether there is room for it. */
export type Standing =
  { readonly kind: 'stands'; readonly place: number } | { readonly kind: 'room' } | { readonly kind: 'full' };

export function standing(arms: readonly ArmSpec[], id: string): Standing {
  const place = arms.findIndex((arm) => arm.id === id);
  if (place >= 0) return { kind: 'stands', place };
  return { kind: arms.length < MAX_ARMS ? 'room' : 'full' };
}

/** The list with the arm at its end, or in another's place. An arm that stands already stays where it is. */
export function putBeside(arms: readonly ArmSpec[], id: string, replace: number | null): readonly ArmSpec[] {
  const { kind } = standing(arms, id);
  const spec: ArmSpec = { id, device: 'auto' };
  if (kind === 'stands') return arms;
  if (replace !== null) return arms.map((arm, place) => (place === replace ? spec : arm));
  return kind === 'room' ? [...arms, spec] : arms;
}
