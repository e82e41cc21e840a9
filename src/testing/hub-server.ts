import { createServer as createPlainServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSigned, sha256Of } from './self-signed.ts';

/**
 * A server with the addresses, answers, headers and refusals of the Hugging Face Hub, over content that a test gives
 * it; and any other address that a test names. It writes down every request.
 *
 *     const hub = await startHubServer();                                  // http, a free port: for tests in Node
 *     hub.addRepo('models', 'zoo/bert', { 'config.json': '{…}', 'onnx/model.onnx': bytes });
 *     hub.addFile('https://raw.githubusercontent.com/google/xquad.en.json', text);
 *     hub.fault('onnx/model.onnx', { kind: 'break', after: 1000 });        // the next request alone
 *     …
 *     hub.requests; await hub.close();
 *
 * In a browser the page may only call `https:`. e2e/support/hub-server.ts starts it for that, and says how Chromium
 * is led to it.
 *
 * The Hub's answers are written after huggingface.co/.well-known/openapi.json, the clients in
 * huggingface/huggingface.js and huggingface_hub, and huggingface/datasets#7931 (the storage behind `resolve` answers
 * no preflight, which is why a browser must send nothing but a plain Range there).
 */
export interface HubServer {
  readonly port: number;
  /** `http://127.0.0.1:PORT` or `https://127.0.0.1:PORT`. */
  readonly origin: string;
  /** Everything that was asked, in order, preflights among it. */
  readonly requests: readonly HubRequest[];
  /** Empties `requests`. */
  forget(): void;
  addRepo(
    kind: RepoKind,
    repo: string,
    files: Readonly<Record<string, Content>>,
    options?: RepoOptions,
  ): void;
  /**
   * Answers one address of any host, with its query or without.
   * @param options.type the content type; by the ending of the name unless given
   */
  addFile(
    url: string,
    content: Content,
    options?: { readonly type?: string; readonly etag?: string | null },
  ): void;
  /**
   * Spoils answers.
   * @param where part of `host/path?query`, or a pattern for it
   * @param times how many answers; all that come unless given for `slow`, `ignore-range`, `no-length` and `no-head`, else one
   */
  fault(where: string | RegExp, fault: Fault, times?: number): void;
  clearFaults(): void;
  close(): Promise<void>;
}

export type Content = Uint8Array | string;
export type RepoKind = 'models' | 'datasets';

export interface RepoOptions {
  /** Names of revisions beside the commit; `main` unless given. */
  readonly revisions?: readonly string[];
  /** 40 hex digits; made from the content unless given. */
  readonly commit?: string;
  readonly licence?: string;
  readonly gated?: 'auto' | 'manual';
  /** Files from so many bytes on lie in large file storage: listed with their SHA-256, and served after a redirect. */
  readonly lfsFrom?: number;
  /** Entries of a page of the listing. */
  readonly pageSize?: number;
}

export type Fault =
  /** Ends the connection after so many bytes of the body. */
  | { readonly kind: 'break'; readonly after: number }
  /** Sends so many bytes of the body and then nothing, with the connection open. */
  | { readonly kind: 'stall'; readonly after: number }
  /** Ends well after so many bytes, as a server does that has only a part of the file. */
  | { readonly kind: 'truncate'; readonly after: number }
  /** A web page with status 200, as a proxy's sign-in gives. */
  | { readonly kind: 'html' }
  | { readonly kind: 'status'; readonly status: number; readonly code?: string }
  /** Other content at the same address. */
  | { readonly kind: 'replace'; readonly content: Content }
  | { readonly kind: 'ignore-range' }
  | { readonly kind: 'no-length' }
  /** 405 to HEAD, as some servers answer. */
  | { readonly kind: 'no-head' }
  | { readonly kind: 'slow'; readonly bytesPerSecond: number };

export interface HubRequest {
  readonly method: string;
  readonly host: string;
  /** With the query. */
  readonly path: string;
  readonly range: string | null;
  /** Of the request. */
  readonly bodyBytes: number;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
  status: number;
  /** Bytes of the answer's body that were sent. */
  served: number;
}

/** Where the Hub keeps large files; a host of its own. */
const STORAGE_HOST = 'cas-bridge.xethub.hf.co';

const EXPOSED =
  'X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,X-Total-Count,ETag,Link,Accept-Ranges,Content-Range,X-Linked-Size,X-Linked-ETag';

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
  /** Whether a part of it may be asked for. */
  readonly ranges: boolean;
}

interface Repo {
  readonly kind: RepoKind;
  readonly name: string;
  readonly commit: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly options: RepoOptions;
}

interface Spoiling {
  readonly where: string | RegExp;
  readonly fault: Fault;
  left: number;
}

