import { normaliseLanguage } from '../../text/languages.ts';
import { BadRow, present, requiredId, requiredText } from '../json-fields.ts';
import type { JsonObject } from '../json-values.ts';
import type { LanguageCode } from '../types.ts';
import type { CreateJsonRows } from './json-rows.ts';
import { jsonRows } from './json-rows.ts';

/**
 * Belebele, `{"link","question_number","flores_passage","question","mc_answer1"…"mc_answer4","correct_answer_num",
 * "dialect":"amh_Ethi"}`. A passage has one or two questions and is given once; passages join over languages by their
 * link, questions by link and number. Ids begin with the dialect: Chinese is there in two scripts. Where a release has
 * several passages from one page, they are told apart by the order in which they come, which is the same in every
 * language.
 */
export const createBelebele: CreateJsonRows = (context, sink) => {
  /** Texts of each page of each dialect, in order. */
  const pages = new Map<string, string[]>();
  return jsonRows(sink, (row, where) => {
    const dialect = requiredText(row, 'dialect');
    const text = requiredText(row, 'flores_passage');
    const lang = context.languageOf(text, languageOfDialect(dialect));
    const link = requiredId(row, 'link');
    const key = `${dialect}:${link}`;
    const texts = pages.get(key) ?? [];
    if (texts.length === 0) pages.set(key, texts);
    const known = texts.indexOf(text);
    const nth = known === -1 ? texts.push(text) : known + 1;
    const group = nth === 1 ? link : `${link}~${String(nth)}`;
    const passage = `${dialect}:${group}`;
    if (known === -1) sink.passage({ id: passage, lang, text, group }, where);

    const question = requiredText(row, 'question');
    const number = requiredId(row, 'question_number');
    const answer = answerOf(row);
    sink.query(
      {
        id: `${passage}#${number}`,
        lang,
        text: question,
        relevant: [passage],
        group: `${group}#${number}`,
        ...(answer === null ? {} : { answers: [answer] }),
      },
      where,
    );
  });
};

/** `amh_Ethi` → `am`. Belebele has languages that have no name here: those keep their own code. */
function languageOfDialect(dialect: string): LanguageCode {
  const known = normaliseLanguage(dialect);
  if (known !== null) return known;
  const code = /^([a-z]{2,3})(?:_[A-Z][a-z]{3})?$/.exec(dialect)?.[1];
  if (code === undefined) throw new BadRow(`The dialect “${dialect}” is not a code such as amh_Ethi.`);
  return code;
}

function answerOf(row: JsonObject): string | null {
  const number = String(present(row, 'correct_answer_num'));
  const answer = row[`mc_answer${number}`];
  return typeof answer === 'string' && answer.trim() !== '' ? answer : null;
}
