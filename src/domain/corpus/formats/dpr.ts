import type { CreateLineReader } from '../row-sink.ts';
import { DPR_HEADER } from './recognise-lines.ts';

/**
 * DPR's `psgs_w100.tsv`: `id⇥text⇥title`, with a header or without. Texts that hold quotes are in quotes, with those
 * inside doubled, as Python's csv module writes them.
 */
export const createDprReader: CreateLineReader = (context, sink) => {
  let begun = false;
  return {
    line(line) {
      const where = `line ${String(line.number)}`;
      if ('problem' in line) {
        sink.skip(where, line.problem);
        return;
      }
      if (line.text.trim() === '') return;
      const first = !begun;
      begun = true;
      if (first && DPR_HEADER.test(line.text)) return;
      const cells = splitQuoted(line.text);
      const [id = '', text = '', title = ''] = cells.map((cell) => cell.trim());
      if (cells.length !== 3) {
        sink.skip(where, `It has ${String(cells.length)} columns; three are needed: id, text and title.`);
      } else if (id === '') sink.skip(where, 'The first column, the id, is empty.');
      else if (text === '') sink.skip(where, 'The second column, the text, is empty.');
      else {
        const lang = context.languageOf(text);
        sink.passage({ id, lang, ...(title === '' ? {} : { title }), text }, where);
      }
    },
    finish: () => undefined,
  };
};

/** A cell that begins with a quote and does not end as one is taken as it stands. */
const CELL = /"((?:[^"]|"")*)"(?=\t|$)|([^\t]*)/y;

function splitQuoted(line: string): string[] {
  const cells: string[] = [];
  for (let at = 0; at <= line.length; at = CELL.lastIndex + 1) {
    CELL.lastIndex = at;
    const [, quoted, plain = ''] = CELL.exec(line) ?? [];
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
  }
  return cells;
}
