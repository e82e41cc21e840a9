import type { ArmSpec } from '../../client/view-state.ts';
import { MAX_ARMS } from '../../client/view-state.ts';

/** Changes to the list of arms. Each returns the same list when there is nothing to change. */

export function addArm(arms: readonly ArmSpec[], id: string): readonly ArmSpec[] {
  return arms.length >= MAX_ARMS ? arms : [...arms, { id, device: 'auto' }];
}

/** The last arm stays: there is always something to look at. */
export function removeArm(arms: readonly ArmSpec[], place: number): readonly ArmSpec[] {
  return arms.length <= 1 ? arms : arms.filter((_, index) => index !== place);
}

/** Swaps an arm with its neighbour. @param by −1 to the left, 1 to the right */
export function moveArm(arms: readonly ArmSpec[], place: number, by: -1 | 1): readonly ArmSpec[] {
  const [moved, other] = [arms[place], arms[place + by]];
  if (moved === undefined || other === undefined) return arms;
  return arms.map((arm, index) => (index === place ? other : index === place + by ? moved : arm));
}

export function placeArm(
  arms: readonly ArmSpec[],
  place: number,
  device: ArmSpec['device'],
): readonly ArmSpec[] {
  return arms.map((arm, index) => (index === place ? { ...arm, device } : arm));
}
