import { createMarkdownBlocks } from '../../../domain/corpus/formats/markdown-blocks.ts';
import { DEFAULT_PASSAGE_LENGTH, splitParagraph } from '../../../domain/corpus/formats/split-paragraph.ts';
import type { Block, BlockReader } from '../../../domain/corpus/formats/text-blocks.ts';
import { createTextBlocks } from '../../../domain/corpus/formats/text-blocks.ts';
import type { FilePlan } from '../../../domain/corpus/read-plan.ts';
import type { ReaderContext, RowSink } from '../../../domain/corpus/row-sink.ts';
import type { FormatReader, OpenFile } from './format-reader.ts';
import { sentencesIn } from './sentences-in.ts';

const MARKDOWN_NAME = /\.(?:md|markdown|mdown|mkd|mkdn|rmd|qmd)$/i;
const TEXT_NAME = /\.(?:txt|text)$/i;

/** Documents of a markup that would be shown with all its tags, and data that is damaged. */
const NO_TEXT = /^\s*(?:<\?xml|<!doctype|<html|[[{])/i;

/** Between the headings that a passage stands under. */
const UNDER = ' › ';

/** Plain text and Markdown, cut into passages. */
export const plainTextReader: FormatReader = {
  formats: ['text', 'markdown'],
  detect({ name, text }) {
    if (text === null) return null;
    if (MARKDOWN_NAME.test(name)) {
      return { format: 'markdown', because: 'the file’s name', sure: true, alternatives: ['text'] };
    }
    if (TEXT_NAME.test(name)) {
      return { format: 'text', because: 'the file’s name', sure: true, alternatives: ['markdown'] };
    }
    if (NO_TEXT.test(text)) return null;
    return {
      format: 'text',
      because: 'text, and no format that is known',
      sure: false,
      alternatives: ['markdown'],
    };
  },
  async read(file, plan, context, sink) {
    const blocks =
      plan.format === 'markdown'
        ? (give: (block: Block) => void) =>
            createMarkdownBlocks(give, () => {
              sink.note('The front matter was left out.');
            })
        : createTextBlocks;
    await readBlocks(file, plan, context, sink, blocks);
  },
};

async function readBlocks(
  file: OpenFile,
  plan: FilePlan,
  context: ReaderContext,
  sink: RowSink,
  createBlocks: (give: (block: Block) => void) => BlockReader,
): Promise<void> {
  const characters = Math.max(1, plan.splitting?.characters ?? DEFAULT_PASSAGE_LENGTH);
  let passages = 0;
  let blocks = 0;
  let cut = 0;
  const reader = createBlocks(({ text, headings, kept, line }) => {
    blocks++;
    const lang = context.languageOf(text);
    const parts = kept ? [text] : splitParagraph(text, characters, sentencesIn(lang));
    if (parts.length > 1) cut++;
    for (const part of parts) {
      const title = headings.join(UNDER);
      const id = `${context.file}#${++passages}`;
      sink.passage({ id, lang, ...(title === '' ? {} : { title }), text: part }, `line ${line}`);
    }
  });
  for await (const line of file.lines()) {
    if ('problem' in line) sink.skip(`line ${line.number}`, line.problem);
    else reader.line(line.text, line.number);
  }
  reader.finish();
  if (blocks > 0) {
    const limit = characters.toLocaleString('en-GB');
    sink.note(
      `${count(blocks, 'paragraph')} became ${count(passages, 'passage')} of at most ${limit} characters or one sentence; ${count(cut, 'paragraph')} longer than that ${cut === 1 ? 'was' : 'were'} cut between sentences.`,
    );
  }
}

function count(n: number, noun: string): string {
  return `${n.toLocaleString('en-GB')} ${noun}${n === 1 ? '' : 's'}`;
}
