import { languagesFromFileName } from '../../domain/corpus/language-from-file-name.ts';
import { languageFromScript } from '../../domain/corpus/language-from-script.ts';
import type { XquadLanguages } from '../../domain/corpus/parse-xquad.ts';
import { parseXquad } from '../../domain/corpus/parse-xquad.ts';
import { countOf } from '../../domain/corpus/parsed-file.ts';
import type { LanguageCode } from '../../domain/corpus/types.ts';
import { languageInfo } from '../../domain/text/languages.ts';
import type { XquadReader } from './corpus-file.ts';

/** Characters of the first contexts that a guess of the language rests on. */
const SAMPLE = 20_000;

/**
 * Reads the SQuAD-style files of one corpus, one after the other. It keeps count of the paragraphs of each language,
 * so that two files of one language (a training and a development set) do not claim the same ids; a file that
 * repeats questions of an earlier one would double the pool, and is refused.
 */
export function createXquadReader(): XquadReader {
  const nextParagraph = new Map<LanguageCode, number>();
  const askedIn = new Map<string, string>();
  return (file, value) => {
    const named = languagesFromFileName(file);
    const guess = languageFromScript(sampleContexts(value));
    const languages: XquadLanguages | null =
      named ?? (guess === null ? null : { passages: guess.lang, queries: guess.lang });
    // Parsed before the language is settled, so that a wrong schema is named as such.
    const first = nextParagraph.get(languages?.passages ?? '') ?? 0;
    const parsed = parseXquad(file, value, languages ?? { passages: 'und', queries: 'und' }, first);
    if (parsed === null) {
      return {
        file,
        refusal: 'It is JSON, but has no "data" list as SQuAD and XQuAD-R files have, nor is it JSON Lines.',
      };
    }
    if (languages === null) {
      return {
        file,
        refusal:
          'Its language is not known. Put the code into the file’s name, as in el.json or xquad.el.json.',
      };
    }
    const repeated = parsed.queries.filter(({ record }) => askedIn.has(record.id));
    const earlier = repeated[0] === undefined ? undefined : askedIn.get(repeated[0].record.id);
    if (earlier !== undefined) {
      const asked = countOf(repeated.length, 'question', 'questions');
      return {
        file,
        refusal: `It repeats ${asked} of ${earlier} in the same language (${languages.queries}).`,
      };
    }
    for (const { record } of parsed.queries) askedIn.set(record.id, file);
    nextParagraph.set(languages.passages, first + parsed.paragraphs);

    const notes = [...parsed.notes];
    const { name, script } = languageInfo(languages.passages);
    if (named !== null) notes.unshift(`Language taken from the file’s name: ${name}.`);
    else notes.unshift(`The file’s name has no language; guessed ${name} from the ${script} script.`);
    if (named !== null && guess !== null && guess.script !== script) {
      notes.push(`Most letters are ${guess.script}, which ${name} is not written in: check the file’s name.`);
    }
    if (first > 0)
      notes.push(`Paragraphs are numbered from ${String(first)}, after an earlier file in ${name}.`);
    return { ...parsed, notes };
  };
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
