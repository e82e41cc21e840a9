import type { ErrorCode } from '../../../protocol/errors.ts';
import { CrosslensError, throwIfAborted } from '../../../protocol/errors.ts';
import type { OpenedFile } from './source.ts';
import { SMALL_BYTES } from './source.ts';
import { strangeBeginning } from './strange-beginning.ts';

interface Asked {
  readonly method?: 'GET' | 'HEAD';
  /** The first byte that is wanted, and the last one. */
  readonly range?: readonly [from: number, to?: number];
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks another host, and says nothing that it need not know: no cookies, no referrer. `Range` is the only header that
 * is ever set: it is the one that needs no preflight, which storage behind the Hub does not answer
 * (huggingface/datasets#7931); If-Range would need one, so that a change is told by what comes back instead.
 * @throws CrosslensError `network`, `aborted`
 */
export async function ask(url: string, { method = 'GET', range, signal }: Asked = {}): Promise<Response> {
  throwIfAborted(signal);
  try {
    return await fetch(url, {
      method,
      ...(range === undefined ? {} : { headers: { Range: `bytes=${range[0]}-${range[1] ?? ''}` } }),
      signal: signal ?? null,
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
  } catch (error) {
    throw brokenOff(error, url, signal, 'could not be reached, or does not let other pages read from it');
  }
}

/** An error of the connection in our words. */
export function brokenOff(
  error: unknown,
  url: string,
  signal: AbortSignal | undefined,
  what: string,
): CrosslensError {
  if (error instanceof CrosslensError) return error;
  if (signal?.aborted) return new CrosslensError('aborted', 'Cancelled.', { cause: error });
  return new CrosslensError('network', `${hostOf(url)} ${what} (${url}): ${reasonOf(error)}`, { cause: error });
}

/**
 * The body of an answer, from a byte on.
 * @throws CrosslensError `network`, `not-found`, `access-denied`, `file-damaged`, `aborted`
 */
export async function openUrl(url: string, from: number, signal?: AbortSignal): Promise<OpenedFile> {
  const response = await ask(url, from > 0 ? { range: [from], signal } : { signal });
  // What is there ends where we would go on: it is shorter than it was, or whole already.
  if (response.status === 416) {
    await response.body?.cancel();
    return openUrl(url, 0, signal);
  }
  if (!response.ok || response.body === null) throw await refusal(response, url);
  await refuseWebPage(response, url);
  const { headers } = response;
  // Content-Range is not shown to a page by every server; without it a part is taken for the one that was asked for.
  const [, stands, stated] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('content-range') ?? '') ?? [];
  const begins = response.status === 206 ? Number(stands ?? from) : 0;
  const length = lengthOf(response);
  return {
    from: begins,
    total: stated === undefined || stated === '*' ? (length === null ? null : begins + length) : Number(stated),
    validator: headers.get('etag') ?? headers.get('last-modified'),
    body: response.body,
  };
}

/**
 * A file that is read whole.
 * @throws CrosslensError as `openUrl` does, and `file-damaged` for one that is too large
 */
export async function readUrl(url: string, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const { body } = await openUrl(url, 0, signal);
  const bytes = await readSmallStream(body, url, signal);
  const strange = strangeBeginning(bytes);
  if (strange !== null) throw strangeFile(url, strange);
  return bytes;
}

/** @throws CrosslensError `file-damaged` beyond `SMALL_BYTES`, `network`, `aborted` */
async function readSmallStream(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  url: string,
  signal: AbortSignal | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      chunks.push(read.value);
      size += read.value.length;
      if (size > SMALL_BYTES) {
        await reader.cancel();
        throw tooLarge(url);
      }
    }
  } catch (error) {
    throw brokenOff(error, url, signal, 'broke off');
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

export function tooLarge(path: string): CrosslensError {
  return new CrosslensError(
    'file-damaged',
    `${path} is larger than ${SMALL_BYTES / 2 ** 20} MB, which no settings or tokenizer are. It is not what its name says.`,
  );
}

/** @param path the file's address, or its path in a folder */
export function strangeFile(path: string, strange: 'a web page' | 'a Git LFS pointer'): CrosslensError {
  return new CrosslensError(
    'file-damaged',
    strange === 'a web page'
      ? `${path} was answered with a web page instead of the file. Look at the address in a tab of its own: it may ask to sign in.`
      : `${path} is a Git LFS pointer, which stands for a file that was not fetched. Run "git lfs pull" in the folder, or open the repository by its name.`,
  );
}

/** A server that answers every path with its index page would otherwise fail later, as a broken model. */
async function refuseWebPage(response: Response, url: string): Promise<void> {
  if (!isWebPage(response)) return;
  await response.body?.cancel();
  throw strangeFile(url, 'a web page');
}

export function isWebPage(response: Response): boolean {
  return response.headers.get('content-type')?.includes('text/html') ?? false;
}

/** Of the body that follows; `null` where it is not said, or is said of a packed form. */
export function lengthOf(response: Response): number | null {
  const stated = response.headers.get('content-length');
  if (stated === null || !/^\d+$/.test(stated) || response.headers.get('content-encoding') !== null) return null;
  return Number(stated);
}

/** Words for an answer that is none. */
export async function refusal(response: Response, url: string): Promise<CrosslensError> {
  const said = await messageOf(response);
  const { status } = response;
  return new CrosslensError(codeOf(status), `${hostOf(url)} answered ${status}${said} for ${url}.`);
}

function codeOf(status: number): ErrorCode {
  if (status === 401 || status === 403) return 'access-denied';
  return status === 404 || status === 410 ? 'not-found' : 'network';
}

/** The server's own words, shortened; a page of HTML says nothing. */
async function messageOf(response: Response): Promise<string> {
  const named = response.headers.get('x-error-message');
  await response.body?.cancel().catch(() => undefined);
  if (named !== null) return ` (${named.slice(0, 300)})`;
  return response.statusText === '' ? '' : ` ${response.statusText}`;
}

export function hostOf(url: string): string {
  return new URL(url).host;
}

/** `fetch failed` and its like hide the reason in `cause`. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? `${error.message} (${cause.message})` : error.message;
}

/** A path in an address. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
