import type { Side } from '../../domain/adapter/adapter.ts';
import type { LanguageCode } from '../../domain/corpus/types.ts';
import { formQuery } from '../../domain/lab/query-form.ts';
import type { QueryForm } from '../../domain/lab/query-form.ts';
import type { Encoder } from '../encoder/encoder.ts';

/** A text as the shard knows it: what the Lab does to it may depend on its id and language. */
export interface ShardText {
  /** Of a query of the shard; `null` for everything else. */
  readonly id: string | null;
  readonly text: string;
  readonly lang: LanguageCode | null;
}

/** What an arm asks for vectors: an encoder as it is, or as the Lab changed it. */
export interface ShardEncoder {
  readonly dimensions: number;
  /** @returns [texts × dimensions]. @throws CrosslensError as `Encoder.encode` does */
  encode(texts: readonly ShardText[], side: Side, signal?: AbortSignal): Promise<Float32Array>;
  /** What `encode` gives for texts whose vectors by the bare encoder are known; `null` where the text is needed. */
  adapt(frozen: Float32Array, texts: readonly ShardText[], side: Side): Float32Array | null;
}

export type Adapt = (
  vectors: Float32Array,
  side: Side,
  languages: readonly (LanguageCode | null)[],
) => Float32Array;

/**
 * @param lab.adapt what is done to vectors; `null`: nothing
 * @param lab.form what is done to queries before they are encoded; `null`: nothing
 */
export function createShardEncoder(
  encoder: Encoder,
  lab: { readonly adapt: Adapt | null; readonly form: QueryForm | null; readonly unitLength: boolean },
): ShardEncoder {
  const { dimensions } = encoder;
  const adapted = (vectors: Float32Array, texts: readonly ShardText[], side: Side): Float32Array =>
    lab.adapt === null
      ? vectors
      : lab.adapt(
          vectors,
          side,
          texts.map(({ lang }) => lang),
        );
  return {
    dimensions,
    async encode(texts, side, signal) {
      if (side === 'passage' || lab.form === null) {
        const vectors = await encoder.encode(
          texts.map(({ text }) => text),
          side,
          signal,
        );
        return adapted(vectors, texts, side);
      }
      return adapted(await encodeForms(texts, lab.form, signal), texts, side);
    },
    adapt: (frozen, texts, side) =>
      side === 'query' && lab.form !== null ? null : adapted(frozen, texts, side),
  };

  /** The mean over the texts that a query becomes. [queries × dimensions] */
  async function encodeForms(
    queries: readonly ShardText[],
    form: QueryForm,
    signal: AbortSignal | undefined,
  ): Promise<Float32Array> {
    const parts = queries.flatMap((query, row) => formQuery(form, query).map((part) => ({ ...part, row })));
    const sums = new Float32Array(queries.length * dimensions);
    const counts = new Uint32Array(queries.length);
    for (const side of ['query', 'passage'] as const) {
      const ofSide = parts.filter((part) => part.side === side);
      if (ofSide.length === 0) continue;
      const vectors = await encoder.encode(
        ofSide.map(({ text }) => text),
        side,
        signal,
      );
      ofSide.forEach(({ row }, at) => {
        counts[row] = (counts[row] ?? 0) + 1;
        for (let i = 0; i < dimensions; i += 1) {
          const target = row * dimensions + i;
          sums[target] = (sums[target] ?? 0) + (vectors[at * dimensions + i] ?? 0);
        }
      });
    }
    queries.forEach((_, row) => {
      const vector = sums.subarray(row * dimensions, (row + 1) * dimensions);
      const norm = lab.unitLength ? Math.hypot(...vector) : (counts[row] ?? 1);
      if (norm > 0) vector.forEach((value, i) => (vector[i] = value / norm));
    });
    return sums;
  }
}
