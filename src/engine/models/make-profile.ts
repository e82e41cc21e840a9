import type { EncoderProfile, EncoderSettings } from '../../protocol/encoder.ts';
import { encoderProfileSchema, encoderSettingsSchema, ownId } from '../../protocol/encoder.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import type { ModelReport } from '../../protocol/library.ts';
import { sha256 } from '../../protocol/sha256.ts';
import { canonicalJson } from '../canonical-json.ts';
import { externalFiles } from './external-files.ts';
import { dtypeOf, listGraphs } from './graph-files.ts';
import { inspectOnnx } from './inspect-onnx.ts';
import { layoutOf } from './model-layout.ts';
import { folderOf } from './model-paths.ts';
import { planGraph, widthOf } from './plan-graph.ts';

type Described = Pick<ModelReport, 'files' | 'graphs' | 'dense'>;
type Report = Omit<ModelReport, 'architecture' | 'needs' | 'notes'>;

const ID_DIGITS = 16;
/** Where a setting is from that the person changed. */
const CHOSEN = 'your own choice';

/**
 * The files that an encoder with these settings reads: graphs with their second files, tokenizers, Dense modules.
 * @throws CrosslensError `model-invalid` where the settings name a graph that the report does not have
 */
export function filesNeeded(report: Described, settings: EncoderSettings): string[] {
  const { tokenizer, query } = tokenizersOf(report, settings);
  const needed = new Set<string>();
  for (const path of graphPaths(report, settings)) needed.add(path);
  for (const path of [tokenizer, query?.tokenizer ?? tokenizer]) {
    needed.add(path);
    for (const other of besideTokenizer(report, path)) needed.add(other);
  }
  for (const folder of denseOf(report, settings)) {
    needed.add(`${folder}/config.json`);
    needed.add(`${folder}/model.safetensors`);
  }
  return [...needed];
}

/**
 * What decides the vectors of an encoder, with its id: the same files and settings are the same encoder, wherever they
 * come from. The graphs are looked into, so that what cannot be run is refused before it is kept.
 * @param files those of `filesNeeded`, as they were fetched
 * @param read gives the bytes of one of them
 * @throws CrosslensError `model-invalid` and `file-damaged` where files are missing, are not what they should be, or
 * give nothing that the settings ask for; `not-possible` for settings that ask for more than the model has
 */
export async function makeProfile(
  report: Report,
  settings: EncoderSettings,
  files: EncoderProfile['files'],
  read: (path: string) => Promise<Uint8Array>,
): Promise<EncoderProfile> {
  const chosen = encoderSettingsSchema.parse(settings);
  const missing = filesNeeded(report, chosen).filter((path) => !files.some((file) => file.path === path));
  if (missing.length > 0)
    throw new CrosslensError('model-invalid', `${report.name} lacks ${missing.join(', ')}.`);
  const full = await fullDimensions(report, chosen, files, read);
  checkLimits(report, chosen, full);
  const kept = chosen.dimensions ?? full;
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  return encoderProfileSchema.parse({
    // All of a vector is all of it, whether it was said by its number or not.
    id: await idOf(sorted, { ...chosen, dimensions: kept === full ? null : kept }),
    name: report.name,
    revision: report.revision,
    ref: report.ref,
    dimensions: kept,
    fullDimensions: kept === full ? null : full,
    pooling: chosen.pooling,
    normalize: chosen.normalize,
    maxTokens: chosen.maxTokens,
    dtype: dtypeOf(chosen.model),
    prefixes: chosen.prefixes,
    model: chosen.model,
    ...tokenizersOf(report, chosen),
    dense: denseOf(report, chosen),
    languages: { trained: {} },
    licence: report.licence,
    bytes: sorted.reduce((sum, { bytes }) => sum + bytes, 0),
    files: sorted,
    about: aboutOf(report, chosen),
  } satisfies EncoderProfile);
}

function aboutOf(report: Report, settings: EncoderSettings): EncoderProfile['about'] {
  const from = (name: keyof Report['settings']): string => {
    const { value, from: found } = report.settings[name];
    return canonicalJson(value) === canonicalJson(settings[name]) ? found : CHOSEN;
  };
  return {
    found: {
      pooling: from('pooling'),
      normalize: from('normalize'),
      maxTokens: from('maxTokens'),
      dimensions: from('dimensions'),
      prefixes: from('prefixes'),
    },
    longest: report.limits.maxTokens,
    matryoshka: [...report.matryoshka],
    dense: [...report.dense],
  };
}

