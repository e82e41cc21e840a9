import { chiSquareSurvival } from '../significance/special-functions.ts';

/** A passage that one query's ranking has in its top k, or one judged relevant that it has not. */
export interface PeerPassage {
  readonly lang: string | number;
  /** Relevance level of the judgements; 0 for a passage without judgement. */
  readonly level: number;
  /** 1-based rank; `null` where it is not among the top k. */
  readonly rank: number | null;
}

export interface PeerLevel {
  readonly level: number;
  readonly weight: number;
  /** Passages compared: those in the top k and, above level 0, those that were missed. */
  readonly passages: number;
  /** Probability that languages rank alike; `null` where the query has no passage judged at this relevant level. */
  readonly p: number | null;
  /** Whether every ranking that finds any of these passages gets the same p, so that it says nothing about one. */
  readonly constant: boolean;
}

export type PeerConstant = 'one-passage-per-language' | 'one-language' | 'no-passages';

export type PeerResult =
  | { readonly kind: 'value'; readonly value: number; readonly perLevel: readonly PeerLevel[] }
  | { readonly kind: 'constant'; readonly reason: PeerConstant };

export interface KruskalWallis {
  /** `null` where fewer than two languages are compared, nothing was retrieved, or all ranks are one. */
  readonly h: number | null;
  readonly p: number;
}

/**
 * PEER@k of one query: the probability of equal expected rank (Yang et al. 2024, arXiv 2405.00978), as the authors'
 * implementation (github.com/hltcoe/peer_measure) computes it. 1 where languages rank alike, near 0 where one is
 * ahead: the sum over relevance levels of weight · p, where p is that of a Kruskal–Wallis test of the ranks by
 * language. A relevant level for which the query has no judgement adds nothing, so that the sum can then not reach 1.
 *
 * Refused (`constant`) where no level with a weight can tell one ranking from another: each language has one passage
 * at it (then H = N − 1 always), or one language has them all, or there is none. Level 0 depends on what was
 * retrieved and is never refused. Where only some levels are constant they are marked in `perLevel`.
 *
 * Against the reference: an unjudged passage counts as level 0 even where the judgements know no level 0 (there it
 * fails), and ranks that are all equal give p = 1 (there they give NaN; a tail rank can meet a real one).
 *
 * @param list every passage of the top k (which the reference orders by score descending, then id **ascending**,
 *   unlike trec_eval) and every relevant one that is not in it; each passage once
 * @param weights by relevance level, not negative, with a sum of 1; otherwise a `RangeError`
 */
export function peer(list: readonly PeerPassage[], weights: ReadonlyMap<number, number>): PeerResult {
  requireWeights(weights);
  const levels = [...weights]
    .filter(([, weight]) => weight > 0)
    .sort(([one], [other]) => one - other)
    .map(([level, weight]) => assess(level, weight, list));

  const reasons = levels.map(({ reason }) => reason);
  const [reason] = reasons;
  if (reason !== undefined && reason !== null && !reasons.includes(null)) return { kind: 'constant', reason };

  const perLevel = levels.map(({ level }) => level);
  const value = perLevel.reduce((sum, { weight, p }) => sum + weight * (p ?? 0), 0);
  return { kind: 'value', value, perLevel };
}

/**
 * Kruskal–Wallis test of ranks by language, without a correction for ties: H = (N − 1) · SSG / SSA with the sums of
 * squares between groups and over all, p from χ² with groups − 1 degrees of freedom. Fewer than two languages, or
 * nothing retrieved, is p = 1.
 *
 * `null` stands for a passage that was missed. All of these share one rank at the tail, (2M + u + 1) / 2 with u missed
 * passages of M in all. The reference means the tail to follow the largest rank retrieved, yet a slip puts M in its
 * place, so that a missed passage can stand above a retrieved one. Ranks are used as they are in the run, gaps
 * included, and not ranked anew. Both are kept, since published figures have them.
 */
export function kruskalWallis(groups: readonly (readonly (number | null)[])[]): KruskalWallis {
  const present = groups.filter((group) => group.length > 0);
  const passages = present.flat();
  const missed = passages.filter((rank) => rank === null).length;
  if (present.length < 2 || missed === passages.length) return { h: null, p: 1 };

  const tail = (2 * passages.length + missed + 1) / 2;
  const ranks = present.map((group) => group.map((rank) => rank ?? tail));
  const all = ranks.flat();
  const mean = meanOf(all);
  const total = all.reduce((sum, rank) => sum + (rank - mean) ** 2, 0);
  if (total === 0) return { h: null, p: 1 };
  const between = ranks.reduce((sum, group) => sum + group.length * (meanOf(group) - mean) ** 2, 0);
  const h = ((all.length - 1) * between) / total;
  return { h, p: chiSquareSurvival(h, present.length - 1) };
}

function assess(
  level: number,
  weight: number,
  list: readonly PeerPassage[],
): { level: PeerLevel; reason: PeerConstant | null } {
  const relevant = level > 0;
  const passages = list.filter((entry) => entry.level === level && (relevant || entry.rank !== null));
  const groups = ranksByLanguage(passages);
  const reason = relevant ? constancyOf(groups.map((group) => group.length)) : null;
  const p = relevant && passages.length === 0 ? null : kruskalWallis(groups).p;
  return { level: { level, weight, passages: passages.length, p, constant: reason !== null }, reason };
}

function ranksByLanguage(passages: readonly PeerPassage[]): (number | null)[][] {
  const groups = new Map<string | number, (number | null)[]>();
  for (const { lang, rank } of passages) {
    const group = groups.get(lang) ?? [];
    groups.set(lang, group);
    group.push(rank);
  }
  return [...groups.values()];
}

function constancyOf(sizes: readonly number[]): PeerConstant | null {
  if (sizes.length === 0) return 'no-passages';
  if (sizes.length === 1) return 'one-language';
  return sizes.every((size) => size === 1) ? 'one-passage-per-language' : null;
}

function meanOf(ranks: readonly number[]): number {
  return ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length;
}

function requireWeights(weights: ReadonlyMap<number, number>): void {
  const values = [...weights.values()];
  const sum = values.reduce((total, weight) => total + weight, 0);
  // The tolerance lets thirds written with a few digits pass; the reference has the same.
  if (values.some((weight) => !(weight >= 0)) || !(Math.abs(sum - 1) <= 1e-5)) {
    throw new RangeError(`PEER's weights must not be negative and must add up to 1, not to ${sum}.`);
  }
}
