import type { JsonObject } from './json-values.ts';
import { asId, asList, isObject, typeName } from './json-values.ts';
import { languageFromName } from './language-from-name.ts';
import type { Located, ParsedFile } from './parsed-file.ts';
import { countOf, noteLongTexts } from './parsed-file.ts';
import { sentenceSpans } from './sentence-spans.ts';
import type { LanguageCode, Passage, Query, SkippedRow } from './types.ts';

export interface XquadLanguages {
  readonly passages: LanguageCode;
  readonly queries: LanguageCode;
}

interface ParsedXquad extends ParsedFile {
  /** Paragraphs that took a number, whether or not they could be read, by language. */
  readonly paragraphs: ReadonlyMap<LanguageCode, number>;
  /** Paragraphs whose language their questions' ids name. */
  readonly named: number;
}

/** What other files of the same corpus have to say. */
export interface XquadNeighbours {
  /** Where numbering starts: a second file of a language goes on where the first ended. */
  readonly first: (lang: LanguageCode) => number;
  /** The id of a paragraph that an earlier file gave already; its passages are not given again. */
  readonly known: (lang: LanguageCode, context: string) => string | null;
  readonly onParagraph: (lang: LanguageCode, context: string, id: string) => void;
}

interface Candidate {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

interface Paragraph {
  readonly context: string;
  /** UTF-16 index of a code point offset: SQuAD's offsets come from Python, which counts code points. */
  readonly toIndex: (offset: number) => number;
  /** `null`: the paragraph itself is the one candidate. */
  readonly sentences: readonly Candidate[] | null;
  readonly id: string;
}

/**
 * Reads XQuAD-R (LAReQA, arXiv 2004.05484) and SQuAD-style JSON that was parsed already; `null` when `value` has
 * no `data`. With `sentence_breaks` the candidates are sentences, cut out of `context` (never `sentences`, which
 * disagrees with it in places), under the ids of the reference evaluator: `{lang}_{paragraph}_{sentence}`, where
 * paragraphs count over the whole file. Without, they are whole paragraphs, `{lang}_{paragraph}`. A query's
 * relevant sentence is the first with start ≤ answer_start < end. A paragraph is one unit; parallel paragraphs of
 * other languages join it through their questions' shared ids.
 *
 * TyDi QA has all languages in one file, and names each paragraph's in the ids of its questions (`arabic-123-0`):
 * that goes before `languages`, and paragraphs count by language then.
 *
 * @param neighbours other files, or where numbering starts in the only language
 */
export function parseXquad(
  file: string,
  value: unknown,
  languages: XquadLanguages,
  neighbours: XquadNeighbours | number = 0,
): ParsedXquad | null {
  const documents = isObject(value) ? asList(value['data']) : null;
  if (documents === null) return null;
  const passages: Located<Passage>[] = [];
  const queries: Located<Query>[] = [];
  const skipped: SkippedRow[] = [];
  const paragraphs = new Map<LanguageCode, number>();
  let misplaced = 0;
  let named = 0;
  const firstOf = typeof neighbours === 'number' ? (): number => neighbours : neighbours.first;
  const others = typeof neighbours === 'number' ? null : neighbours;
  const skip = (where: string, reason: string): void => {
    skipped.push({ file, where, reason });
  };

  documents.forEach((document, d) => {
    const where = `data[${String(d)}]`;
    const list = isObject(document) ? asList(document['paragraphs']) : null;
    if (!isObject(document) || list === null) {
      skip(where, 'It has no "paragraphs".');
      return;
    }
    const title =
      typeof document['title'] === 'string' && document['title'] !== '' ? document['title'] : undefined;
    const single = !Array.isArray(document['paragraphs']);
    list.forEach((entry, p) => {
      const place = single ? `${where}.paragraphs` : `${where}.paragraphs[${String(p)}]`;
      const own = isObject(entry) ? languageOfIds(asList(entry['qas']) ?? []) : null;
      named += Number(own !== null);
      const spoken = own === null ? languages : { passages: own, queries: own };
      const taken = paragraphs.get(spoken.passages) ?? 0;
      paragraphs.set(spoken.passages, taken + 1);
      readParagraph(entry, title, place, spoken, firstOf(spoken.passages) + taken);
    });
  });
  const notes = [...noteLongTexts(passages)];
  if (misplaced > 0)
    notes.push(`${countOf(misplaced, 'answer does', 'answers do')} not stand where answer_start says.`);
  return { file, format: 'xquad', passages, queries, generated: [], skipped, notes, paragraphs, named };

  function readParagraph(
    entry: unknown,
    title: string | undefined,
    where: string,
    spoken: XquadLanguages,
    number: number,
  ): void {
    if (!isObject(entry) || typeof entry['context'] !== 'string' || entry['context'].trim() === '') {
      const lost = isObject(entry) ? (asList(entry['qas'])?.length ?? 0) : 0;
      skip(
        where,
        `It has no "context"${lost === 0 ? '' : `, so its ${countOf(lost, 'question', 'questions')} cannot be judged`}.`,
      );
      return;
    }
    const context = entry['context'];
    const known = others?.known(spoken.passages, context) ?? null;
    const id = known ?? `${spoken.passages}_${String(number)}`;
    others?.onParagraph(spoken.passages, context, id);
    const toIndex = codePointIndex(context);
    const breaks = entry['sentence_breaks'];
    const spans = breaks === undefined ? null : sentenceSpans(breaks, toIndex, context.length);
    if (breaks !== undefined && spans === null) {
      skip(where, 'Its "sentence_breaks" are not [start, end] pairs that lie inside its context, in order.');
      return;
    }
    const candidates = spans?.map((span, s) => ({ id: `${id}_${String(s)}`, ...span })) ?? null;
    const common = {
      lang: spoken.passages,
      ...(title === undefined ? {} : { source: title.replaceAll('_', ' ') }),
      unit: id,
    };
    const texts = candidates ?? [{ id, start: 0, end: context.length }];
    (known === null ? texts : []).forEach((candidate, s) => {
      const text = context.slice(candidate.start, candidate.end);
      const place = candidates === null ? where : `${where}.sentence_breaks[${String(s)}]`;
      if (text.trim() === '') skip(place, 'The sentence is empty.');
      else passages.push({ record: { id: candidate.id, ...common, text }, where: place });
    });
    const questions = entry['qas'] === undefined ? [] : asList(entry['qas']);
    if (questions === null) {
      skip(`${where}.qas`, `"qas" must be a list, not ${typeName(entry['qas'])}; the paragraph was kept.`);
      return;
    }
    questions.forEach((qa, q) => {
      const paragraph = { context, toIndex, sentences: candidates, id };
      readQuestion(qa, paragraph, spoken.queries, `${where}.qas[${String(q)}]`);
    });
  }

  function readQuestion(qa: unknown, paragraph: Paragraph, lang: LanguageCode, where: string): void {
    const read = isObject(qa) ? judge(qa, paragraph) : `A question must be an object, not ${typeName(qa)}.`;
    if (typeof read === 'string') {
      skip(where, read);
      return;
    }
    misplaced += read.misplaced;
    const { group, text, relevant, answers } = read;
    const record = {
      id: `${lang}:${group}`,
      lang,
      text,
      relevant,
      group,
      ...(answers.length === 0 ? {} : { answers }),
    };
    queries.push({ record, where });
  }
}

/** TyDi QA's ids, `swahili-4519-2` and `arabic--123-0`, name the language; all of a paragraph's must. */
function languageOfIds(questions: readonly unknown[]): LanguageCode | null {
  const found = new Set(
    questions.map((qa) => {
      const id = isObject(qa) ? asId(qa['id']) : null;
      return languageFromName(/^([a-z]+)-{1,2}\d+-\d+$/.exec(id ?? '')?.[1] ?? '');
    }),
  );
  return found.size === 1 ? ([...found][0] ?? null) : null;
}

interface Judged {
  readonly group: string;
  readonly text: string;
  readonly relevant: readonly string[];
  readonly answers: readonly string[];
  readonly misplaced: number;
}

/** A question with what is relevant to it, or the reason why it is left out. */
function judge(qa: JsonObject, { context, toIndex, sentences, id }: Paragraph): Judged | string {
  const group = asId(qa['id']);
  if (group === null) return 'The question has no "id".';
  const text = qa['question'];
  if (typeof text !== 'string' || text.trim() === '') return 'The question has no "question".';
  if (qa['is_impossible'] === true)
    return 'The question is marked as one that the paragraph does not answer.';
  const answers: string[] = [];
  const relevant = new Set<string>();
  let misplaced = 0;
  for (const answer of asList(qa['answers']) ?? []) {
    if (!isObject(answer) || typeof answer['text'] !== 'string') continue;
    answers.push(answer['text']);
    const start = typeof answer['answer_start'] === 'number' ? toIndex(answer['answer_start']) : -1;
    misplaced += Number(!context.startsWith(answer['text'], start) || start < 0);
    const sentence = sentences?.find((candidate) => candidate.start <= start && start < candidate.end);
    if (sentence !== undefined) relevant.add(sentence.id);
  }
  if (sentences === null) relevant.add(id);
  else if (answers.length === 0) return 'The question has no answer, so its sentence is not known.';
  else if (relevant.size === 0) return 'No sentence holds the answer_start of its answer.';
  return { group, text, relevant: [...relevant], answers: [...new Set(answers)], misplaced };
}

function codePointIndex(context: string): (offset: number) => number {
  if (!/[\ud800-\udbff]/.test(context)) return (offset) => offset;
  const indices: number[] = [];
  for (let index = 0; index < context.length; index += (context.codePointAt(index) ?? 0) > 0xffff ? 2 : 1) {
    indices.push(index);
  }
  indices.push(context.length);
  return (offset) => indices[offset] ?? -1;
}
