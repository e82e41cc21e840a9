import { z } from 'zod';
import type { ModelPlace } from '../../../protocol/encoder.ts';
import { modelPathSchema } from '../../../protocol/encoder.ts';
import { CrosslensError } from '../../../protocol/errors.ts';
import type { ListedFile } from '../../../protocol/library.ts';
import { ask, brokenOff, encodePath, hostOf, isWebPage, openUrl, readUrl, refusal, strangeFile } from './http.ts';
import { refuseEscape } from './refuse-escape.ts';
import type { Listing, SourceReader } from './source.ts';

export type HubPlace = Extract<ModelPlace, { kind: 'hub' }>;

/** Pages of the listing, which hold up to 1,000 entries each. */
const MAX_PAGES = 20;

/**
 * What the Hub's API says of a repository (huggingface.co/.well-known/openapi.json): `revision` gives the commit and
 * the licence, `tree` the files, large ones with their SHA-256 under `lfs.oid`, page by page as its Link header says.
 */
const infoSchema = z.object({
  sha: z.string().regex(/^[0-9a-f]{40,64}$/),
  tags: z.array(z.string()).default([]),
  cardData: z
    .object({
      license: z.union([z.string(), z.array(z.string())]).nullish(),
      license_name: z.string().nullish(),
    })
    .nullish(),
});

const treeSchema = z.array(
  z.object({
    type: z.string(),
    path: z.string(),
    size: z.number().int().nonnegative(),
    lfs: z
      .object({ oid: z.string().regex(/^[0-9a-f]{64}$/), size: z.number().int().nonnegative() })
      .nullish(),
  }),
);

/** @throws CrosslensError `network`, `not-found`, `access-denied`, `file-damaged`, `aborted` */
export async function listHub(place: HubPlace, signal?: AbortSignal): Promise<Listing> {
  const info = infoSchema.safeParse(await askApi(place, `revision/${encodeURIComponent(place.revision)}`, signal));
  if (!info.success) throw strangeAnswer(place, info.error);
  const { sha, tags, cardData } = info.data;
  return {
    name: place.repo,
    revision: sha,
    licence: licenceOf(cardData ?? {}, tags),
    files: await listTree(place, sha, signal),
  };
}

/** @param commit what `listHub` gave: content under it never changes */
export function hubReader(place: HubPlace, commit: string): SourceReader {
  const addressOf = (path: string): string => `${place.host}/${place.repo}/resolve/${commit}/${encodePath(path)}`;
  const explained = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw error instanceof CrosslensError ? explain(error, place) : error;
    }
  };
  return {
    addressOf,
    keyOf: addressOf,
    blobOf: () => null,
    mayChange: () => false,
    readSmall: (path, signal) => explained(readUrl(addressOf(path), signal)),
    open: (path, from, signal) => explained(openUrl(addressOf(path), from, signal)),
  };
}

async function listTree(
  place: HubPlace,
  commit: string,
  signal: AbortSignal | undefined,
): Promise<readonly ListedFile[]> {
  const files: ListedFile[] = [];
  let next: string | null = apiUrl(place, `tree/${commit}?recursive=true&expand=false`);
  for (let page = 0; next !== null && page < MAX_PAGES; page += 1) {
    const response: Response = await askJson(place, next, signal);
    const tree = treeSchema.safeParse(await jsonOf(response, next, signal));
    if (!tree.success) throw strangeAnswer(place, tree.error);
    for (const { type, path, size, lfs } of tree.data) {
      if (type !== 'file') continue;
      refuseEscape(path, place.repo);
      // A name that no model file has.
      if (!modelPathSchema.safeParse(path).success) continue;
      files.push({ path, bytes: lfs?.size ?? size, sha256: lfs?.oid ?? null });
    }
    next = nextPage(response, place);
  }
  return files;
}

/** RFC 8288. A listing that goes on at another host is not followed: nobody named that host. */
function nextPage(response: Response, { host }: HubPlace): string | null {
  const link = /<([^>]+)>\s*;\s*rel="?next"?/.exec(response.headers.get('link') ?? '')?.[1];
  if (link === undefined) return null;
  const url = new URL(link, host);
  return url.host === hostOf(host) ? url.href : null;
}

function apiUrl({ host, repo }: HubPlace, what: string): string {
  return `${host}/api/models/${repo}/${what}`;
}

async function askApi(place: HubPlace, what: string, signal: AbortSignal | undefined): Promise<unknown> {
  const url = apiUrl(place, what);
  return jsonOf(await askJson(place, url, signal), url, signal);
}

async function askJson(place: HubPlace, url: string, signal: AbortSignal | undefined): Promise<Response> {
  const response = await ask(url, { signal });
  if (!response.ok) throw await explainRefusal(response, url, place);
  if (isWebPage(response)) throw strangeFile(url, 'a web page');
  return response;
}

async function jsonOf(response: Response, url: string, signal: AbortSignal | undefined): Promise<unknown> {
  try {
    return (await response.json()) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw brokenOff(error, url, signal, 'broke off');
    throw new CrosslensError('file-damaged', `${hostOf(url)} answered with something that is not JSON (${url}).`, {
      cause: error,
    });
  }
}

function strangeAnswer({ host, repo }: HubPlace, cause: z.ZodError): CrosslensError {
  const [issue] = cause.issues;
  return new CrosslensError(
    'file-damaged',
    `${hostOf(host)} does not answer as the Hub does about ${repo}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`,
    { cause },
  );
}

/**
 * The Hub gives the reason in a header. To those who are not signed in it says 401 of what is private and of what does
 * not exist alike.
 */
async function explainRefusal(response: Response, url: string, place: HubPlace): Promise<CrosslensError> {
  const reason = response.headers.get('x-error-code');
  const { repo, revision, host } = place;
  const refused = await refusal(response, url);
  if (reason === 'RevisionNotFound') {
    return new CrosslensError('not-found', `${repo} on ${hostOf(host)} has no revision ${revision}.`);
  }
  if (reason === 'RepoNotFound' || (response.status === 404 && reason === null)) {
    return new CrosslensError(
      'not-found',
      `${hostOf(host)} has no public repository ${repo} (revision ${revision}). Look at how it is written; a private one can be downloaded and opened as a folder.`,
    );
  }
  return explain(refused, place);
}

function explain(error: CrosslensError, { repo, host }: HubPlace): CrosslensError {
  if (error.code !== 'access-denied') return error;
  return new CrosslensError(
    'access-denied',
    `${repo} is given out only to people who have accepted its terms and signed in. Accept them at ${host}/${repo}, download the files there, and open the folder here. (${error.message})`,
    { cause: error },
  );
}

function licenceOf(
  card: { readonly license?: string | string[] | null | undefined; readonly license_name?: string | null | undefined },
  tags: readonly string[],
): string | null {
  const stated = Array.isArray(card.license) ? card.license.join(', ') : card.license;
  const tagged = tags.find((tag) => tag.startsWith('license:'))?.slice('license:'.length);
  const licence = stated ?? tagged ?? null;
  return licence === 'other' ? (card.license_name ?? licence) : licence;
}
