import type { LanguageCode } from '../corpus/types.ts';
import type { AnsweredQuestion } from './answer-recall.ts';
import { firstAnswerRank } from './has-answer.ts';
import { recallAtCharacters } from './recall-at-characters.ts';
import { recallAtTokens, XOR_RETRIEVE_TOKENS } from './recall-at-tokens.ts';
import type { SentenceSplitter } from './sentence-splitter.ts';

/** One measure of answers in one language. */
export interface AnswerFigure {
  readonly measure: string;
  /** A language, or `mean` for the unweighted mean over those with a value. */
  readonly lang: LanguageCode;
  /** Fraction 0–1; `null` where no question counts. */
  readonly value: number | null;
  readonly n: number;
}

/** A question with the texts that were retrieved for it, best first. */
export interface AnsweredRetrieval extends AnsweredQuestion {
  readonly passages: readonly string[];
}

/** Characters of the variant for scripts without spaces, about as many as 2,000 and 5,000 English tokens have. */
export const CHARACTERS = [10_000, 25_000] as const;

/**
 * Adds questions a few at a time, so that a worker can yield between them: DPR's has-answer R@k, R@2kt and R@5kt with
 * every question in the denominator (`strict`), and the variant by characters. A question without an answer, or with
 * none but yes and no, counts for nothing.
 */
export class AnswerTally {
  readonly #k: number;
  readonly #splitter: SentenceSplitter;
  readonly #sums = new Map<string, Map<LanguageCode, { hits: number; n: number }>>();

  constructor(k: number, splitter: SentenceSplitter) {
    this.#k = k;
    this.#splitter = splitter;
  }

  add(questions: readonly AnsweredRetrieval[]): void {
    const retrieved = questions.map(({ id, passages }) => ({ id, passages }));
    for (const tokens of XOR_RETRIEVE_TOKENS) {
      const options = { tokens, denominator: 'strict', splitter: this.#splitter } as const;
      const { name, languages } = recallAtTokens(questions, retrieved, options);
      for (const { lang, hits, n } of languages) this.#count(name, lang, hits, n);
    }
    for (const characters of CHARACTERS) {
      const { name, languages } = recallAtCharacters(questions, retrieved, {
        characters,
        denominator: 'strict',
      });
      for (const { lang, hits, n } of languages) this.#count(name, lang, hits, n);
    }
    for (const { lang, answers, passages } of questions) {
      if (answers.every((answer) => answer === 'yes' || answer === 'no')) continue;
      const rank = firstAnswerRank(answers, passages.slice(0, this.#k));
      this.#count(`has-answer R@${this.#k}`, lang, rank === null ? 0 : 1, 1);
    }
  }

  figures(): AnswerFigure[] {
    return [...this.#sums].flatMap(([measure, languages]) => {
      const rows = [...languages]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([lang, { hits, n }]): AnswerFigure => ({ measure, lang, value: n === 0 ? null : hits / n, n }));
      const values = rows.flatMap(({ value }) => value ?? []);
      const mean = values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
      return [...rows, { measure, lang: 'mean', value: mean, n: rows.reduce((sum, { n }) => sum + n, 0) }];
    });
  }

  #count(measure: string, lang: LanguageCode, hits: number, n: number): void {
    const languages = this.#sums.get(measure) ?? new Map<LanguageCode, { hits: number; n: number }>();
    this.#sums.set(measure, languages);
    const known = languages.get(lang) ?? { hits: 0, n: 0 };
    languages.set(lang, { hits: known.hits + hits, n: known.n + n });
  }
}
