import { SaxesParser } from 'saxes';
import type { ParallelText } from '../../../domain/corpus/formats/parallel-group.ts';
import { giveParallel, PARALLEL_NOTE } from '../../../domain/corpus/formats/parallel-group.ts';
import type { RowSink } from '../../../domain/corpus/row-sink.ts';
import type { LanguageCode } from '../../../domain/corpus/types.ts';
import { normaliseLanguage } from '../../../domain/text/languages.ts';
import type { FormatReader } from './format-reader.ts';
import { FileRefused } from './format-reader.ts';

/** Elements of a segment whose content is the markup of another program, and no text (TMX 1.4b, section 3.2). */
const MARKUP: ReadonlySet<string> = new Set(['bpt', 'ept', 'it', 'ph', 'ut', 'sub']);

/** TMX nests six deep or so; a document type, a tag or a text that goes on for longer is none of TMX's. */
const DEEPEST = 64;
const LONGEST = 4 * 1024 * 1024;

/** Translation memories: each unit a group of parallel passages. */
export const tmxReader: FormatReader = {
  formats: ['tmx'],
  detect({ text }) {
    return text !== null && /^\s*</.test(text) && /<tmx[\s>]/.test(text)
      ? { format: 'tmx', because: 'a translation memory (TMX)', sure: true }
      : null;
  },
  async read(file, _, { file: name }, sink) {
    const reading = createTmxReading(name, sink);
    try {
      for await (const piece of file.texts()) reading.write(piece);
      reading.close();
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      const problem = `The XML is not well formed: ${error.message}`;
      if (reading.units() === 0) throw new FileRefused(`${problem}, at line ${error.line}.`);
      sink.skip(`line ${error.line}`, `${problem}. The rest of the file was left out.`);
    }
    if (reading.units() > 0) sink.note(PARALLEL_NOTE);
  },
};

class Malformed extends Error {
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

interface TmxReading {
  write(piece: string): void;
  close(): void;
  /** Translation units so far. */
  units(): number;
}

function createTmxReading(file: string, sink: RowSink): TmxReading {
  const parser = new SaxesParser();
  const open: string[] = [];
  let units = 0;
  let unitLine = 1;
  let texts: ParallelText[] = [];
  let lang: LanguageCode | null = null;
  /** Of the segment that is open. */
  let segment: string | null = null;
  /** Open elements of markup inside it. */
  let markup = 0;
  let sinceEvent = 0;

  const where = (): string => `line ${unitLine}`;
  const addText = (text: string): void => {
    sinceEvent = 0;
    if (segment !== null && markup === 0) segment += text;
    if (segment !== null && segment.length > LONGEST) fail('a segment does not end');
  };
  const fail = (message: string): never => {
    throw new Malformed(message, parser.line);
  };

  parser.on('error', ({ message }) => fail(message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')));
  parser.on('doctype', () => {
    sinceEvent = 0;
  });
  parser.on('opentag', ({ name, attributes }) => {
    sinceEvent = 0;
    open.push(name);
    if (open.length > DEEPEST) fail('elements are nested too deeply');
    if (open.length === 1 && name !== 'tmx') fail(`it is <${name}>, not <tmx>`);
    if (segment !== null) {
      if (MARKUP.has(name)) markup++;
    } else if (name === 'tu') {
      units++;
      unitLine = parser.line;
      texts = [];
    } else if (name === 'tuv') {
      const code = attributes['xml:lang'] ?? attributes['lang'] ?? '';
      lang = normaliseLanguage(code);
      if (lang === null) sink.skip(where(), unknownLanguage(code));
    } else if (name === 'seg') {
      segment = '';
    }
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', ({ name }) => {
    sinceEvent = 0;
    open.pop();
    if (name === 'seg' && segment !== null) {
      const text = segment.replace(/\s+/g, ' ').trim();
      const id = `${file}#${units}.${lang ?? ''}`;
      const again = texts.filter((other) => other.lang === lang).length;
      if (lang !== null && text !== '')
        texts.push({ id: again === 0 ? id : `${id}.${again + 1}`, lang, text });
      segment = null;
      markup = 0;
    } else if (segment !== null && MARKUP.has(name)) {
      markup--;
    } else if (name === 'tuv') {
      lang = null;
    } else if (name === 'tu') {
      if (texts.length === 0)
        sink.skip(where(), 'The unit holds no text in a language that Crosslens knows.');
      else giveParallel(texts, `${file}#${units}`, where(), sink);
      texts = [];
    }
  });

  return {
    write(piece) {
      // In parts, so that a text without an end is noticed before it is all held.
      for (let at = 0; at < piece.length; at += LONGEST) {
        sinceEvent += Math.min(LONGEST, piece.length - at);
        parser.write(piece.slice(at, at + LONGEST));
        if (sinceEvent > LONGEST) fail('a tag or a text does not end');
      }
    },
    close() {
      parser.close();
    },
    units: () => units,
  };
}

function unknownLanguage(code: string): string {
  return code === ''
    ? 'A text does not say its language (xml:lang); it was left out.'
    : `“${code.slice(0, 40)}” is not a language that Crosslens knows; its text was left out.`;
}
