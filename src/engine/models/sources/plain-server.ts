import { modelPathSchema } from '../../../protocol/encoder.ts';
import { CrosslensError } from '../../../protocol/errors.ts';
import type { ListedFile } from '../../../protocol/library.ts';
import { ask, encodePath, hostOf, isWebPage, lengthOf, openUrl, readUrl, refusal, strangeFile } from './http.ts';
import { licenceInReadme } from './licence-in-readme.ts';
import type { Listing, SourceReader } from './source.ts';

/** What a plain server is, as it has no commits. */
const UNVERSIONED = 'unversioned';

const SETTINGS = [
  'config.json',
  'modules.json',
  'sentence_bert_config.json',
  'config_sentence_transformers.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  '1_Pooling/config.json',
  'README.md',
];
/** Names that exporters give to one graph in several number formats (optimum, transformers.js). */
const GRAPHS = ['', '_fp16', '_quantized', '_int8', '_uint8', '_q4', '_q4f16', '_bnb4'].map(
  (suffix) => `model${suffix}.onnx`,
);
/** Modules of sentence-transformers that are asked for beside those that are always there. */
const MAX_MODULES = 6;
/** Requests that are under way at once. */
const AT_ONCE = 6;

/**
 * A server that lists nothing is asked for the names that a model's files have: 25 of them, and those that the first
 * answers lead to, 80 at the most.
 * @param base address of the folder, without a slash at its end
 * @throws CrosslensError `network`, `not-found`, `access-denied`, `file-damaged`, `aborted`
 */
export async function listPlainServer(base: string, signal?: AbortSignal): Promise<Listing> {
  const reader = plainServerReader(base);
  let pages = 0;
  const probe = async (paths: readonly string[]): Promise<readonly ListedFile[]> => {
    const found = await inTurns(paths, AT_ONCE, (path) => probeFile(reader.addressOf(path), path, signal));
    pages += found.filter((file) => file === 'a web page').length;
    return found.filter((file) => file !== null && file !== 'a web page');
  };

  const known = [...(await probe([...SETTINGS, ...GRAPHS.map((name) => `onnx/${name}`), ...GRAPHS]))];
  const has = (path: string): boolean => known.some((file) => file.path === path);
  const graphs = known.filter(({ path }) => path.endsWith('.onnx')).map(({ path }) => path);
  if (known.length === 0 && pages > 0) throw strangeFile(reader.addressOf('config.json'), 'a web page');
  if (graphs.length === 0 && !has('config.json') && !has('tokenizer.json')) {
    throw new CrosslensError(
      'not-found',
      `${hostOf(base)} has no model under ${base}: neither config.json nor tokenizer.json nor an ONNX file at a known name is there.`,
    );
  }
  const modules = has('modules.json') ? modulesIn(await reader.readSmall('modules.json', signal)) : [];
  known.push(
    ...(await probe([
      ...graphs.flatMap((path) => [`${path}_data`, `${path}.data`]),
      ...modules.flatMap((path) =>
        ['config.json', 'model.safetensors'].map((name) => `${path}/${name}`),
      ),
    ])),
  );
  const readme = has('README.md') ? new TextDecoder().decode(await reader.readSmall('README.md', signal)) : '';
  return {
    name: decodeURIComponent(new URL(base).pathname).split('/').filter(Boolean).at(-1) ?? hostOf(base),
    revision: UNVERSIONED,
    licence: licenceInReadme(readme),
    files: known,
  };
}

export function plainServerReader(base: string): SourceReader {
  const addressOf = (path: string): string => `${base}/${encodePath(path)}`;
  return {
    addressOf,
    keyOf: addressOf,
    blobOf: () => null,
    mayChange: () => true,
    readSmall: (path, signal) => readUrl(addressOf(path), signal),
    open: (path, from, signal) => openUrl(addressOf(path), from, signal),
  };
}

/** One file or none. A server that knows no HEAD is asked for the first byte. */
async function probeFile(
  url: string,
  path: string,
  signal: AbortSignal | undefined,
): Promise<ListedFile | 'a web page' | null> {
  let response = await ask(url, { method: 'HEAD', signal });
  let length = lengthOf(response);
  if (response.status === 405 || response.status === 501) {
    response = await ask(url, { range: [0, 0], signal });
    const stated = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
    length = stated === undefined ? (response.status === 200 ? lengthOf(response) : null) : Number(stated);
  }
  await response.body?.cancel();
  // Storage services answer 403 for what is not there. One that keeps everything back lists nothing, and is named.
  if ([403, 404, 410].includes(response.status)) return null;
  if (!response.ok) throw await refusal(response, url);
  if (isWebPage(response)) return 'a web page';
  // Texts may be sent packed, with the packed length.
  const exact = /\.(json|md)$/.test(path) ? null : length;
  return { path, bytes: exact, sha256: null };
}

/** Folders of modules that have files of their own; Transformer and Pooling are asked for anyway. */
function modulesIn(bytes: Uint8Array): readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // Whoever describes the model reads it again, and says what is wrong with it.
    return [];
  }
  const paths = (Array.isArray(value) ? value : []).map((module: unknown) =>
    typeof module === 'object' && module !== null ? (module as { readonly path?: unknown }).path : null,
  );
  return paths
    .filter((path): path is string => modelPathSchema.safeParse(path).success && path !== '1_Pooling')
    .slice(0, MAX_MODULES);
}

/** Like `Promise.all`, with so many under way at once; the first that fails ends it. */
async function inTurns<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const at = next;
      next += 1;
      results[at] = await work(items[at] as T);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}
