/** Characters of a passage of running text, unless the person says otherwise. In UTF-16 units. */
export const DEFAULT_PASSAGE_LENGTH = 800;

/** A sentence this many times longer than a passage is cut at a space: no encoder reads on. */
const LONGEST_SENTENCE = 2;

/** Sentences of a text, in order; put together they are the text. */
export type Sentences = (text: string) => Iterable<string>;

/**
 * Parts of a paragraph of at most `characters` UTF-16 units, cut between sentences. A sentence that is longer stands
 * alone; one of more than twice that length is cut at spaces, or anywhere where it has none.
 */
export function splitParagraph(
  paragraph: string,
  characters: number,
  sentences: Sentences,
): readonly string[] {
  const text = paragraph.trim();
  if (text === '') return [];
  if (text.length <= characters) return [text];
  const parts: string[] = [];
  let held = '';
  const flush = (): void => {
    if (held.trim() !== '') parts.push(held.trim());
    held = '';
  };
  for (const sentence of sentences(text)) {
    for (const piece of cutSentence(sentence, characters)) {
      if (held !== '' && (held + piece).trimEnd().length > characters) flush();
      held += piece;
    }
  }
  flush();
  return parts;
}

function* cutSentence(sentence: string, characters: number): Generator<string> {
  let rest = sentence;
  while (rest.trimEnd().length > LONGEST_SENTENCE * characters) {
    const head = rest.slice(0, characters);
    // U+200B stands between words where writing has no spaces (Khmer, Thai).
    const space = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\u200b'), head.lastIndexOf('\n'));
    let end = space > characters / 2 ? space + 1 : characters;
    // No character is cut in two, and no mark from its letter.
    while (
      end < rest.length &&
      end < 2 * characters &&
      /^[\p{M}\u200c\u200d\udc00-\udfff]/u.test(rest.slice(end))
    ) {
      end++;
    }
    yield rest.slice(0, end);
    rest = rest.slice(end);
  }
  yield rest;
}
