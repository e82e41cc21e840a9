/**
 * Resolves in a new task, so that messages (a cancel, a search) are seen between two pieces of long work.
 * A chain of resolved promises never gives way to them, and nested timers are held back by 4 ms each.
 */
export function yieldToEvents(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
