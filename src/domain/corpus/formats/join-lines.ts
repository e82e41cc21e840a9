/** Ends of sentences in the scripts that have them, with what may close after them. */
const SENTENCE_END = /[.!?…。！？．।॥።፧៖។៕؟۔:;՞։]["'”’»)\]]*$/u;

/** Writing without spaces between words: a line break in it is no space either. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]$/u;

/**
 * Lines of one paragraph as running text: text that was wrapped at a column is put together again. A break after the
 * end of a sentence stays, so that a sentence is not joined to a heading or to the next one of a list.
 */
export function joinLines(lines: readonly string[]): string {
  let text = '';
  for (const raw of lines) {
    const line = raw.trim();
    if (line === '') continue;
    if (text === '') text = line;
    else if (SENTENCE_END.test(text)) text += `\n${line}`;
    else text += UNSPACED.test(text) && UNSPACED.test(line.slice(0, 1)) ? line : ` ${line}`;
  }
  return text;
}
