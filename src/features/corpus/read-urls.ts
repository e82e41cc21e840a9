interface ReadUrls {
  readonly urls: readonly string[];
  /** What is wrong with what was typed. */
  readonly problem: string | null;
  /** Said where the address that is fetched is not the one that was typed. */
  readonly changed: string | null;
}

/**
 * Web addresses, apart by white space. The pages that GitHub and the Hub show about a file are taken for the file
 * that they show.
 * @param origin of this page, which may be asked without `https:`
 */
export function readUrls(text: string, origin: string): ReadUrls {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const urls: string[] = [];
  let changed: string | null = null;
  for (const word of words) {
    const url = parse(word);
    if (url === null) return { urls: [], problem: `“${shorten(word)}” is no web address.`, changed: null };
    if (url.protocol !== 'https:' && url.origin !== origin) {
      const problem = `${shorten(word)} does not begin with https://, and nothing else is fetched.`;
      return { urls: [], problem, changed: null };
    }
    const direct = fileOfPage(url);
    if (direct !== url.href) changed = `The file behind that page is fetched: ${direct}`;
    urls.push(direct);
  }
  return { urls, problem: null, changed };
}

function parse(word: string): URL | null {
  try {
    return new URL(word);
  } catch {
    return null;
  }
}

function fileOfPage(url: URL): string {
  const hub = /^(\/(?:datasets\/)?[^/]+\/[^/]+)\/blob\/(.+)$/.exec(url.pathname);
  if (url.host === 'huggingface.co' && hub !== null) {
    return `https://huggingface.co${hub[1] ?? ''}/resolve/${hub[2] ?? ''}`;
  }
  const page = /^(\/[^/]+\/[^/]+)\/blob\/(.+)$/.exec(url.pathname);
  // github.com/…/raw redirects without letting other pages read it; the host that it leads to does let them.
  if (url.host === 'github.com' && page !== null) {
    return `https://raw.githubusercontent.com${page[1] ?? ''}/${page[2] ?? ''}`;
  }
  return url.href;
}

function shorten(word: string): string {
  return word.length > 80 ? `${word.slice(0, 80)}…` : word;
}
