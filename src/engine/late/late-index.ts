import type { Side } from '../../domain/adapter/adapter.ts';
import { searchedText } from '../../domain/corpus/searched-text.ts';
import type { Shard } from '../../domain/corpus/types.ts';
import type { TokenRows } from '../../domain/vectors/late-interaction.ts';
import { quantiseTokens } from '../../domain/vectors/late-interaction.ts';
import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import type { JobOptions } from '../arms/arm.ts';
import { spreadOrder } from '../arms/spread-order.ts';
import type { Encoder } from '../encoder/encoder.ts';
import { createLateKernel, tokenBytes } from './late-kernel.ts';

/** Token vectors of a shard's passages and queries, at unit length and in a byte for each number. */
export interface LateIndex {
  /** What it keeps so far. */
  readonly bytes: number;
  /**
   * Encodes what is not encoded yet; reports how many texts are done.
   * @throws CrosslensError `aborted` (what is done is kept), `out-of-memory` with what to do about it
   */
  index(options: JobOptions<number>): Promise<void>;
  /** @throws CrosslensError `not-ready` when the query is not encoded yet */
  query(row: number): TokenRows;
  encodeQuery(text: string, signal?: AbortSignal): Promise<TokenRows>;
  /** Late interaction with passages by their rows, −1 for those that are not encoded yet. @param out [rows] */
  score(query: TokenRows, rows: Uint32Array, out: Float32Array): void;
  dispose(): void;
}

/** Texts that are encoded together; their token vectors in float32 take some 15 MB. */
const WINDOW = 256;
const NOT_YET = -1;
/** How far an estimate may be above the limit before the rest is encoded to see. */
const TRUST = 1.2;

/** Texts that `index` encodes. */
export function lateWork({ passages, queries }: Shard): number {
  return passages.length + queries.length;
}

/** @param maximumBytes of passages and queries together */
export function createLateIndex(shard: Shard, encoder: Encoder, maximumBytes: number): LateIndex {
  const { dimensions } = encoder;
  const kernel = createLateKernel(dimensions);
  const numberOf = new Int32Array(shard.passages.length).fill(NOT_YET);
  const queries: (TokenRows | undefined)[] = [];
  let queryBytes = 0;

  // Rows far apart come first: a search while indexing sees every language, and so does the estimate of the size.
  const passagePart = part(
    'passage',
    shard.passages.map(searchedText),
    (row, tokens, number) => {
      kernel.add(tokens);
      numberOf[row] = number;
    },
    () => kernel.bytes,
  );
  const queryPart = part(
    'query',
    shard.queries.map(({ text }) => text),
    (row, tokens) => {
      queries[row] = tokens;
      queryBytes += tokens.scales.length * tokenBytes(dimensions);
    },
    () => queryBytes,
  );
  const parts = [passagePart, queryPart];
  const bytes = (): number => kernel.bytes + queryBytes;

  /** Passages say how much they will take long before the last one, queries are added to them. */
  function checkSize(): void {
    const expected = parts.reduce(
      (sum, { bytes, done, order }) => sum + (done === 0 ? 0 : (bytes() / done) * order.length),
      0,
    );
    if (bytes() <= maximumBytes && expected <= TRUST * maximumBytes) return;
    const megabytes = (count: number): number => Math.ceil(count / 1e6);
    throw new CrosslensError(
      'out-of-memory',
      `Late interaction would keep about ${megabytes(expected)} MB of token vectors for ${shard.passages.length} passages and ${shard.queries.length} queries at ${dimensions} dimensions; the limit is ${megabytes(maximumBytes)} MB. Choose fewer rows or languages, or set the weight of late interaction to 0.`,
    );
  }

  return {
    get bytes() {
      return bytes();
    },
    async index({ signal, onProgress }) {
      for (const current of parts) {
        while (current.done < current.order.length) {
          throwIfAborted(signal);
          const rows = current.order.slice(current.done, current.done + WINDOW);
          const { lengths, vectors } = await encoder.encodeTokens(
            rows.map((row) => current.texts[row] ?? ''),
            current.side,
            signal,
          );
          let start = 0;
          rows.forEach((row, position) => {
            const end = start + (lengths[position] ?? 0);
            const tokens = vectors.subarray(start * dimensions, end * dimensions);
            current.store(row, quantiseTokens(tokens, dimensions), current.done + position);
            start = end;
          });
          current.done += rows.length;
          checkSize();
          onProgress?.(passagePart.done + queryPart.done);
        }
      }
    },
    query(row) {
      const tokens = queries[row];
      if (tokens === undefined) {
        throw new CrosslensError(
          'not-ready',
          'The shard is indexed only in part. Let indexing finish first.',
        );
      }
      return tokens;
    },
    async encodeQuery(text, signal) {
      const { vectors } = await encoder.encodeTokens([text], 'query', signal);
      return quantiseTokens(vectors, dimensions);
    },
    score(query, rows, out) {
      kernel.score(
        query,
        Uint32Array.from(rows, (row) => Math.max(0, numberOf[row] ?? 0)),
        out,
      );
      rows.forEach((row, i) => {
        if (numberOf[row] === NOT_YET) out[i] = -1;
      });
    },
    dispose() {
      kernel.dispose();
      queries.length = 0;
    },
  };
}

/** Texts of one side, and how far they have come in `order`. */
interface Part {
  readonly side: Side;
  readonly texts: readonly string[];
  readonly order: readonly number[];
  /** @param number how many of the part came before */
  readonly store: (row: number, tokens: TokenRows, number: number) => void;
  readonly bytes: () => number;
  done: number;
}

function part(side: Side, texts: readonly string[], store: Part['store'], bytes: Part['bytes']): Part {
  return { side, texts, order: spreadOrder(texts.length), store, bytes, done: 0 };
}
