import { joinLines } from './join-lines.ts';
import { inlineText } from './markdown-inline.ts';
import type { Block, BlockReader } from './text-blocks.ts';
import { LONGEST_BLOCK } from './text-blocks.ts';

const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const FENCE = /^ {0,3}(`{3,}(?!.*`)|~{3,})/;
const RULE = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const LIST_ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])\s+/;
const LINK_TARGET = /^ {0,3}\[[^\]]+\]:\s*\S+/;
const TABLE_LINE = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

type Kind = 'text' | 'fence' | 'table' | 'comment' | 'front';

/**
 * Markdown: blocks are apart by blank lines and headings, and know the headings above them. Code between fences and
 * tables stay as they are, whatever stands in them. Front matter, comments and the addresses of links are left out.
 * @param onFrontMatter is told that there was some, once
 */
export function createMarkdownBlocks(give: (block: Block) => void, onFrontMatter: () => void): BlockReader {
  const headings: string[] = [];
  let lines: string[] = [];
  let start = 1;
  let length = 0;
  let kind: Kind = 'text';
  /** What ends the fence or the front matter. */
  let closing = '';

  const flush = (): void => {
    const kept = kind === 'fence' || kind === 'table';
    const text = kept ? lines.join('\n') : paragraphText(lines);
    if (text.trim() !== '')
      give({ text, headings: headings.filter((title) => title !== ''), kept, line: start });
    lines = [];
    length = 0;
    if (kind === 'table') kind = 'text';
  };
  const hold = (text: string, number: number): void => {
    if (lines.length === 0) start = number;
    lines.push(text);
    length += text.length + 1;
    if (length > LONGEST_BLOCK) flush();
  };
  const heading = (level: number, title: string): void => {
    flush();
    while (headings.length < level - 1) headings.push('');
    headings.length = level - 1;
    headings.push(inlineText(title).trim());
  };

  const textLine = (text: string, number: number): void => {
    if (text.trim() === '') {
      flush();
      return;
    }
    const [, marks, title = ''] = HEADING.exec(text) ?? [];
    if (marks !== undefined) {
      heading(marks.length, title);
      return;
    }
    const fence = FENCE.exec(text)?.[1];
    if (fence !== undefined) {
      flush();
      kind = 'fence';
      closing = fence;
      hold(text, number);
      return;
    }
    const underline = /^ {0,3}(=+|-+)[ \t]*$/.exec(text)?.[1];
    if (underline !== undefined && lines.length === 1 && kind === 'text') {
      const above = lines[0] ?? '';
      lines = [];
      heading(underline.startsWith('=') ? 1 : 2, above);
      return;
    }
    if (kind === 'text' && lines.length === 1 && text.includes('|') && TABLE_LINE.test(text)) kind = 'table';
    else if (kind === 'table' && !text.includes('|')) flush();
    if (kind === 'text' && (RULE.test(text) || LINK_TARGET.test(text))) {
      flush();
      return;
    }
    if (/^\s*<!--/.test(text) && !text.includes('-->')) {
      flush();
      kind = 'comment';
      return;
    }
    hold(text, number);
  };

  return {
    line(text, number) {
      if (number === 1 && /^(?:---|\+\+\+)\s*$/.test(text)) {
        kind = 'front';
        closing = text.trim();
        onFrontMatter();
      } else if (kind === 'front') {
        if (text.trim() === closing || (closing === '---' && text.trim() === '...')) kind = 'text';
      } else if (kind === 'comment') {
        if (text.includes('-->')) kind = 'text';
      } else if (kind === 'fence') {
        hold(text, number);
        const end = new RegExp(`^ {0,3}\\${closing.charAt(0)}{${closing.length},}[ \\t]*$`);
        if (end.test(text)) {
          flush();
          kind = 'text';
        }
      } else textLine(text, number);
    },
    finish: flush,
  };
}

/** Items of a list and lines of a quotation stay apart; lines that were wrapped are put together. */
function paragraphText(lines: readonly string[]): string {
  const items: string[][] = [];
  for (const raw of lines) {
    const line = inlineText(raw.replace(/^ {0,3}(?:> ?)+/, ''));
    const last = items.at(-1);
    if (last === undefined || LIST_ITEM.test(line)) items.push([line]);
    else last.push(line);
  }
  return items.map(joinLines).join('\n');
}
