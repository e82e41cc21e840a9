import type { EncoderLink, EncoderSettings, ModelPlace, ModelRef } from '../protocol/encoder.ts';
import type { GraphOption, ModelReport } from '../protocol/library.ts';
import type { OwnEncoder } from './session/library-state.ts';

/** What a look found, with a graph to run it by. */
export function settingsFound(report: ModelReport, graph: GraphOption): EncoderSettings {
  const { pooling, normalize, maxTokens, dimensions, prefixes } = report.settings;
  return {
    model: graph.model,
    queryModel: graph.queryModel,
    pooling: pooling.value,
    normalize: normalize.value,
    maxTokens: maxTokens.value,
    dimensions: dimensions.value,
    prefixes: prefixes.value,
  };
}

/** How a link names an encoder: enough to fetch it again, and to tell whether it is the same. */
export function linkTo({ id, ref, settings, profile, bytes }: OwnEncoder): EncoderLink {
  const size = profile?.bytes ?? bytes;
  const at = profile === null ? ref : pinned(ref, profile.revision);
  return { id, ref: at, settings, ...(size === null ? {} : { bytes: size }) };
}

/** At the commits that it was fetched at: a branch may hold something else tomorrow. @param revision `a`, of a pair `a+b` */
function pinned({ place, query }: ModelRef, revision: string): ModelRef {
  const [passage, queries] = revision.split('+');
  const at = <Place extends ModelPlace | null>(one: Place, commit: string | undefined): Place =>
    one?.kind === 'hub' && commit !== undefined && /^[0-9a-f]{40,64}$/.test(commit)
      ? { ...one, revision: commit }
      : one;
  return { place: at(place, passage), query: at(query, queries) };
}

/** `huggingface.co`; `null` for a folder of this machine. */
export function hostOf(place: ModelPlace): string | null {
  switch (place.kind) {
    case 'hub':
      return new URL(place.host).host;
    case 'url':
      return new URL(place.url).host;
    case 'folder':
      return null;
  }
}

/** The hosts that a model comes from, each once; empty where it is a folder. */
export function hostsOf({ place, query }: ModelRef): readonly string[] {
  const hosts = [place, query].flatMap((one) => (one === null ? [] : (hostOf(one) ?? [])));
  return [...new Set(hosts)];
}

/**
 * The repository that a file's address on the Hub, or on a mirror of it, belongs to, and the file's path there.
 * @returns `null` for any other address: where the folder begins that a file lies in, it does not say
 */
export function repositoryOf(address: string): { readonly ref: ModelRef; readonly path: string } | null {
  const [, host = '', repo = '', revision = '', path = ''] =
    /^(https?:\/\/[^/]+)\/([\w.-]+(?:\/[\w.-]+)?)\/resolve\/([0-9a-f]{40,64})\/(.+)$/.exec(address) ?? [];
  if (host === '') return null;
  try {
    const place = { kind: 'hub' as const, host, repo, revision };
    return { ref: { place, query: null }, path: decodeURIComponent(path) };
  } catch {
    return null;
  }
}

/** Where a model comes from, in a few words: `org/model at main, huggingface.co`. */
export function placeWords({ place, query }: ModelRef): string {
  return query === null ? wordsOf(place) : `${wordsOf(place)}; queries: ${wordsOf(query)}`;
}

/** What a model is called before it is here. */
export function nameOf({ place }: ModelRef): string {
  switch (place.kind) {
    case 'hub':
      return place.repo;
    case 'url':
      return new URL(place.url).pathname.split('/').filter(Boolean).at(-1) ?? place.url;
    case 'folder':
      return place.name;
  }
}

function wordsOf(place: ModelPlace): string {
  switch (place.kind) {
    case 'hub':
      return `${place.repo} at ${shortRevision(place.revision)}, ${new URL(place.host).host}`;
    case 'url':
      return place.url;
    case 'folder':
      return `the folder ${place.name}`;
  }
}

/** A commit by its first digits, as Git writes them; a branch or tag as it is. */
export function shortRevision(revision: string): string {
  return revision.replace(/\b([0-9a-f]{10})[0-9a-f]{30}\b/g, '$1');
}
