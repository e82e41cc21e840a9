/** What a reader left out or changed, in words for a person. Of notes that say the same of many rows the first are kept. */
export interface Notes {
  /**
   * @param where `line 3`
   * @param what `no query of the shard is called q7`
   * @param more what further notes of this kind are called: `queries that the shard does not have`
   */
  add(where: string, what: string, more: string): void;
  list(): string[];
}

const KEPT = 10;

export function createNotes(): Notes {
  const kinds = new Map<string, { readonly kept: string[]; count: number }>();
  return {
    add(where, what, more) {
      const kind = kinds.get(more) ?? { kept: [], count: 0 };
      kinds.set(more, kind);
      kind.count += 1;
      if (kind.kept.length < KEPT) kind.kept.push(where === '' ? what : `${where}: ${what}`);
    },
    list: () =>
      [...kinds].flatMap(([more, { kept, count }]) =>
        count > kept.length
          ? [...kept, `${(count - kept.length).toLocaleString('en-GB')} more: ${more}`]
          : kept,
      ),
  };
}
