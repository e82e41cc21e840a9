import type { ArmLetter } from '../../client/session/session-state.ts';
import type { ArmAnswer } from './rank-movement.ts';

/** How far two arms agree on the first k. */
export interface Agreement {
  readonly first: ArmLetter;
  readonly second: ArmLetter;
  /** Passages that both have among their hits, of the longer list. */
  readonly shared: number;
  readonly of: number;
  /** Shared passages that the second arm ranks higher, lower, and alike. */
  readonly higher: number;
  readonly lower: number;
  readonly alike: number;
}

/** Every two arms that have an answer. */
export function agreements(answers: readonly ArmAnswer[]): readonly Agreement[] {
  const ready = answers.flatMap(({ letter, output }) => (output === null ? [] : [{ letter, output }]));
  return ready.flatMap((one, i) =>
    ready.slice(i + 1).map((other): Agreement => {
      const ranks = new Map(one.output.hits.map(({ passage, rank }) => [passage.id, rank]));
      const moves = other.output.hits.flatMap(({ passage, rank }) => {
        const before = ranks.get(passage.id);
        return before === undefined ? [] : [rank - before];
      });
      return {
        first: one.letter,
        second: other.letter,
        shared: moves.length,
        of: Math.max(one.output.hits.length, other.output.hits.length),
        higher: moves.filter((move) => move < 0).length,
        lower: moves.filter((move) => move > 0).length,
        alike: moves.filter((move) => move === 0).length,
      };
    }),
  );
}
