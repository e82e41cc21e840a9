import type { ModelPlace } from '../protocol/encoder.ts';
import { modelPlaceSchema } from '../protocol/encoder.ts';
import { UsageError } from './usage.ts';

/** The Hub, or what stands in for it: the variable that the Hub's own tools know. */
function hubHost(): string {
  return (process.env['HF_ENDPOINT'] ?? 'https://huggingface.co').replace(/\/+$/, '');
}

/** Whether a model is named by its place, not by the id of one that ships or is kept. */
export function isPlace(name: string): boolean {
  return /^(hub:|https?:\/\/)/.test(name) || name.includes('/') || name === '.' || name === '..';
}

/**
 * `hub:owner/name`, `hub:owner/name@revision`, an address, or a folder. A page of the Hub's own
 * (`https://huggingface.co/owner/name`, with `/tree/revision` or without) is the repository that it shows.
 * @throws UsageError
 */
export function parseModelAddress(name: string, host = hubHost()): ModelPlace {
  if (name.startsWith('hub:')) {
    const [repo = '', revision = 'main', ...more] = name.slice('hub:'.length).split('@');
    return checked(name, { kind: 'hub', host, repo, revision: more.length > 0 ? '' : revision });
  }
  if (!/^https?:\/\//.test(name)) return checked(name, { kind: 'folder', name });
  const url = name.replace(/\/+$/, '');
  const page = url.startsWith(`${host}/`)
    ? /^([\w.-]+\/[\w.-]+)(?:\/tree\/([\w./-]+))?$/.exec(url.slice(host.length + 1))
    : null;
  return page === null
    ? checked(name, { kind: 'url', url })
    : checked(name, { kind: 'hub', host, repo: page[1] ?? '', revision: page[2] ?? 'main' });
}

function checked(name: string, place: unknown): ModelPlace {
  const parsed = modelPlaceSchema.safeParse(place);
  if (parsed.success) return parsed.data;
  throw new UsageError(
    `${name} names no model: it is hub:owner/name, hub:owner/name@revision, an https address, or a folder.`,
  );
}
