import type { RegimePreset } from '../domain/regimes/family.ts';
import type { EncoderEntry } from '../protocol/manifest.ts';
import type { ArmSpec } from './view-state.ts';

/** Arms for the encoders of the preset; one that is open already keeps its device. */
export function presetArms(
  { encoders }: Pick<RegimePreset<EncoderEntry>, 'encoders'>,
  open: readonly ArmSpec[],
): readonly ArmSpec[] {
  return encoders.map(({ id }) => open.find((arm) => arm.id === id) ?? { id, device: 'auto' });
}

/** Whether exactly the encoders of the preset are open, in its order. */
export function isOpenPreset(
  { encoders }: Pick<RegimePreset<EncoderEntry>, 'encoders'>,
  open: readonly ArmSpec[],
): boolean {
  return open.length === encoders.length && open.every(({ id }, place) => id === encoders[place]?.id);
}
