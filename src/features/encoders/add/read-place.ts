import type { ModelPlace } from '../../../protocol/encoder.ts';
import { modelPlaceSchema } from '../../../protocol/encoder.ts';

export const HUB = 'https://huggingface.co';

/** A repository's main branch, for the catalogue. */
export function hubPlace(host: string, repo: string): ModelPlace {
  return { kind: 'hub', host, repo, revision: 'main' };
}

/** A place that what was typed names, or what is wrong with it in a sentence. */
export type ReadPlace =
  | { readonly place: ModelPlace; readonly problem?: undefined }
  | { readonly place: null; readonly problem: string };

/**
 * What a person types or pastes as a model's place: an id of the Hub (`org/model`), the address of its page, or the
 * address of a folder on any server with the files at the Hub's names.
 * @param typed.host the Hub or a mirror of it
 * @param typed.revision empty: what the pasted address says, else `main`
 * @param pageOrigin of this page, which it may fetch from without https
 */
export function readPlace(
  typed: { readonly model: string; readonly revision: string; readonly host: string },
  pageOrigin: string,
): ReadPlace {
  const model = typed.model.trim();
  const revision = typed.revision.trim();
  if (model === '') return { place: null, problem: 'Type an id such as intfloat/multilingual-e5-small.' };
  const host = readHost(typed.host, pageOrigin);
  if (!/^[a-z][a-z0-9+.-]*:/i.test(model)) {
    if (host === null) return { place: null, problem: HOST_PROBLEM };
    return hub(host, model.replace(/^\/+|\/+$/g, ''), revision === '' ? 'main' : revision);
  }
  const url = readUrl(model, pageOrigin);
  if (url === null) {
    return {
      place: null,
      problem: 'An address has to begin with https:// (a page may fetch from no other).',
    };
  }
  const page = hubPage(url, [HUB, host]);
  if (page !== null) {
    return hub(url.origin, page.repo, revision === '' ? (page.revision ?? 'main') : revision);
  }
  const folder = `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  if (/\.onnx$/i.test(folder)) {
    return {
      place: null,
      problem: 'This is a file. Give the folder that holds the model’s config.json and tokenizer.json.',
    };
  }
  return checked({ kind: 'url', url: folder }, 'This is no address that a model can be fetched from.');
}

const HOST_PROBLEM = 'The host has to be an address that begins with https://.';

/** The origin of a host as it is typed, with or without `https://`; `null` where it is none. */
export function readHost(typed: string, pageOrigin: string): string | null {
  const text = typed.trim();
  return (
    readUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`, pageOrigin)?.origin ?? null
  );
}

function readUrl(text: string, pageOrigin: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const allowed = url.protocol === 'https:' || url.origin === pageOrigin;
  return allowed && url.hostname !== '' && url.username === '' ? url : null;
}

/** Repository and revision of a page such as `https://huggingface.co/org/model/tree/v2/onnx`. */
function hubPage(
  url: URL,
  hubs: readonly (string | null)[],
): { readonly repo: string; readonly revision: string | null } | null {
  if (!hubs.includes(url.origin)) return null;
  const [, repo, revision] =
    /^\/([\w.-]+\/[\w.-]+)(?:\/(?:tree|blob|resolve|commit)\/([^/]+).*)?\/?$/.exec(url.pathname) ?? [];
  return repo === undefined
    ? null
    : { repo, revision: revision === undefined ? null : decodeURIComponent(revision) };
}

function hub(host: string, repo: string, revision: string): ReadPlace {
  const { revision: revisionSchema } = HUB_PLACE.shape;
  if (!revisionSchema.safeParse(revision).success) {
    return { place: null, problem: `“${revision}” is no revision: give a branch, a tag or a commit.` };
  }
  return checked(
    { kind: 'hub', host, repo, revision },
    `“${repo}” is no id of the Hub: those have the form organisation/model.`,
  );
}

const HUB_PLACE = modelPlaceSchema.options[0];

function checked(place: ModelPlace, problem: string): ReadPlace {
  return modelPlaceSchema.safeParse(place).success ? { place } : { place: null, problem };
}
