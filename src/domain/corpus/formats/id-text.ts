import type { CreateLineReader, Line } from '../row-sink.ts';

/**
 * Two columns `id⇥text` without a header: MS MARCO's collection, and topics of MIRACL, Mr.TyDi and MS MARCO. Text is
 * taken as it stands; a tab inside it is part of it.
 */
export const createCollectionReader: CreateLineReader = (context, sink) => ({
  line(line) {
    readLine(line, sink.skip, (id, text, where) => {
      sink.passage({ id, lang: context.languageOf(text), text }, where);
    });
  },
  finish: () => undefined,
});

/** The same, of queries. They carry no judgements: those are in qrels files. */
export const createTopicsReader: CreateLineReader = (context, sink) => ({
  line(line) {
    readLine(line, sink.skip, (id, text, where) => {
      sink.query({ id, lang: context.languageOf(text), text, relevant: [] }, where);
    });
  },
  finish: () => undefined,
});

function readLine(
  line: Line,
  skip: (where: string, reason: string) => void,
  give: (id: string, text: string, where: string) => void,
): void {
  const where = `line ${String(line.number)}`;
  if ('problem' in line) {
    skip(where, line.problem);
    return;
  }
  if (line.text.trim() === '') return;
  const tab = line.text.indexOf('\t');
  const id = line.text.slice(0, Math.max(tab, 0)).trim();
  const text = line.text.slice(tab + 1);
  if (tab === -1) skip(where, 'It has one column; two are needed: an id, a tab and a text.');
  else if (id === '') skip(where, 'The first column, the id, is empty.');
  else if (text.trim() === '') skip(where, 'The second column, the text, is empty.');
  else give(id, text, where);
}
