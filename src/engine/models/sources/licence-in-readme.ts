/** The licence that a model card states in its front matter (`license: mit`); `null` where it states none. */
export function licenceInReadme(text: string): string | null {
  const front = /^---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1] ?? '';
  const stated = /^license:[ \t]*(.+?)[ \t]*\r?$/m.exec(front)?.[1];
  return stated?.replace(/^(['"])(.*)\1$/, '$2') ?? null;
}
