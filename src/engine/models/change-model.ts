import type { EncoderProfile, EncoderSettings } from '../../protocol/encoder.ts';
import { settingsOf } from '../../protocol/encoder.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import type { BroughtModel, ModelReport } from '../../protocol/library.ts';
import type { ModelSource } from './sources/source.ts';

/**
 * A model that is here, as a source of another one with other settings.
 * @throws CrosslensError `not-possible` for settings that need files which are not here
 */
export function sourceOfKept(
  { profile, blobs }: Pick<BroughtModel, 'profile' | 'blobs'>,
  settings: EncoderSettings,
): { readonly source: ModelSource; readonly report: ModelReport } {
  const report = reportOf(profile);
  const before = settingsOf(profile);
  if (settings.model !== before.model || settings.queryModel !== before.queryModel) {
    throw missing(profile, `its graph ${settings.model} is not here`);
  }
  const modules = settings.pooling === 'output' ? [] : report.dense;
  if (modules.some((folder) => blobs[`${folder}/config.json`] === undefined)) {
    throw missing(profile, `the Dense modules that follow its pooling (${modules.join(', ')}) are not here`);
  }
  const at = (path: string): Blob => {
    const blob = blobs[path];
    if (blob === undefined) throw missing(profile, `${path} is not here`);
    return blob;
  };
  const { name, revision, licence, files } = report;
  const source: ModelSource = {
    name,
    revision,
    licence,
    files,
    addressOf: (path) => `${name}/${path}`,
    keyOf: (path) => `${profile.id}/${path}`,
    blobOf: (path) => blobs[path] ?? null,
    mayChange: () => false,
    readSmall: async (path) => new Uint8Array(await at(path).arrayBuffer()),
    open: (path, from) => {
      const blob = at(path);
      return Promise.resolve({
        from,
        total: blob.size,
        validator: null,
        body: blob.slice(from).stream(),
      });
    },
  };
  return { source, report };
}

/** What a look at the model would say, as far as its profile keeps it. */
function reportOf(profile: EncoderProfile): ModelReport {
  const { about, fullDimensions, dimensions, model, query, dtype, files } = profile;
  const settings = settingsOf(profile);
  const found = <Name extends keyof ModelReport['settings']>(name: Name): ModelReport['settings'][Name] =>
    ({ value: settings[name], from: about?.found[name] ?? 'as it was before' }) as ModelReport['settings'][Name];
  const ref = profile.ref ?? { place: { kind: 'folder', name: profile.name }, query: null };
  return {
    ref,
    name: profile.name,
    revision: profile.revision,
    licence: profile.licence,
    architecture: null,
    files,
    graphs: [{ model, queryModel: query?.model ?? null, dtype, bytes: null }],
    needs: { [model]: files.map(({ path }) => path) },
    limits: { maxTokens: about?.longest ?? null, dimensions: fullDimensions ?? dimensions },
    matryoshka: about?.matryoshka ?? [],
    settings: {
      pooling: found('pooling'),
      normalize: found('normalize'),
      maxTokens: found('maxTokens'),
      dimensions: found('dimensions'),
      prefixes: found('prefixes'),
    },
    dense: about?.dense ?? profile.dense,
    notes: [],
  };
}

function missing({ name }: EncoderProfile, what: string): CrosslensError {
  return new CrosslensError(
    'not-possible',
    `${name} cannot be changed so: ${what}. Add it again from where it came, with these settings.`,
  );
}
