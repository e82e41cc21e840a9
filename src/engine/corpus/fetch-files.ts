import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import { openUrl, strangeFile } from '../models/sources/http.ts';
import { strangeBeginning } from '../models/sources/strange-beginning.ts';
import { sourceFromBlob } from './blob-source.ts';
import type { SourceFile } from './source-file.ts';

/** How far all files together have come. */
export interface FetchProgress {
  readonly file: string;
  readonly files: number;
  readonly of: number;
  readonly loaded: number;
  /** `null` while a server has not said. */
  readonly total: number | null;
}

interface FetchOptions {
  /** The page's own origin, which need not be `https:`. */
  readonly origin: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: FetchProgress) => void) | undefined;
  /** No file may be larger. */
  readonly maxBytes?: number;
  /** By URL: what its file should weigh, as far as that is known before. */
  readonly expected?: Readonly<Record<string, number>> | undefined;
}

/** Larger files are for a disk: from there they can be opened without being copied. */
const MAX_BYTES = 4 * 1024 ** 3;

/** Bytes that are held in memory before they are handed to the browser's own keeping. */
const PIECE = 4 * 1024 ** 2;

/** How often a file is gone on with after its connection broke. */
const TRIES = 3;

/**
 * Fetches files into Blobs, which a browser keeps outside of the page's memory. Only `https:` and the page's own
 * origin are asked. A connection that breaks is gone on with where it stopped, as long as the file is the same.
 * @throws CrosslensError `network`, `not-found`, `access-denied`, `file-damaged` (a web page instead of a file)
 */
export async function fetchFiles(
  urls: readonly string[],
  { origin, signal, onProgress, maxBytes = MAX_BYTES, expected = {} }: FetchOptions,
): Promise<readonly SourceFile[]> {
  const addresses = urls.map((url) => checkAddress(url, origin));
  const names = shortNames(addresses);
  const done: SourceFile[] = [];
  let before = 0;
  for (const [index, { href }] of addresses.entries()) {
    const file = names[index] ?? href;
    const others = sumOf(urls.slice(index + 1).map((url) => expected[url] ?? null));
    const blob = await fetchOne(href, maxBytes, signal, (loaded, total) => {
      onProgress?.({
        file,
        files: index,
        of: addresses.length,
        loaded: before + loaded,
        total: total === null || others === null ? null : before + total + others,
      });
    });
    before += blob.size;
    done.push(sourceFromBlob(file, blob));
  }
  return done;
}

/** `null` where one of them is not known. */
function sumOf(sizes: readonly (number | null)[]): number | null {
  return sizes.reduce((sum, size) => (sum === null || size === null ? null : sum + size), 0);
}

function checkAddress(text: string, origin: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new CrosslensError('network', `“${text.slice(0, 200)}” is no web address.`);
  }
  if (url.protocol === 'https:' || url.origin === origin) return url;
  throw new CrosslensError(
    'network',
    `${url.href} is not fetched: only addresses that begin with https:// are.`,
  );
}

async function fetchOne(
  url: string,
  maxBytes: number,
  signal: AbortSignal | undefined,
  report: (loaded: number, total: number | null) => void,
): Promise<Blob> {
  let parts: Blob[] = [];
  let loaded = 0;
  let validator: string | null = null;
  for (let attempt = 1; ; attempt++) {
    const opened = await openUrl(url, loaded, signal);
    const { total, body } = opened;
    // A server that knows no ranges, or has another file now, begins anew.
    const goesOn = opened.from === loaded && (loaded === 0 || opened.validator === validator);
    if (!goesOn) {
      if (opened.from > 0) {
        await body.cancel();
        parts = [];
        loaded = 0;
        continue;
      }
      parts = [];
      loaded = 0;
    }
    ({ validator } = opened);
    if (total !== null && total > maxBytes) {
      await body.cancel();
      throw tooLarge(url, total, maxBytes);
    }
    const before = loaded;
    report(loaded, total);
    try {
      const onBytes = (bytes: number): void => {
        report(loaded + bytes, total);
      };
      for await (const piece of pieces(body, onBytes)) {
        loaded += piece.size;
        if (loaded > maxBytes) throw tooLarge(url, loaded, maxBytes);
        parts.push(piece);
        if (before === 0 && parts.length === 1) await refuseStrange(url, piece);
      }
      if (total === null || loaded >= total) return new Blob(parts);
    } catch (error) {
      throwIfAborted(signal);
      if (error instanceof CrosslensError) throw error;
    }
    // Without anything new since the last time there is no use in asking again.
    if (attempt >= TRIES || loaded === before) throw brokenOff(url, loaded, total);
  }
}

/**
 * What comes, in pieces that are worth a Blob; what came before the end or a break is given too.
 * @param onBytes is told how much of the piece is there
 */
async function* pieces(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Blob> {
  const reader = body.getReader();
  let held: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  let broken: unknown = null;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      held.push(value);
      bytes += value.length;
      onBytes(bytes);
      if (bytes < PIECE) continue;
      yield new Blob(held);
      held = [];
      bytes = 0;
    }
  } catch (error) {
    broken = error;
  } finally {
    // Whoever stops early (a file that is too large, a web page) wants no more of it.
    void reader.cancel().catch(() => undefined);
  }
  if (bytes > 0) yield new Blob(held);
  if (broken !== null) throw broken as Error;
}

/** Some servers say nothing of what they send, and sign-in pages of networks call themselves what was asked for. */
async function refuseStrange(url: string, beginning: Blob): Promise<void> {
  const strange = strangeBeginning(new Uint8Array(await beginning.slice(0, 512).arrayBuffer()));
  // TMX is XML, and so begins as some web pages do.
  const xml = /^\s*<(\?xml|tmx)/i.test(await beginning.slice(0, 512).text());
  if (strange !== null && !xml) throw strangeFile(url, strange);
}

function tooLarge(url: string, bytes: number, maxBytes: number): CrosslensError {
  return new CrosslensError(
    'network',
    `${url} has ${megabytes(bytes)} MB or more; the limit is ${megabytes(maxBytes)} MB. Download it and open it as a file.`,
  );
}

function brokenOff(url: string, loaded: number, total: number | null): CrosslensError {
  const of = total === null ? '' : ` of ${megabytes(total)}`;
  return new CrosslensError('network', `${url} broke off after ${megabytes(loaded)}${of} MB.`);
}

function megabytes(bytes: number): string {
  const value = bytes / 1_000_000;
  return value.toLocaleString('en-GB', { maximumFractionDigits: value < 10 ? 1 : 0 });
}

/** The last part of each path, and as many before it as tell two files apart. */
function shortNames(urls: readonly URL[]): readonly string[] {
  const paths = urls.map(({ pathname, host }) => [
    host,
    ...pathname.split('/').filter((part) => part !== ''),
  ]);
  const cut = (parts: readonly string[], depth: number): string => parts.slice(-depth).map(decode).join('/');
  return paths.map((parts, index) => {
    for (let depth = 1; depth < parts.length; depth++) {
      const name = cut(parts, depth);
      if (!paths.some((other, o) => o !== index && cut(other, depth) === name)) return name;
    }
    return cut(parts, parts.length);
  });
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part).replaceAll('/', '_');
  } catch {
    return part;
  }
}
