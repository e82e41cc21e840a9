import { AnswerTally } from '../../domain/answers/answer-figures.ts';
import { parsePunktParameters } from '../../domain/answers/punkt-parameters.ts';
import { punktSentences } from '../../domain/answers/punkt.ts';
import type { SentenceSplitter } from '../../domain/answers/sentence-splitter.ts';
import { APPROXIMATE_SENTENCES } from '../../domain/answers/sentence-splitter.ts';
import type { JudgedQuery, Shard } from '../../domain/corpus/types.ts';
import { unseenQueries } from '../../domain/lab/split.ts';
import type { AnswersInput, AnswersOutput } from '../../protocol/arm.ts';
import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import type { Pace } from '../rate.ts';
import { startPace } from '../rate.ts';
import { yieldToEvents } from '../yield-to-events.ts';

/** Passages that hold some 5,000 tokens even where they are single sentences. */
const DEPTH = 200;

/**
 * Looks for the answers in what is retrieved. The titles of passages are not searched, as in DPR's code.
 * @param topOf rows of the best passages for a query, first to last, among those that `allowed` lets through
 */
export async function findAnswers(
  shard: Shard,
  topOf: (query: number, depth: number, allowed: Uint8Array | null) => readonly number[],
  input: AnswersInput,
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((pace: Pace) => void) | undefined;
  },
): Promise<AnswersOutput> {
  const splitter = splitterOf(input.punkt);
  const judging = unseenQueries(shard, input.trainedOn ?? []);
  const asked = shard.queries.flatMap((query, row) =>
    judging[row] === 1 && (query.answers?.length ?? 0) > 0 ? [{ query, row }] : [],
  );
  const depth = Math.max(DEPTH, input.k);
  const filters = new Map<string, Uint8Array>();
  const filterOf = ({ lang }: JudgedQuery): Uint8Array | null => {
    if (input.setting === 'multi') return null;
    const known =
      filters.get(lang) ?? Uint8Array.from(shard.passages, (passage) => (passage.lang === lang ? 1 : 0));
    filters.set(lang, known);
    return known;
  };
  const tally = new AnswerTally(input.k, splitter);
  const pace = startPace(asked.length);
  let done = 0;
  for (const { query, row } of asked) {
    const passages = topOf(row, depth, filterOf(query)).map((at) => shard.passages[at]?.text ?? '');
    tally.add([{ id: query.id, lang: query.lang, answers: query.answers ?? [], passages }]);
    done += 1;
    if (done % 8 !== 0) continue;
    options.onProgress?.(pace(done));
    await yieldToEvents();
    throwIfAborted(options.signal);
  }
  return { figures: tally.figures(), questions: asked.length, depth, sentences: splitter.kind };
}

function splitterOf(punkt: unknown): SentenceSplitter {
  if (punkt === null || punkt === undefined) return APPROXIMATE_SENTENCES;
  const parameters = parsePunktParameters(punkt);
  if (parameters === null) {
    throw new CrosslensError(
      'corpus-invalid',
      'These are no Punkt parameters: expected abbrev_types, collocations, sent_starters and ortho_context.',
    );
  }
  return punktSentences(parameters);
}
