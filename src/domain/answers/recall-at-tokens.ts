import type { AnswerRecall, AnsweredQuestion, Denominator, RetrievedTexts } from './answer-recall.ts';
import { answerRecall } from './answer-recall.ts';
import type { SentenceSplitter } from './sentence-splitter.ts';
import { wordTokenize } from './word-tokenize.ts';

/** Tokens of R@2kt and R@5kt, the cut-offs of XOR-Retrieve. */
export const XOR_RETRIEVE_TOKENS = [2000, 5000] as const;

export interface TokenRecallOptions {
  /** Whole, 1 or more. */
  readonly tokens: number;
  readonly denominator: Denominator;
  readonly splitter: SentenceSplitter;
}

export interface TokenRecall extends AnswerRecall {
  /** What may stand beside the figure: `R@2kt`, and how it differs from the official one where it does. */
  readonly name: string;
  readonly tokens: number;
  readonly sentences: SentenceSplitter['kind'];
}

/**
 * R@kt of XOR QA (Asai et al. 2021): the share of questions, by language and as a mean over languages, of which an
 * answer occurs among the first `tokens` tokens of the retrieved passages. The tokens of all passages are joined with
 * single blanks, which has consequences: an answer with a punctuation mark is missed (`New York, USA` reads
 * `New York , USA`), one may be found inside a longer word or across two passages, and where words are not
 * separated (zh, ja, th, km, lo, my) a whole clause is one token; see `recallAtCharacters` for those.
 * Values are 0 to 1; the official script prints them times 100.
 */
export function recallAtTokens(
  questions: readonly AnsweredQuestion[],
  retrieved: readonly RetrievedTexts[],
  { tokens, denominator, splitter }: TokenRecallOptions,
): TokenRecall {
  if (!Number.isInteger(tokens) || tokens < 1) throw new RangeError(`not a number of tokens: ${tokens}`);
  const recall = answerRecall(questions, retrieved, denominator, (passages) =>
    firstTokens(passages, tokens, splitter).join(' '),
  );
  return { ...recall, name: nameOf(tokens, denominator, splitter), tokens, sentences: splitter.kind };
}

function firstTokens(passages: readonly string[], count: number, splitter: SentenceSplitter): string[] {
  const tokens: string[] = [];
  for (const passage of passages) {
    for (const token of wordTokenize(passage, splitter)) tokens.push(token);
    if (tokens.length >= count) break;
  }
  return tokens.slice(0, count);
}

function nameOf(tokens: number, denominator: Denominator, { kind }: SentenceSplitter): string {
  const differences = [denominator === 'strict' ? 'strict' : '', kind === 'approximate' ? 'approximate' : ''];
  const said = differences.filter((difference) => difference !== '').join(', ');
  return `R@${tokens / 1000}kt${said === '' ? '' : ` (${said})`}`;
}
