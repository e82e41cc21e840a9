import type { EncoderProfile } from '../../protocol/encoder.ts';
import { isOwnId } from '../../protocol/encoder.ts';
import type { SessionState } from './session-state.ts';

/** An encoder by its id, whether it ships or is the person's own; `null` where it is not here. */
export function findEncoder(
  { manifest, encoders }: Pick<SessionState, 'manifest' | 'encoders'>,
  id: string,
): EncoderProfile | null {
  const shipped = manifest?.encoders.find((entry) => entry.id === id);
  return shipped ?? encoders.find((own) => own.id === id)?.profile ?? null;
}

/** The encoder of the person's own that an arm stands on, by its id; `null` where it stands on none. */
export function ownEncoderOf(
  { id }: { readonly id: string },
  labArms: SessionState['labArms'],
): string | null {
  const encoder = labArms.find((arm) => arm.id === id)?.summary.encoder.id ?? id;
  return isOwnId(encoder) ? encoder : null;
}
