import { extendSequence, startSequence } from '../../domain/generation/decode-rules.ts';
import type { DecodeRules, Sequence } from '../../domain/generation/decode-rules.ts';
import { sampleTopK } from '../../domain/generation/sample-top-k.ts';
import type { TopKOptions } from '../../domain/generation/sample-top-k.ts';
import { seededRandom } from '../../domain/random.ts';
import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import { yieldToEvents } from '../yield-to-events.ts';
import type { Seq2Seq } from './seq2seq.ts';

/** One prompt, and a seed for each of the sequences that are to be written for it. */
export interface DecodeJob {
  readonly ids: readonly number[];
  readonly seeds: readonly number[];
}

export interface DecodeOptions extends Pick<TopKOptions, 'topK' | 'temperature'> {
  readonly rules: DecodeRules;
  /** Ids that are never drawn, given the length of the logits. */
  readonly suppressed: (vocabulary: number) => ReadonlySet<number>;
  readonly signal: AbortSignal | undefined;
  /** Called after every step with the number of tokens drawn in it. */
  readonly onStep: (tokens: number) => void;
}

/** A sequence on its way: the row of the batch it is decoded in, and its own stream of random numbers. */
interface Writer {
  readonly job: number;
  sequence: Sequence;
  readonly random: () => number;
}

/**
 * Writes all sequences of a few prompts side by side. Every prompt is encoded and started once, however many sequences
 * it gets; rows whose sequence has ended are dropped as soon as they are half of the batch.
 * @returns tokens, by job and seed
 * @throws CrosslensError `aborted`, or what the runtime fails with
 */
export async function decodeBatch(
  model: Seq2Seq,
  jobs: readonly DecodeJob[],
  options: DecodeOptions,
): Promise<readonly (readonly number[])[][]> {
  throwIfAborted(options.signal);
  const { rules } = options;
  const encoded = await model.encode(
    jobs.map(({ ids }) => ids),
    rules.pad,
  );
  const state = model.decoder.begin(encoded);
  const writers = jobs.flatMap(({ seeds }, job) =>
    seeds.map((seed): Writer => ({ job, sequence: startSequence(rules), random: seededRandom(seed) })),
  );
  try {
    await yieldToEvents();
    throwIfAborted(options.signal);
    const first = await state.step(jobs.map(() => rules.start));
    const topK: TopKOptions = { ...options, suppressed: options.suppressed(first.vocabulary) };
    const draw = (writer: Writer, logits: Float32Array): void => {
      const id = sampleTopK(logits, topK, writer.random);
      if (id === null) {
        throw new CrosslensError(
          'model-invalid',
          'The decoder gives no number for any token: its weights are damaged.',
        );
      }
      writer.sequence = extendSequence(writer.sequence, id, rules);
    };
    const rowOf = ({ values, vocabulary }: typeof first, row: number): Float32Array =>
      values.subarray(row * vocabulary, (row + 1) * vocabulary);

    for (const writer of writers) draw(writer, rowOf(first, writer.job));
    options.onStep(writers.length);
    let rows = writers.filter(({ sequence }) => sequence.state === 'open');
    const oneRowEach = writers.length === jobs.length && rows.length === jobs.length;
    if (rows.length > 0 && !oneRowEach) await state.select(rows.map(({ job }) => job));

    while (rows.length > 0) {
      await yieldToEvents();
      throwIfAborted(options.signal);
      const logits = await state.step(rows.map(({ sequence }) => sequence.next));
      let drawn = 0;
      rows.forEach((writer, row) => {
        if (writer.sequence.state !== 'open') return;
        draw(writer, rowOf(logits, row));
        drawn += 1;
      });
      options.onStep(drawn);
      const open = rows.flatMap(({ sequence }, row) => (sequence.state === 'open' ? [row] : []));
      if (open.length === 0) break;
      if (open.length <= rows.length / 2) {
        await state.select(open);
        rows = open.flatMap((row) => rows[row] ?? []);
      }
    }
  } finally {
    state.dispose();
  }
  return jobs.map((_, job) =>
    writers.filter((writer) => writer.job === job).map(({ sequence }) => sequence.tokens),
  );
}
