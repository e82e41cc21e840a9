import { matchAnswer } from '../../domain/answers/answer-match.ts';
import type { AnsweredQuestion } from '../../domain/answers/answer-recall.ts';
import { hasAnswerRecall, firstAnswerRank } from '../../domain/answers/has-answer.ts';
import type { RecallByLanguage } from '../../domain/answers/language-recall.ts';
import { parsePunktParameters } from '../../domain/answers/punkt-parameters.ts';
import { punktSentences } from '../../domain/answers/punkt.ts';
import { recallAtCharacters } from '../../domain/answers/recall-at-characters.ts';
import { recallAtTokens, XOR_RETRIEVE_TOKENS } from '../../domain/answers/recall-at-tokens.ts';
import { APPROXIMATE_SENTENCES } from '../../domain/answers/sentence-splitter.ts';
import type { SentenceSplitter } from '../../domain/answers/sentence-splitter.ts';
import { CHARACTERS } from '../../domain/answers/answer-figures.ts';
import type { Arguments } from '../arguments.ts';
import { readRetrieved, readAnswersFile } from '../answer-files.ts';
import { openShard } from '../open-shard.ts';
import { createProgress } from '../progress.ts';
import { readText } from '../text-file.ts';
import { UsageError } from '../usage.ts';

interface Row {
  readonly measure: string;
  readonly lang: string;
  readonly value: number | null;
  readonly n: number;
}

/** Answers of a reader, or passages of a retriever, against the answers that the corpus carries. */
export async function answers(args: Arguments): Promise<void> {
  if (args.positionals.length > 0)
    throw new UsageError(`answers takes flags only, not "${args.positionals.join(' ')}".`);
  const [retrieved, predicted] = [args.one('retrieved'), args.one('predictions')];
  if (retrieved === undefined && predicted === undefined)
    throw new UsageError('--retrieved FILE or --predictions FILE is missing.');
  const { shard } = await openShard(args, createProgress());
  const questions = shard.queries.flatMap(({ id, lang, answers: known }) =>
    known === undefined || known.length === 0 ? [] : [{ id, lang, answers: known }],
  );
  if (questions.length === 0) throw new UsageError('No query of the corpus carries an answer.');
  const rows = [
    ...(retrieved === undefined ? [] : await recallRows(retrieved, questions, args)),
    ...(predicted === undefined ? [] : await matchRows(predicted, questions)),
  ];
  process.stdout.write(
    args.has('json')
      ? `${JSON.stringify(rows)}\n`
      : rows
          .map(
            ({ measure, lang, value, n }) =>
              `${measure}\t${lang}\t${value === null ? 'undefined' : value.toFixed(4)}\tn=${String(n)}\n`,
          )
          .join(''),
  );
}

async function recallRows(
  path: string,
  questions: readonly AnsweredQuestion[],
  args: Arguments,
): Promise<readonly Row[]> {
  const lists = readRetrieved(await readText(path), path);
  const splitter = await splitterOf(args.one('punkt'));
  const k = args.number('k', { min: 1, max: 10_000, integer: true }) ?? 10;
  const passagesOf = new Map(lists.map(({ id, passages }) => [id, passages]));
  const ranks = questions.map(({ id, lang, answers: known }) => ({
    lang,
    rank: firstAnswerRank(known, passagesOf.get(id) ?? []),
  }));
  const tokens = XOR_RETRIEVE_TOKENS.flatMap((count) =>
    (['official', 'strict'] as const).map((denominator) =>
      recallAtTokens(questions, lists, { tokens: count, denominator, splitter }),
    ),
  );
  const characters = CHARACTERS.map((count) =>
    recallAtCharacters(questions, lists, { characters: count, denominator: 'strict' }),
  );
  return [
    ...rowsOf(`has-answer R@${String(k)}`, hasAnswerRecall(ranks, k)),
    ...[...tokens, ...characters].flatMap((recall) => rowsOf(recall.name, recall)),
  ];
}

async function splitterOf(path: string | undefined): Promise<SentenceSplitter> {
  if (path === undefined) return APPROXIMATE_SENTENCES;
  const parameters = parsePunktParameters(JSON.parse(await readText(path)));
  if (parameters === null) throw new UsageError(`--punkt: ${path} holds no Punkt parameters.`);
  return punktSentences(parameters);
}

function rowsOf(measure: string, { languages, mean }: RecallByLanguage): Row[] {
  const n = languages.reduce((sum, language) => sum + language.n, 0);
  return [
    ...languages.map(({ lang, value, n: of }) => ({ measure, lang, value, n: of })),
    { measure, lang: 'mean', value: mean, n },
  ];
}

/** A question without a prediction counts 0, as in SQuAD's script. */
async function matchRows(path: string, questions: readonly AnsweredQuestion[]): Promise<readonly Row[]> {
  const predictions = readAnswersFile(await readText(path), path);
  const languages = [...new Set(questions.map(({ lang }) => lang))].sort();
  return (['exactMatch', 'f1'] as const).flatMap((kind) => {
    const rows = languages.map((lang): Row => {
      const values = questions
        .filter((question) => question.lang === lang)
        .map(({ id, answers: gold }) => {
          const predicted = predictions.get(id);
          return predicted === undefined ? 0 : (matchAnswer(predicted, gold, lang)?.[kind] ?? 0);
        });
      const value = values.reduce<number>((sum, one) => sum + one, 0) / values.length;
      return { measure: kind === 'f1' ? 'answer F1' : 'answer EM', lang, value, n: values.length };
    });
    const mean = rows.reduce((sum, { value }) => sum + (value ?? 0), 0) / rows.length;
    const n = rows.reduce((sum, row) => sum + row.n, 0);
    return [...rows, { measure: rows[0]?.measure ?? kind, lang: 'mean', value: mean, n }];
  });
}
