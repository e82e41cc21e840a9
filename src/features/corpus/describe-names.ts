import { plural } from '../../ui/format.ts';

/** `a.jsonl, b.jsonl, c.jsonl and 9 other files` */
export function describeNames(names: readonly string[]): string {
  return names.length <= 4
    ? names.join(', ')
    : `${names.slice(0, 3).join(', ')} and ${plural(names.length - 3, 'other file')}`;
}
