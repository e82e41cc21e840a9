import type { Passage } from './types.ts';

/** What every arm indexes of a passage: title and text, as BEIR has it. */
export function searchedText({ title, text }: Passage): string {
  return title === undefined || title === '' ? text : `${title} ${text}`;
}
