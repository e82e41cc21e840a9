/** The first row of a corpus that this app wrote: rows beneath it may have `source`, `unit` and `rejected`. */
export const OWN_HEADER = { crosslens: 'corpus', version: 1 } as const;

export function isOwnHeader(row: Readonly<Record<string, unknown>>): boolean {
  return row['crosslens'] === OWN_HEADER.crosslens;
}
