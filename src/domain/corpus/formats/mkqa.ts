import { normaliseLanguage } from '../../text/languages.ts';
import { BadRow, requiredId, requiredText } from '../json-fields.ts';
import type { JsonObject } from '../json-values.ts';
import { isObject } from '../json-values.ts';
import type { LanguageCode } from '../types.ts';
import type { CreateJsonRows } from './json-rows.ts';
import { jsonRows } from './json-rows.ts';

interface Question {
  /** The example that it is a translation of. */
  readonly example: string;
  /** MKQA's own code, such as `zh_cn`: Chinese is there three times. */
  readonly code: string;
  readonly lang: LanguageCode;
  readonly text: string;
  readonly answers: readonly string[];
}

/**
 * MKQA as a question-to-question corpus. Each question is a passage, in a group with its translations, and a query to
 * which the translations are relevant; its own text is judged not relevant to it, since finding that is no retrieval.
 * Reads MKQA's rows `{"example_id","query","queries":{"ar":"…"},"answers":{"ar":[{"text","aliases"}]}}`, and those of
 * one language, `{"id":"123_ar","lang":"ar","question","answers"}`.
 */
export const createMkqa: CreateJsonRows = (_context, sink) => {
  let given = 0;
  const give = ({ example, code, lang, text, answers }: Question, where: string): void => {
    const id = `${code}:${example}`;
    sink.passage({ id, lang, text, group: example }, where);
    const asked = answers.length === 0 ? {} : { answers };
    sink.query({ id, lang, text, relevant: [id], rejected: [id], group: example, ...asked }, where);
    given++;
  };
  const rows = jsonRows(sink, (row, where) => {
    if (row['queries'] === undefined) {
      give(oneLanguage(row), where);
      return;
    }
    const example = requiredId(row, row['example_id'] === undefined ? 'id' : 'example_id');
    if (!isObject(row['queries'])) throw new BadRow('"queries" must be an object of languages.');
    const queries: Readonly<Record<string, unknown>> = {
      ...(typeof row['query'] === 'string' ? { en: row['query'] } : {}),
      ...row['queries'],
    };
    for (const [code, text] of Object.entries(queries)) {
      const lang = normaliseLanguage(code);
      if (lang === null) sink.skip(where, `“${code}” is not a language code that Crosslens knows.`);
      else if (typeof text === 'string' && text.trim() !== '') {
        const answers = isObject(row['answers']) ? answerTexts(row['answers'][code]) : [];
        give({ example, code, lang, text, answers }, where);
      } else if (text !== null && text !== '') sink.skip(where, `The question in “${code}” is not a text.`);
    }
  });
  return {
    row: rows.row,
    finish() {
      if (given > 0) sink.note('Each question is a passage too; its translations are relevant to it.');
    },
  };
};

function oneLanguage(row: JsonObject): Question {
  const code = requiredText(row, 'lang');
  const lang = normaliseLanguage(code);
  if (lang === null) throw new BadRow(`“${code}” is not a language code that Crosslens knows.`);
  const id = requiredId(row, 'id');
  const example = id.endsWith(`_${code}`) ? id.slice(0, -code.length - 1) : id;
  if (example === '') throw new BadRow('"id" has nothing before its language.');
  return { example, code, lang, text: requiredText(row, 'question'), answers: answerTexts(row['answers']) };
}

/** Texts and aliases; a list of texts as well. Unanswerable questions have an answer without text. */
function answerTexts(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  const texts = value.flatMap((answer: unknown) => {
    if (!isObject(answer)) return [answer];
    return [answer['text'], ...(Array.isArray(answer['aliases']) ? (answer['aliases'] as unknown[]) : [])];
  });
  return [...new Set(texts.filter((text) => typeof text === 'string' && text.trim() !== ''))] as string[];
}
