import type { EncoderLink } from '../protocol/encoder.ts';
import { isLabId } from '../protocol/lab-arm.ts';
import { linkTo } from './own-encoder.ts';
import { ownEncoderOf } from './session/known-encoders.ts';
import type { SessionState } from './session/session-state.ts';
import type { ArmSpec } from './view-state.ts';

/**
 * The encoders of the person's own that arms stand on, as a link names them.
 * @param links what the address names now: one that the session does not know yet stays as it is
 * @returns `links` itself where nothing changes
 */
export function linksOf(
  arms: readonly ArmSpec[],
  labArms: SessionState['labArms'],
  known: SessionState['encoders'],
  links: readonly EncoderLink[],
): readonly EncoderLink[] {
  const ids = new Set(arms.flatMap((spec) => ownEncoderOf(spec, labArms) ?? []));
  // An arm of the Lab whose file is not here may stand on any of them.
  const unread = arms.some(({ id }) => isLabId(id) && labArms.every((arm) => arm.id !== id));
  if (unread) for (const { id } of links) ids.add(id);
  const next = [...ids].flatMap((id): EncoderLink[] => {
    const own = known.find((encoder) => encoder.id === id && encoder.profile !== null);
    const link = links.find((one) => one.id === id);
    if (own === undefined) return link === undefined ? [] : [link];
    return [linkTo(own)];
  });
  return JSON.stringify(next) === JSON.stringify(links) ? links : next;
}
