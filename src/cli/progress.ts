import type { Pace } from '../engine/rate.ts';

/** Progress on stderr: one line that is overwritten on a terminal, a line every few seconds elsewhere. */
export interface ProgressLine {
  show(label: string, pace: Pace): void;
  /** For a stream whose length is not known until it ends. */
  count(label: string, done: number, perSecond: number): void;
  say(message: string): void;
}

const EVERY_MS = { terminal: 100, file: 5000 };

export function createProgress(stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  let last = -Infinity;
  let open = false;
  const close = (): void => {
    if (open) stream.write('\n');
    open = false;
  };
  const write = (line: string, always: boolean): void => {
    const now = performance.now();
    if (!always && now - last < (stream.isTTY ? EVERY_MS.terminal : EVERY_MS.file)) return;
    last = now;
    stream.write(stream.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
    open = stream.isTTY;
  };
  return {
    show(label, { done, total, perSecond, secondsLeft }) {
      const rate = `${format(done)} of ${format(total)}, ${format(perSecond)}/s`;
      write(
        done < total ? `${label}: ${rate}, ${format(secondsLeft)} s left` : `${label}: ${rate}`,
        done >= total,
      );
      if (done >= total) close();
    },
    count(label, done, perSecond) {
      write(`${label}: ${format(done)}, ${format(perSecond)}/s`, false);
    },
    say(message) {
      close();
      stream.write(`${message}\n`);
    },
  };
}

function format(value: number): string {
  return Math.round(value).toLocaleString('en-GB');
}
