import { analyse } from './analyse.ts';

/** Where the telling words of a query stand in a passage, as merged ranges of UTF-16 offsets into the passage. */
export function matchingRanges(query: string, passage: string): [start: number, end: number][] {
  const wanted = new Set(
    analyse(query).flatMap(({ term, start, end }) => (isTelling(query.slice(start, end)) ? [term] : [])),
  );
  const ranges: [start: number, end: number][] = [];
  const found = analyse(passage)
    .filter(({ term }) => wanted.has(term))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  for (const { start, end } of found) {
    const last = ranges.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else ranges.push([start, end]);
  }
  return ranges;
}

/** Short words of alphabets (the, de, των) stand everywhere, unless written in capitals (DNA, WHO). */
function isTelling(word: string): boolean {
  if (/^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{M}]{1,3}$/u.test(word)) {
    return word.length > 1 && word === word.toUpperCase();
  }
  return word.length > 1 || /\p{Script=Han}/u.test(word);
}
