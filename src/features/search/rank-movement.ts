import type { ArmLetter } from '../../client/session/session-state.ts';
import type { SearchOutput } from '../../protocol/arm.ts';
import { ordinal } from '../../ui/format.ts';

/** One arm with its answer; `null` while there is none. */
export interface ArmAnswer {
  readonly letter: ArmLetter;
  readonly output: SearchOutput | null;
}

/**
 * Where one arm ranks a passage. `below`: not among the first k, and its rank is not known; `absent`: not retrieved;
 * `waiting`: not found, as long as the arm is still indexing.
 */
export interface PlaceInArm {
  readonly letter: ArmLetter;
  readonly place: number | 'below' | 'absent' | 'waiting';
}

/** Where each arm that has an answer ranks a passage, in the order of the columns. */
export function placesOf(passageId: string, answers: readonly ArmAnswer[]): readonly PlaceInArm[] {
  return answers.flatMap(({ letter, output }): PlaceInArm[] => {
    if (output === null) return [];
    const hit = output.hits.find(({ passage }) => passage.id === passageId);
    if (hit !== undefined) return [{ letter, place: hit.rank }];
    const missed = output.missed.find(({ passage }) => passage.id === passageId);
    if (missed === undefined) return [{ letter, place: 'below' }];
    return [{ letter, place: missed.rank ?? (output.pending > 0 ? 'waiting' : 'absent') }];
  });
}

/** `A 3rd → B 1st → C, D not in the top 10` */
export function movementWords(places: readonly PlaceInArm[], k: number): string {
  const steps: { letters: string; words: string }[] = [];
  for (const { letter, place } of places) {
    const words = placeWords(place, k);
    const last = steps.at(-1);
    // Two arms without a rank say the same; two arms with the same rank are still two places.
    if (last?.words === words && typeof place !== 'number') last.letters += `, ${letter}`;
    else steps.push({ letters: letter, words });
  }
  return steps.map(({ letters, words }) => `${letters} ${words}`).join(' → ');
}

function placeWords(place: PlaceInArm['place'], k: number): string {
  if (place === 'below') return `not in the top ${k}`;
  if (place === 'waiting') return 'not indexed yet';
  return place === 'absent' ? 'not retrieved' : ordinal(place);
}
