import type { SkippedRow } from '../../domain/corpus/types.ts';

/** Rows that are written down at most; a file that is bad throughout is not worth more. */
const MOST = 1_000_000;

/** Characters that are gathered before they go into a Blob, which a browser may move to disk. */
const PART = 1 << 20;

/** Every row that is left out, for a download: reports list the first thousand of each file. */
export interface SkippedLog {
  readonly add: (row: SkippedRow) => void;
  readonly count: number;
  /** JSON Lines `{"file","where","reason"}`. */
  blob(): Blob;
}

export function createSkippedLog(): SkippedLog {
  const parts: Blob[] = [];
  let lines: string[] = [];
  let length = 0;
  let count = 0;
  const flush = (): void => {
    if (lines.length > 0) parts.push(new Blob(lines));
    lines = [];
    length = 0;
  };
  return {
    add({ file, where, reason }) {
      count++;
      if (count > MOST) return;
      const line = `${JSON.stringify({ file, where, reason })}\n`;
      lines.push(line);
      length += line.length;
      if (length > PART) flush();
    },
    get count() {
      return count;
    },
    blob() {
      flush();
      const more = count - MOST;
      const last = { file: '', where: '', reason: `${more.toLocaleString('en-GB')} more were left out.` };
      return new Blob(more > 0 ? [...parts, `${JSON.stringify(last)}\n`] : parts, {
        type: 'application/jsonl',
      });
    },
  };
}
