import { joinLines } from './join-lines.ts';

/** A part of a text that belongs together. */
export interface Block {
  readonly text: string;
  /** Under which headings it stands, the outermost first. */
  readonly headings: readonly string[];
  /** Code and tables are not cut between sentences. */
  readonly kept: boolean;
  /** On which it begins. */
  readonly line: number;
}

/** Takes the lines of a text and gives its blocks. */
export interface BlockReader {
  line: (text: string, number: number) => void;
  finish: () => void;
}

/** A block is given in parts from here on, so that a text without blank lines is not held whole. In UTF-16 units. */
export const LONGEST_BLOCK = 65_536;

/** Plain text: blocks are apart by blank lines. */
export function createTextBlocks(give: (block: Block) => void): BlockReader {
  let lines: string[] = [];
  let start = 1;
  let length = 0;
  const flush = (): void => {
    const text = joinLines(lines);
    if (text !== '') give({ text, headings: [], kept: false, line: start });
    lines = [];
    length = 0;
  };
  return {
    line(text, number) {
      if (text.trim() === '') {
        flush();
        return;
      }
      if (lines.length === 0) start = number;
      lines.push(text);
      length += text.length;
      if (length > LONGEST_BLOCK) flush();
    },
    finish: flush,
  };
}