/** @param files sorted by path */
async function idOf(files: EncoderProfile['files'], settings: EncoderSettings): Promise<string> {
  const content = { files: files.map(({ path, sha256: hash }) => [path, hash]), settings };
  return ownId((await sha256(canonicalJson(content))).slice(0, ID_DIGITS));
}

function graphPaths({ files, graphs }: Described, { model, queryModel }: EncoderSettings): string[] {
  if (!graphs.some((graph) => graph.model === model && graph.queryModel === queryModel))
    throw new CrosslensError(
      'model-invalid',
      `The model has no graph ${[model, queryModel ?? []].flat().join(' with ')}. It has ${graphs.map((graph) => graph.model).join(', ')}.`,
    );
  const wanted = [model, ...(queryModel === null ? [] : [queryModel])];
  return listGraphs(files, '')
    .filter(({ path }) => wanted.includes(path))
    .flatMap(({ path, external }) => [path, ...external]);
}

function tokenizersOf(
  { files }: Described,
  { queryModel }: EncoderSettings,
): Pick<EncoderProfile, 'tokenizer' | 'query'> {
  const { passage, query } = layoutOf(files.map(({ path }) => path));
  return {
    tokenizer: passage.tokenizer,
    query:
      queryModel === null ? null : { model: queryModel, tokenizer: (query ?? passage).tokenizer },
  };
}

/** The padding token stands in the configuration, and in a second file where there is none. */
function besideTokenizer({ files }: Described, tokenizer: string): string[] {
  const beside = (name: string): string[] =>
    files.map(({ path }) => path).filter((path) => path === folderOf(tokenizer) + name);
  const config = beside('tokenizer_config.json');
  return config.length > 0 ? config : beside('special_tokens_map.json');
}

/** A graph that pools by itself was exported with its Dense modules. */
function denseOf({ dense }: Described, { pooling }: EncoderSettings): string[] {
  return pooling === 'output' ? [] : [...dense];
}

/** Numbers of a vector before it is cut, as the Dense modules, the graphs or the settings' files say. */
async function fullDimensions(
  report: Report,
  settings: EncoderSettings,
  files: EncoderProfile['files'],
  read: (path: string) => Promise<Uint8Array>,
): Promise<number> {
  const graph = await readWidth(settings.model, settings.pooling, files, read);
  if (settings.queryModel !== null) {
    const other = await readWidth(settings.queryModel, settings.pooling, files, read);
    if (graph !== null && other !== null && graph !== other)
      throw new CrosslensError(
        'model-invalid',
        `${settings.queryModel} gives vectors of ${other} numbers, and ${settings.model} of ${graph}: they are no pair.`,
      );
  }
  const said = report.limits.dimensions;
  const full = denseOf(report, settings).length > 0 ? said : (graph ?? said);
  if (full === null)
    throw new CrosslensError(
      'model-invalid',
      `Neither the files of ${report.name} nor its graph say how many numbers a vector has. Choose another ONNX file of the repository.`,
    );
  return full;
}

async function readWidth(
  path: string,
  pooling: EncoderSettings['pooling'],
  files: EncoderProfile['files'],
  read: (path: string) => Promise<Uint8Array>,
): Promise<number | null> {
  const graph = inspectOnnx(await read(path), path);
  externalFiles(graph, path, files);
  const { text, tokens } = planGraph(graph, pooling, path);
  return widthOf(pooling === 'output' ? text : tokens);
}

function checkLimits({ name, limits }: Report, settings: EncoderSettings, full: number): void {
  const { dimensions, maxTokens } = settings;
  if (dimensions !== null && dimensions > full)
    throw new CrosslensError(
      'not-possible',
      `${name} gives vectors of ${full} numbers; ${dimensions} cannot be kept of them. Choose ${full} or fewer.`,
    );
  if (limits.maxTokens !== null && maxTokens > limits.maxTokens)
    throw new CrosslensError(
      'not-possible',
      `${name} was made for texts of up to ${limits.maxTokens} tokens; ${maxTokens} were asked for. Choose ${limits.maxTokens} or fewer.`,
    );
}