/**
 * @param options.secure https with a certificate that nobody knows (see `selfSigned`)
 * @param options.storage origin of large files; the server itself under another name unless given
 */
export async function startHubServer(
  options: { readonly port?: number; readonly secure?: boolean; readonly storage?: string } = {},
): Promise<HubServer> {
  const secure = options.secure ?? false;
  const repos = new Map<string, Repo>();
  const files = new Map<string, Answer>();
  let requests: HubRequest[] = [];
  let faults: Spoiling[] = [];

  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    void answer(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  };
  const server = secure
    ? createSecureServer(selfSigned(['localhost', 'huggingface.co', STORAGE_HOST]), listener)
    : createPlainServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const scheme = secure ? 'https' : 'http';
  // `localhost` is another host than 127.0.0.1, as the storage's is another than the Hub's.
  const storage =
    options.storage ?? (secure ? `https://${STORAGE_HOST}` : `http://localhost:${String(port)}`);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const host = request.headers.host ?? '';
    const path = request.url ?? '/';
    const written: HubRequest = {
      method: request.method ?? 'GET',
      host,
      path,
      range: request.headers.range ?? null,
      bodyBytes: body.length,
      body: body.toString('utf8'),
      headers: request.headers,
      status: 0,
      served: 0,
    };
    requests.push(written);
    const spoiled = takeFaults(`${host}${path}`);
    const found = answerTo(written);
    const headless = written.method === 'HEAD' && spoiled.some(({ kind }) => kind === 'no-head');
    const full = headless
      ? plain(405, '')
      : spoiled.reduce<Answer>((before, fault) => spoilAnswer(before, fault), found);
    const part = spoiled.some(({ kind }) => kind === 'ignore-range') ? full : rangeOf(full, written.range);
    const headers: Record<string, string> = {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': EXPOSED,
      ...part.headers,
    };
    if (!spoiled.some(({ kind }) => kind === 'no-length'))
      headers['Content-Length'] = String(part.body.length);
    written.status = part.status;
    response.writeHead(part.status, headers);
    if (written.method === 'HEAD') {
      response.end();
      return;
    }
    await send(response, part.body, spoiled, written);
  }

  function takeFaults(address: string): readonly Fault[] {
    const meant = faults.filter(
      ({ where, left }) =>
        left > 0 && (typeof where === 'string' ? address.includes(where) : where.test(address)),
    );
    for (const spoiling of meant) spoiling.left -= 1;
    return meant.map(({ fault }) => fault);
  }

  function answerTo({ method, host, path, headers }: HubRequest): Answer {
    const url = new URL(path, `${scheme}://${host === '' ? 'localhost' : host}`);
    const known = files.get(`${url.host}${path}`) ?? files.get(`${url.host}${url.pathname}`);
    if (method === 'OPTIONS') return preflight(url, known !== undefined);
    if (method !== 'GET' && method !== 'HEAD') return plain(405, 'Method not allowed');
    if (known !== undefined) return known;
    const stored = /^\/storage\/([0-9a-f]{64})$/.exec(url.pathname)?.[1];
    if (stored !== undefined) return fromStorage(stored);
    return fromHub(url, headers.host ?? '');
  }

  /** The Hub answers preflights; the storage does not (huggingface/datasets#7931). */
  function preflight(url: URL, isFile: boolean): Answer {
    if (url.pathname.startsWith('/storage/') || isFile) return plain(403, 'No preflight here');
    return {
      ...plain(204, ''),
      headers: {
        'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
        'Access-Control-Allow-Headers': 'Authorization, Content-Type, Range',
      },
    };
  }

  function fromStorage(hash: string): Answer {
    for (const repo of repos.values()) {
      for (const content of repo.files.values()) {
        if (sha256Of(content) === hash) return fileAnswer(content, 'application/octet-stream', `"${hash}"`);
      }
    }
    return plain(404, 'No such object');
  }

  function fromHub(url: URL, host: string): Answer {
    const api = /^\/api\/(models|datasets)\/(.+?)\/(revision|tree)\/([^/]+)(\/.*)?$/.exec(url.pathname);
    if (api !== null) {
      const [, kind = '', name = '', what = '', revision = '', folder = ''] = api.map(
        (part: string | undefined) => decodeURIComponent(part ?? ''),
      );
      const repo = repos.get(`${kind}/${name}`);
      const refused = refuse(repo, name, revision);
      if (refused !== null || repo === undefined) return refused ?? notThere();
      return what === 'revision' ? info(repo) : listing(repo, folder.slice(1), url, host);
    }
    const resolve = /^\/(datasets\/)?(.+?)\/resolve\/([^/]+)\/(.+)$/.exec(url.pathname);
    if (resolve !== null) {
      const [, dataset = '', name = '', revision = '', path = ''] = resolve.map((part: string | undefined) =>
        decodeURIComponent(part ?? ''),
      );
      const repo = repos.get(`${dataset === '' ? 'models' : 'datasets'}/${name}`);
      const refused = refuse(repo, name, revision);
      if (refused !== null || repo === undefined) return refused ?? notThere();
      if (repo.options.gated !== undefined) return gated(name);
      return file(repo, path);
    }
    return { ...plain(404, '<!doctype html><title>404</title>'), headers: { 'Content-Type': 'text/html' } };
  }

  function refuse(repo: Repo | undefined, name: string, revision: string): Answer | null {
    // Anonymous clients are told nothing about what is private: 401 stands for both.
    if (repo === undefined) return failed(401, 'RepoNotFound', `Repository ${name} not found`);
    const known = [repo.commit, ...(repo.options.revisions ?? ['main'])];
    return known.includes(revision) ? null : failed(404, 'RevisionNotFound', `Invalid rev id: ${revision}`);
  }

  function info(repo: Repo): Answer {
    const { licence, gated: terms } = repo.options;
    return json({
      id: repo.name,
      [repo.kind === 'models' ? 'modelId' : 'datasetId']: repo.name,
      sha: repo.commit,
      private: false,
      disabled: false,
      gated: terms ?? false,
      tags: licence === undefined ? [] : [`license:${licence}`],
      cardData: licence === undefined ? {} : { license: licence },
      siblings: [...repo.files.keys()].map((rfilename) => ({ rfilename })),
    });
  }

  function listing(repo: Repo, folder: string, url: URL, host: string): Answer {
    const under = [...repo.files].filter(([path]) => folder === '' || path.startsWith(`${folder}/`));
    const folders = new Set(
      under.flatMap(([path]) =>
        path
          .split('/')
          .slice(0, -1)
          .map((_, depth, parts) => parts.slice(0, depth + 1).join('/')),
      ),
    );
    const entries = [
      ...[...folders].map((path) => ({ type: 'directory', oid: sha1Like(path), size: 0, path })),
      ...under.map(([path, content]) => entryOf(repo, path, content)),
    ];
    const size = repo.options.pageSize ?? 1000;
    const from = Number(url.searchParams.get('cursor') ?? 0);
    const answered = json(entries.slice(from, from + size));
    if (from + size >= entries.length) return answered;
    const next = new URL(url.pathname + url.search, `${scheme}://${host}`);
    next.searchParams.set('cursor', String(from + size));
    return { ...answered, headers: { ...answered.headers, Link: `<${next.href}>; rel="next"` } };
  }

  function entryOf(repo: Repo, path: string, content: Uint8Array): unknown {
    const plainEntry = { type: 'file', oid: sha1Like(sha256Of(content)), size: content.length, path };
    if (!isLarge(repo, content)) return plainEntry;
    const oid = sha256Of(content);
    return { ...plainEntry, lfs: { oid, size: content.length, pointerSize: 134 }, xetHash: oid };
  }

  function file(repo: Repo, path: string): Answer {
    const content = repo.files.get(path);
    if (content === undefined) return failed(404, 'EntryNotFound', 'Entry not found');
    const commit = { 'X-Repo-Commit': repo.commit };
    if (!isLarge(repo, content)) {
      const small = fileAnswer(content, typeOf(path), `"${sha1Like(sha256Of(content))}"`);
      return { ...small, headers: { ...small.headers, ...commit } };
    }
    const hash = sha256Of(content);
    return {
      ...plain(302, ''),
      headers: {
        ...commit,
        'X-Linked-Size': String(content.length),
        'X-Linked-ETag': `"${hash}"`,
        Location: `${storage}/storage/${hash}`,
      },
    };
  }

  return {
    port,
    origin: `${scheme}://127.0.0.1:${String(port)}`,
    get requests() {
      return requests;
    },
    forget() {
      requests = [];
    },
    addRepo(kind, name, content, repoOptions = {}) {
      const bytes = new Map(Object.entries(content).map(([path, value]) => [path, bytesOf(value)]));
      const commit =
        repoOptions.commit ??
        sha1Like(JSON.stringify([...bytes].map(([path, value]) => [path, sha256Of(value)])));
      repos.set(`${kind}/${name}`, { kind, name, commit, files: bytes, options: repoOptions });
    },
    addFile(address, content, { type, etag } = {}) {
      const url = new URL(address);
      const bytes = bytesOf(content);
      const tag = etag === undefined ? `"${sha256Of(bytes).slice(0, 32)}"` : etag;
      files.set(
        `${url.host}${url.pathname}${url.search}`,
        fileAnswer(bytes, type ?? typeOf(url.pathname), tag),
      );
    },
    fault(where, fault, times) {
      const lasting = ['slow', 'ignore-range', 'no-length', 'no-head'].includes(fault.kind);
      faults.push({ where, fault, left: times ?? (lasting ? Infinity : 1) });
    },
    clearFaults() {
      faults = [];
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Sends a body, in pieces where a fault needs it. */
async function send(
  response: ServerResponse,
  body: Uint8Array,
  faults: readonly Fault[],
  written: HubRequest,
): Promise<void> {
  const cut = faults.find((fault) => fault.kind === 'break' || fault.kind === 'stall');
  const slow = faults.find((fault) => fault.kind === 'slow');
  const end = cut === undefined ? body.length : Math.min(cut.after, body.length);
  const step = slow === undefined ? 65_536 : Math.max(1, Math.floor(slow.bytesPerSecond / 50));
  for (let at = 0; at < end; at += step) {
    if (response.destroyed) return;
    const piece = body.subarray(at, Math.min(end, at + step));
    await new Promise<void>((resolve) => {
      const done = (): void => {
        response.off('close', done);
        resolve();
      };
      response.once('close', done);
      response.write(piece, done);
    });
    written.served += piece.length;
    if (slow !== undefined) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  if (cut === undefined) {
    response.end();
  } else if (cut.kind === 'break') {
    // A reader drops what it has not taken yet when the connection is lost.
    await new Promise((resolve) => setTimeout(resolve, 250));
    response.destroy();
  }
}

function spoilAnswer(answer: Answer, fault: Fault): Answer {
  switch (fault.kind) {
    case 'truncate':
      return { ...answer, body: answer.body.subarray(0, fault.after) };
    case 'html':
      return {
        status: 200,
        headers: { 'Content-Type': 'text/html; charset=utf-8' },
        body: bytesOf('<!doctype html><html><body>Please sign in.</body></html>'),
        ranges: false,
      };
    case 'status':
      return fault.code === undefined
        ? plain(fault.status, 'Refused by the test')
        : failed(fault.status, fault.code, 'Refused by the test');
    case 'replace': {
      const body = bytesOf(fault.content);
      return { ...answer, headers: { ...answer.headers, ETag: `"${sha256Of(body)}"` }, body };
    }
    default:
      return answer;
  }
}

/** RFC 9110, section 14: `bytes=from-` and `bytes=from-to`. */
function rangeOf(answer: Answer, range: string | null): Answer {
  const asked = /^bytes=(\d+)-(\d*)$/.exec(range ?? '');
  if (asked === null || !answer.ranges || answer.status !== 200) return answer;
  const total = answer.body.length;
  const from = Number(asked[1]);
  const to = asked[2] === '' ? total - 1 : Math.min(total - 1, Number(asked[2]));
  if (from > to) {
    return { ...plain(416, ''), headers: { 'Content-Range': `bytes */${String(total)}` } };
  }
  return {
    status: 206,
    headers: { ...answer.headers, 'Content-Range': `bytes ${String(from)}-${String(to)}/${String(total)}` },
    body: answer.body.subarray(from, to + 1),
    ranges: true,
  };
}

function fileAnswer(body: Uint8Array, type: string, etag: string | null): Answer {
  const headers: Record<string, string> = { 'Content-Type': type, 'Accept-Ranges': 'bytes' };
  if (etag !== null) headers['ETag'] = etag;
  return { status: 200, headers, body, ranges: true };
}

function plain(status: number, text: string): Answer {
  return { status, headers: { 'Content-Type': 'text/plain' }, body: bytesOf(text), ranges: false };
}

function json(value: unknown): Answer {
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: bytesOf(JSON.stringify(value)),
    ranges: false,
  };
}

function failed(status: number, code: string, message: string): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'X-Error-Code': code, 'X-Error-Message': message },
    body: bytesOf(JSON.stringify({ error: message })),
    ranges: false,
  };
}

function gated(name: string): Answer {
  return failed(
    401,
    'GatedRepo',
    `Access to model ${name} is restricted. You must have access to it and be authenticated to access it. Please log in.`,
  );
}

function notThere(): Answer {
  return failed(404, 'EntryNotFound', 'Entry not found');
}

function isLarge(repo: Repo, content: Uint8Array): boolean {
  return content.length >= (repo.options.lfsFrom ?? 10_000);
}

function bytesOf(content: Content): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

/** 40 hex digits that stand for content, as git's do. */
function sha1Like(text: string): string {
  return sha256Of(text).slice(0, 40);
}

function typeOf(path: string): string {
  if (path.endsWith('.json')) return 'application/json';
  return /\.(txt|tsv|csv|md|jsonl)$/.test(path) ? 'text/plain; charset=utf-8' : 'application/octet-stream';
}
