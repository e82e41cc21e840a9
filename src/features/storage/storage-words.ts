import type { StoredItem, StoredKind } from '../../protocol/library.ts';

/** Kinds in the order in which they take room, with what happens when one is deleted. */
export const KINDS: readonly {
  readonly kind: StoredKind;
  readonly title: string;
  readonly one: string;
  readonly about: string;
}[] = [
  {
    kind: 'model',
    title: 'Encoders of your own',
    one: 'encoder',
    about: 'Fetched or read from a folder. One that is deleted has to be fetched again.',
  },
  {
    kind: 'download',
    title: 'Unfinished downloads',
    one: 'download',
    about: 'What was fetched of them is kept, so that the rest can follow.',
  },
  {
    kind: 'corpus',
    title: 'Corpora',
    one: 'corpus',
    about: 'As they were read. Without them the files have to be opened again.',
  },
  {
    kind: 'vectors',
    title: 'Vectors',
    one: 'set',
    about: 'What encoders made of passages and queries. Without them they are encoded again.',
  },
  {
    kind: 'lab',
    title: 'Arms of the Lab',
    one: 'arm',
    about: 'Trained here or imported. One that was not exported is lost when it is deleted.',
  },
  {
    kind: 'generated',
    title: 'Generated queries',
    one: 'file',
    about: 'What a generator wrote. Without them it writes the same again.',
  },
];

export const MANY: Readonly<Record<StoredKind, string>> = {
  model: 'encoders',
  download: 'downloads',
  corpus: 'corpora',
  vectors: 'sets',
  lab: 'arms',
  generated: 'files',
};

/** Items of one kind, the newest first; those without a date at the end. */
export function ofKind(items: readonly StoredItem[], kind: StoredKind): readonly StoredItem[] {
  return items
    .filter((item) => item.kind === kind)
    .sort((a, b) => (b.saved ?? '').localeCompare(a.saved ?? '') || a.name.localeCompare(b.name));
}

export function totalBytes(items: readonly StoredItem[]): number {
  return items.reduce((sum, { bytes }) => sum + bytes, 0);
}

/**
 * How much room there is: what Crosslens keeps, what else the browser counts for this address, what is left.
 * `null` where the browser gives no estimate, or one that cannot be.
 */
export function roomOf(
  usage: number | null,
  quota: number | null,
  kept: number,
): { readonly kept: number; readonly others: number; readonly left: number; readonly quota: number } | null {
  if (quota === null || !(quota > 0)) return null;
  const used = usage ?? kept;
  // Encoders with other settings over the same files each count those files.
  const own = Math.min(kept, used);
  return { kept: own, others: used - own, left: Math.max(0, quota - used), quota };
}
