import { pairParallelFiles } from '../../../domain/corpus/formats/parallel-files.ts';
import type { ParallelText } from '../../../domain/corpus/formats/parallel-group.ts';
import { giveParallel, PARALLEL_NOTE } from '../../../domain/corpus/formats/parallel-group.ts';
import { countOf } from '../../../domain/corpus/parsed-file.ts';
import type { Line } from '../../../domain/corpus/row-sink.ts';
import { openFile } from '../open-file.ts';
import type { SourceFile } from '../source-file.ts';
import type { FormatReader, OpenFile } from './format-reader.ts';
import { FileRefused } from './format-reader.ts';

/**
 * Files of parallel text: line n of each says the same. Each file gives the passages of its own language; its
 * neighbours are read beside it, so that an empty line leaves its language out of the group. A file by itself gives
 * passages and no queries.
 */
export const parallelLinesReader: FormatReader = {
  formats: ['parallel-lines'],
  // A file alone does not show that it has a neighbour: `recogniseParallel` finds pairs.
  detect: () => null,
  async read(file, plan, context, sink) {
    const sources = file.beside ?? [];
    const names = [file.name, ...sources.map(({ name }) => name)];
    const set = pairParallelFiles(names).find(({ files }) => files.some(({ name }) => name === file.name));
    const languages = new Map(set?.files.map(({ name, lang }) => [name, lang]));
    const opened = await Promise.all(sources.filter(({ name }) => languages.has(name)).map(openBeside));
    const beside = opened.filter((other) => other !== null);
    const group = set?.stem ?? file.name;
    const others = beside.map(linesOf);
    let lines = 0;
    try {
      for await (const line of file.lines()) {
        lines = line.number;
        const theirs = await Promise.all(others.map((other) => other.next()));
        const where = `line ${line.number}`;
        if ('problem' in line) {
          sink.skip(where, line.problem);
          continue;
        }
        const text = line.text.trim();
        if (text === '') continue;
        const given = languages.get(file.name) ?? null;
        const lang =
          plan.language.mode === 'declared' ? plan.language.lang : (given ?? context.languageOf(text));
        const own: ParallelText = { id: `${file.name}#${line.number}`, lang, text };
        const parallel = theirs.flatMap((other, i): readonly ParallelText[] => {
          const name = beside[i]?.name ?? '';
          const said = other.done === true || 'problem' in other.value ? '' : other.value.text.trim();
          return said === ''
            ? []
            : [{ id: `${name}#${line.number}`, lang: languages.get(name) ?? '', text: said }];
        });
        giveParallel([own, ...parallel], `${group}#${line.number}`, where, sink, [own]);
      }
      for (const [i, other] of others.entries()) {
        const count = await countRest(other);
        if (count === lines) continue;
        sink.note(
          `It has ${countOf(lines, 'line', 'lines')} and ${beside[i]?.name ?? ''} ${countOf(count, 'line', 'lines')}: from where one is missing, lines stand beside the wrong ones.`,
        );
      }
    } finally {
      await Promise.all(others.map((other) => other.stop()));
    }
    sink.note(beside.length === 0 ? 'No file that is parallel to it is among those read.' : PARALLEL_NOTE);
  },
};

/** A neighbour that cannot be opened is left out; it says why when it is read itself. */
async function openBeside(source: SourceFile): Promise<OpenFile | null> {
  try {
    return await openFile(source);
  } catch (error) {
    if (error instanceof FileRefused) return null;
    throw error;
  }
}

interface Lines {
  next(): Promise<IteratorResult<Line, unknown>>;
  /** Lines that were taken so far. */
  taken(): number;
  stop(): Promise<void>;
}

function linesOf(file: OpenFile): Lines {
  const lines = file.lines()[Symbol.asyncIterator]();
  let taken = 0;
  return {
    async next() {
      const next = await lines.next();
      if (next.done !== true) taken++;
      return next;
    },
    taken: () => taken,
    async stop() {
      await lines.return?.();
    },
  };
}

async function countRest(lines: Lines): Promise<number> {
  while ((await lines.next()).done !== true);
  return lines.taken();
}
