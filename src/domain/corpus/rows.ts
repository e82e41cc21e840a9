import type { Corpus, Query } from './types.ts';

/** Which row (unit) each passage and query belongs to; rows are numbered in order of their first passage. */
interface Rows {
  readonly count: number;
  /** [passages] */
  readonly ofPassage: Int32Array;
  /** −1 for a query whose row holds no passage. [queries] */
  readonly ofQuery: Int32Array;
}

/**
 * A row is what a shard may not cut apart: passages and queries joined, directly or through others, by a passage's
 * `unit` or `group`, a query's `group`, or a judgement. A passage without any link is a row of its own.
 */
export function findRows({
  passages,
  queries,
}: Pick<Corpus, 'passages'> & { queries: readonly Query[] }): Rows {
  const keys = new Map<string, number>();
  const parents: number[] = passages.map((_, p) => p);
  const find = (node: number): number => {
    let root = node;
    for (let up = parents[root] ?? root; up !== root; up = parents[root] ?? root) root = up;
    for (let at = node; at !== root;) {
      const next = parents[at] ?? root;
      parents[at] = root;
      at = next;
    }
    return root;
  };
  const join = (a: number, b: number): void => {
    const first = find(a);
    const second = find(b);
    // The lower number stays the root, so that a root that is a passage is the row's first one.
    if (first !== second) parents[Math.max(first, second)] = Math.min(first, second);
  };
  const nodeOf = (key: string): number => {
    const known = keys.get(key);
    if (known !== undefined) return known;
    const node = parents.length;
    parents.push(node);
    keys.set(key, node);
    return node;
  };

  passages.forEach(({ id, unit, group }, p) => {
    keys.set(`id ${id}`, p);
    if (unit !== undefined) join(p, nodeOf(`unit ${unit}`));
    if (group !== undefined) join(p, nodeOf(`group ${group}`));
  });
  const queryNodes = queries.map(({ group, relevant }, q) => {
    const node = nodeOf(group === undefined ? `query ${String(q)}` : `queries ${group}`);
    for (const id of relevant) join(node, nodeOf(`id ${id}`));
    return node;
  });

  const numbers = new Map<number, number>();
  const ofPassage = Int32Array.from(passages, (_, p) => {
    const root = find(p);
    const number = numbers.get(root) ?? numbers.size;
    numbers.set(root, number);
    return number;
  });
  const ofQuery = Int32Array.from(queryNodes, (node) => numbers.get(find(node)) ?? -1);
  return { count: numbers.size, ofPassage, ofQuery };
}
