import type { Arguments } from './arguments.ts';

/** Threads of the encoder; one is enough for a bag of subwords, where tokenising takes most of the time. */
export function threadsOf(args: Arguments): number {
  return args.number('threads', { min: 1, max: 64, integer: true }) ?? 1;
}
