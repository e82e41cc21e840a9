import type { LinearAlgebra } from '../linear-algebra.ts';
import { backThroughUnitRows, toUnitRows } from './unit-rows.ts';

/** Most rows of a batch. */
export interface LossSize {
  readonly queries: number;
  readonly passages: number;
  readonly dimensions: number;
}

export interface InfoNceInput {
  /** [queryCount × d], of any length: the loss takes cosines. */
  readonly queries: Float32Array;
  /** [passageCount × d] */
  readonly passages: Float32Array;
  /** At least 1. */
  readonly queryCount: number;
  readonly passageCount: number;
  /** Row of each query's positive among the passages; several queries may share one. [queryCount] */
  readonly positive: Uint32Array;
  /**
   * 1 where passage j is no negative for query i, since it is relevant too. A query's own positive always counts.
   * [queryCount × passageCount]
   */
  readonly excluded: Uint8Array | null;
  /** Divides cosines; greater than 0. */
  readonly temperature: number;
}

export interface InfoNceResult {
  readonly loss: number;
  /** [queryCount × d]; like dPassages valid until the next call. */
  readonly dQueries: Float32Array;
  readonly dPassages: Float32Array;
}

/**
 * InfoNCE with in-batch negatives: the mean over queries of −log softmax(cos(q, p_j) ÷ τ) at the positive, over the
 * positive and all passages that are not excluded (papers.md, section 2; the temperature is ours). Gradients go
 * through the cosines to the vectors as they came.
 */
export function createInfoNce(
  algebra: LinearAlgebra,
  size: LossSize,
): (input: InfoNceInput) => InfoNceResult {
  const d = size.dimensions;
  const queryUnits = algebra.matrix(size.queries, d);
  const passageUnits = algebra.matrix(size.passages, d);
  const dQueries = algebra.matrix(size.queries, d);
  const dPassages = algebra.matrix(size.passages, d);
  /** Cosines, then their gradients. */
  const cosines = algebra.matrix(size.queries, size.passages);
  const queryLengths = new Float32Array(size.queries);
  const passageLengths = new Float32Array(size.passages);

  return ({ queries, passages, queryCount, passageCount, positive, excluded, temperature }) => {
    if (queryCount < 1 || queryCount > size.queries || passageCount > size.passages) {
      throw new RangeError(
        `${queryCount} queries and ${passageCount} passages; room for ${size.queries} and ${size.passages}.`,
      );
    }
    toUnitRows(queries, queryCount, d, queryUnits, queryLengths);
    toUnitRows(passages, passageCount, d, passageUnits, passageLengths);
    algebra.multiply(
      cosines,
      queryUnits,
      passageUnits,
      { m: queryCount, n: passageCount, k: d },
      { transposed: 'b' },
    );

    let loss = 0;
    for (let q = 0; q < queryCount; q += 1) {
      const start = q * passageCount;
      const wanted = positive[q] ?? 0;
      if (wanted >= passageCount) throw new RangeError(`Positive ${wanted} of ${passageCount} passages.`);
      loss += crossEntropy(
        cosines.subarray(start, start + passageCount),
        wanted,
        excluded?.subarray(start, start + passageCount) ?? null,
        temperature,
        queryCount,
      );
    }

    algebra.multiply(dQueries, cosines, passageUnits, { m: queryCount, n: d, k: passageCount });
    algebra.multiply(
      dPassages,
      cosines,
      queryUnits,
      { m: passageCount, n: d, k: queryCount },
      { transposed: 'a' },
    );
    backThroughUnitRows(queryUnits, queryLengths, queryCount, d, dQueries);
    backThroughUnitRows(passageUnits, passageLengths, passageCount, d, dPassages);
    return {
      loss: loss / queryCount,
      dQueries: dQueries.subarray(0, queryCount * d),
      dPassages: dPassages.subarray(0, passageCount * d),
    };
  };
}

/**
 * One query's −log softmax at `wanted`. Replaces its cosines by the gradient of the mean loss:
 * (softmax − 1 at the positive) ÷ (τ · queries). The largest logit is taken off before exponentials, so that no
 * temperature makes them overflow.
 */
function crossEntropy(
  cosines: Float32Array,
  wanted: number,
  excluded: Uint8Array | null,
  temperature: number,
  queryCount: number,
): number {
  const own = cosines[wanted] ?? 0;
  let highest = own;
  for (let p = 0; p < cosines.length; p += 1) {
    if (excluded?.[p] !== 1) highest = Math.max(highest, cosines[p] ?? 0);
  }
  let sum = 0;
  for (let p = 0; p < cosines.length; p += 1) {
    const counts = p === wanted || excluded?.[p] !== 1;
    const power = counts ? Math.exp(((cosines[p] ?? 0) - highest) / temperature) : 0;
    sum += power;
    cosines[p] = power;
  }
  const scale = 1 / (temperature * queryCount);
  for (let p = 0; p < cosines.length; p += 1) {
    cosines[p] = ((cosines[p] ?? 0) / sum - (p === wanted ? 1 : 0)) * scale;
  }
  return Math.log(sum) - (own - highest) / temperature;
}
