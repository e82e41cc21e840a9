import { yieldToEvents } from '../yield-to-events.ts';

/** Work between two yields to the event loop. */
const MOST_MS = 8;

/** Gives way to events where some milliseconds of work lie behind; otherwise resolves at once. */
export function createBreath(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < MOST_MS) return;
    await yieldToEvents();
    last = performance.now();
  };
}
