import { languagesFromPath } from '../../../domain/corpus/language-from-file-name.ts';
import { languageFromScript } from '../../../domain/corpus/language-from-script.ts';
import { describeJsonError, locateJsonError } from '../../../domain/corpus/locate-json-error.ts';
import type { XquadLanguages } from '../../../domain/corpus/parse-xquad.ts';
import { parseXquad } from '../../../domain/corpus/parse-xquad.ts';
import { countOf } from '../../../domain/corpus/parsed-file.ts';
import type { LanguageCode } from '../../../domain/corpus/types.ts';
import { UNDETERMINED } from '../../../domain/corpus/types.ts';
import { recogniseJson } from '../../../domain/corpus/formats/recognise-json.ts';
import { languageInfo } from '../../../domain/text/languages.ts';
import type { FormatReader } from './format-reader.ts';
import { FileRefused } from './format-reader.ts';

/** Characters of the first contexts that a guess of the language rests on. */
const SAMPLE = 20_000;

/**
 * Reads the SQuAD-style files of one corpus, one after the other. It keeps count of the paragraphs of each language,
 * so that two files of one language (a training and a development set) do not claim the same ids; a file that
 * repeats questions of an earlier one would double the pool, and is refused. MLQA's files do repeat each other, one
 * for each pair of languages: what they share is read once, and their judgements are joined.
 * @param detect of a text; `null`: where neither ids, nor the name, nor the script tell the language, a file is refused
 */
export function createXquadReader(detect: ((text: string) => LanguageCode) | null): FormatReader {
  const nextParagraph = new Map<LanguageCode, number>();
  const askedIn = new Map<string, string>();
  /** Ids of the paragraphs of MLQA's files, by language and text. */
  const shared = new Map<string, string>();
  return {
    formats: ['xquad'],
    detect({ name, text, whole }) {
      const found = text === null ? null : recogniseJson({ name, text, whole });
      return found?.format === 'xquad' ? found : null;
    },
    async read(file, plan, _context, sink) {
      const value = unwrapped(parseJson(await file.wholeText()));
      const sample = sampleContexts(value);
      const declared = plan.language.mode === 'declared' ? plan.language.lang : null;
      const named = plan.language.mode === 'given' ? languagesFromPath(file.name) : null;
      const guess = declared === null ? languageFromScript(sample) : null;
      const detected = declared === null && named === null && guess === null ? detect?.(sample) : undefined;
      const single =
        declared ?? guess?.lang ?? (detected === undefined || detected === UNDETERMINED ? null : detected);
      const languages: XquadLanguages | null =
        named ?? (single === null ? null : { passages: single, queries: single });
      const pairs = /context[-_][a-z]{2,3}[-_]question[-_][a-z]{2,3}/i.test(file.name);
      const read = new Map<string, string>();
      // Parsed before the language is settled, so that a wrong schema is named as such.
      const parsed = parseXquad(
        file.name,
        value,
        languages ?? { passages: UNDETERMINED, queries: UNDETERMINED },
        {
          first: (lang) => nextParagraph.get(lang) ?? 0,
          known: (lang, context) => shared.get(`${lang} ${context}`) ?? null,
          onParagraph: (lang, context, id) => {
            if (pairs) read.set(`${lang} ${context}`, id);
          },
        },
      );
      if (parsed === null) {
        throw new FileRefused(
          'It is JSON, but has no "data" list as SQuAD and XQuAD-R files have, nor is it JSON Lines.',
        );
      }
      const spoken = new Set([...parsed.passages, ...parsed.queries].map(({ record }) => record.lang));
      if (languages === null && (spoken.size === 0 || spoken.has(UNDETERMINED))) {
        throw new FileRefused(
          'Its language is not known. Put the code into the file’s name, as in el.json or xquad.el.json.',
        );
      }
      const repeated = pairs ? [] : parsed.queries.filter(({ record }) => askedIn.has(record.id));
      const earlier = repeated[0] === undefined ? undefined : askedIn.get(repeated[0].record.id);
      if (earlier !== undefined) {
        const asked = countOf(repeated.length, 'question', 'questions');
        const lang = repeated[0]?.record.lang ?? '';
        throw new FileRefused(`It repeats ${asked} of ${earlier} in the same language (${lang}).`);
      }
      for (const { record } of parsed.queries) askedIn.set(record.id, file.name);
      for (const [key, id] of read) shared.set(key, id);
      const first = languages === null ? 0 : (nextParagraph.get(languages.passages) ?? 0);
      for (const [lang, count] of parsed.paragraphs) {
        nextParagraph.set(lang, (nextParagraph.get(lang) ?? 0) + count);
      }

      if (languages !== null && parsed.named < sum(parsed.paragraphs.values())) {
        const { name, script } = languageInfo(languages.passages);
        if (declared !== null) sink.note(`Declared to be ${name}.`);
        else if (named !== null) sink.note(`Language taken from the file’s name: ${name}.`);
        else if (guess !== null) {
          sink.note(`The file’s name has no language; guessed ${name} from the ${script} script.`);
        } else sink.note(`The file’s name has no language; ${name} was detected from its text.`);
        if (named !== null && guess !== null && guess.script !== script) {
          sink.note(
            `Most letters are ${guess.script}, which ${name} is not written in: check the file’s name.`,
          );
        }
        if (first > 0) {
          sink.note(`Paragraphs are numbered from ${String(first)}, after an earlier file in ${name}.`);
        }
      }
      if (parsed.named > 0) {
        sink.note(`Languages taken from the questions’ ids: ${[...spoken].sort().join(', ')}.`);
      }
      for (const { where, reason } of parsed.skipped) sink.skip(where, reason);
      for (const note of parsed.notes) sink.note(note);
      for (const { record, where } of parsed.passages) sink.passage(record, where);
      for (const { record, where } of parsed.queries) sink.query(record, where);
    },
  };
}

/** SQuAD's `data` may stand without what is around it. */
function unwrapped(value: unknown): unknown {
  return Array.isArray(value) ? { data: value as readonly unknown[] } : value;
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const error = locateJsonError(text);
    throw new FileRefused(error === null ? 'It is not JSON that can be read.' : describeJsonError(error));
  }
}

function sum(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}

/** Text of any `context`, wherever it stands: the schema is not checked yet. */
function sampleContexts(value: unknown): string {
  let sample = '';
  const visit = (node: unknown): void => {
    if (sample.length >= SAMPLE || typeof node !== 'object' || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      if (key === 'context' && typeof child === 'string') sample += child.slice(0, SAMPLE);
      else visit(child);
    }
  };
  visit(value);
  return sample;
}
