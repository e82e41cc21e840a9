import type { PairToScore } from '../../protocol/cross-encoder.ts';
import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import { batchByLength } from '../encoder/batches.ts';
import { createQueue } from '../in-turn.ts';
import type { Runtime } from '../ort/runtime.ts';
import type { Graph, GraphTensors } from '../ort/session.ts';
import { openGraph } from '../ort/session.ts';
import { yieldToEvents } from '../yield-to-events.ts';
import type { Relevance } from './model-config.ts';
import { parseCrossEncoderConfig, relevanceOf } from './model-config.ts';
import type { CrossEncoderFiles } from './model-files.ts';
import type { EncodedPair } from './pair-tokenizer.ts';
import { createPairTokenizer } from './pair-tokenizer.ts';

export interface ScoreOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called after every batch with the pairs that are done. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

export interface PairScores {
  /** Higher is more relevant; only the order within a query means anything. [pairs] */
  readonly scores: Float32Array;
  /** Pairs whose passage did not fit. */
  readonly cut: number;
}

/** Reads a query and a passage together and says how well they fit. */
export interface PairScorer {
  /** @throws CrosslensError `aborted` between two batches, `out-of-memory`, `model-invalid` */
  score(pairs: readonly PairToScore[], options?: ScoreOptions): Promise<PairScores>;
}

export interface CrossEncoder extends PairScorer {
  readonly name: string;
  readonly maxTokens: number;
  /** How scores come about, in words. */
  readonly notes: readonly string[];
  dispose(): Promise<void>;
}

const LOGITS = 'logits';
const INPUTS = ['input_ids', 'attention_mask', 'token_type_ids'];
/**
 * Padded tokens of one batch. Four pairs of 512 tokens take 50 MB for the attention of 12 heads, and a cancel waits
 * for one batch.
 */
const TOKENS_PER_BATCH = 2048;

/**
 * Opens a cross-encoder of the Hugging Face layout.
 * @throws CrosslensError `model-invalid`, `tokenizer-invalid`, `device-unavailable`, `out-of-memory`
 */
export async function openCrossEncoder(
  files: CrossEncoderFiles,
  runtime: Runtime,
  options: { readonly threads: number },
): Promise<CrossEncoder> {
  const { name } = files;
  const config = parseCrossEncoderConfig(files.config, files.tokenizerConfig, name);
  const { maxTokens } = config;
  const tokenizer = createPairTokenizer(files.tokenizer, files.tokenizerConfig, { ...config, name });
  const graph = await openGraph(runtime, files.model, { name, threads: options.threads });
  let relevance: Relevance;
  try {
    checkNames(graph);
    relevance = relevanceOf(logitsOf(graph) ?? Math.max(1, config.labels.length), config.labels, name);
  } catch (error) {
    await graph.dispose();
    throw error;
  }
  // Sessions of one runtime must not overlap.
  const inTurn = createQueue();

  return {
    name,
    maxTokens,
    notes: [relevance.note, `Pairs are cut at ${String(maxTokens)} tokens, at the end of the passage.`],
    async score(pairs, { signal, onProgress } = {}) {
      const encoded: EncodedPair[] = [];
      for (const { query, passage } of pairs) encoded.push(tokenizer.encode(query, passage));
      const scores = new Float32Array(pairs.length);
      let done = 0;
      const lengths = encoded.map(({ ids }) => ids.length);
      for (const { positions, tokens } of batchByLength(lengths, TOKENS_PER_BATCH)) {
        throwIfAborted(signal);
        const batch = positions.flatMap((position) => encoded[position] ?? []);
        const found = await inTurn(() => runBatch(graph, batch, tokens, tokenizer.padId, relevance));
        positions.forEach((position, row) => {
          scores[position] = found[row] ?? NaN;
        });
        done += positions.length;
        onProgress?.(done);
        await yieldToEvents();
      }
      throwIfAborted(signal);
      return { scores, cut: encoded.filter(({ cut }) => cut).length };
    },
    dispose: () => graph.dispose(),
  };
}

/** @returns scores [batch] */
async function runBatch(
  graph: Graph,
  batch: readonly EncodedPair[],
  tokens: number,
  padId: number,
  { logits, relevant }: Relevance,
): Promise<Float32Array> {
  const { [LOGITS]: output } = await graph.run(feedsOf(graph, batch, tokens, padId), [LOGITS]);
  if (output === undefined)
    throw new CrosslensError('model-invalid', `${graph.name} did not give ${LOGITS}.`);
  const values = await graph.read(output);
  if (values.length !== batch.length * logits) {
    throw new CrosslensError(
      'model-invalid',
      `${graph.name}: ${LOGITS} is [${output.dims.join(', ')}] for ${String(batch.length)} pairs, where ${String(logits)} for each were expected. It is no model that scores pairs, or its config.json belongs to another.`,
    );
  }
  const scores = new Float32Array(batch.length);
  for (let row = 0; row < batch.length; row += 1) {
    const score = values[row * logits + relevant] ?? NaN;
    scores[row] = logits === 1 ? score : score - (values[row * logits + 1 - relevant] ?? NaN);
  }
  graph.release(output);
  if (scores.some((score) => !Number.isFinite(score))) {
    throw new CrosslensError(
      'model-invalid',
      `${graph.name} gives no number for a pair: its weights are damaged.`,
    );
  }
  return scores;
}

function feedsOf(graph: Graph, batch: readonly EncodedPair[], tokens: number, padId: number): GraphTensors {
  const size = batch.length * tokens;
  const inputs = {
    input_ids: new BigInt64Array(size).fill(BigInt(padId)),
    attention_mask: new BigInt64Array(size),
    token_type_ids: new BigInt64Array(size),
  };
  batch.forEach(({ ids, types }, row) => {
    const from = row * tokens;
    inputs.input_ids.set(BigInt64Array.from(ids, BigInt), from);
    inputs.token_type_ids.set(BigInt64Array.from(types, BigInt), from);
    inputs.attention_mask.fill(1n, from, from + ids.length);
  });
  return Object.fromEntries(
    Object.entries(inputs)
      .filter(([name]) => graph.inputs.some((input) => input.name === name))
      .map(([name, data]) => [name, graph.int64(data, [batch.length, tokens])]),
  );
}

/** `null`: the graph names a length that is known only when it runs. */
function logitsOf(graph: Graph): number | null {
  const shape = graph.outputs.find(({ name }) => name === LOGITS)?.shape ?? [];
  const last = shape.length > 1 ? shape.at(-1) : undefined;
  return typeof last === 'number' && last > 0 ? last : null;
}

function checkNames(graph: Graph): void {
  const names = graph.inputs.map(({ name }) => name);
  const unknown = names.filter((name) => !INPUTS.includes(name));
  const refuse = (what: string): CrosslensError =>
    new CrosslensError(
      'model-invalid',
      `${graph.name} ${what}. A cross-encoder takes ${INPUTS.join(', ')} and gives ${LOGITS} (a model for sequence classification).`,
    );
  if (unknown.length > 0) throw refuse(`asks for ${unknown.join(', ')}`);
  if (!names.includes('input_ids')) throw refuse('does not take input_ids');
  const outputs = graph.outputs.map(({ name }) => name);
  if (!outputs.includes(LOGITS)) throw refuse(`gives ${outputs.join(', ')}`);
}
