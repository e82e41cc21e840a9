/** What looks for pairs of marks needs time that grows with the square of a line; a longer one stays as it is. */
const LONGEST = 10_000;

/**
 * The text of a line of Markdown as a reader sees it: links and images as their text, without addresses, emphasis,
 * comments and tags. What stands between backticks is code and stays as it is. Covers what documents use of
 * CommonMark and GitHub's tables, not all of it.
 */
export function inlineText(markdown: string): string {
  if (markdown.length > LONGEST) return markdown;
  return markdown
    .split(/(`+[^`]*`+)/)
    .map((part, index) => (index % 2 === 1 ? part : plain(part)))
    .join('');
}

function plain(text: string): string {
  return text
    .replace(/<!--.*?-->/g, '')
    .replace(/!\[([^\]]*)\](?:\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+["'][^"']*["'])?\)|\[[^\]]*\])/g, '$1')
    .replace(/\[([^\]]*)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+["'][^"']*["'])?\)/g, '$1')
    .replace(/\[([^\]^][^\]]*)\]\[[^\]]*\]/g, '$1')
    .replace(/<((?:https?|mailto):[^>\s]+)>/g, '$1')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/(\*\*|__)(?=\S)([^*_]+?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\p{L}\p{N}*])/gu, '$1')
    .replace(/(?<![\p{L}\p{N}_])_(?=\S)([^_]+?)(?<=\S)_(?![\p{L}\p{N}_])/gu, '$1')
    .replace(/~~(?=\S)([^~]+?)(?<=\S)~~/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+.!~|<>-])/g, '$1');
}
