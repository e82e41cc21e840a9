import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import type { Side } from '../domain/adapter/adapter.ts';
import type { EncoderProfile, EncoderSettings } from '../protocol/encoder.ts';
import type { ListedFile } from '../protocol/library.ts';
import { describeModel } from '../engine/models/describe-model.ts';
import type { ModelDescription } from '../engine/models/describe-model.ts';
import { filesNeeded, makeProfile } from '../engine/models/make-profile.ts';
import type { ReadModelFile } from '../engine/models/model-source.ts';

/** Small random encoders of every layout, with what PyTorch computes with them: `training/zoo/make_encoders.py`. */
const ZOO = new URL('../engine/encoder/fixtures/zoo/', import.meta.url);

export interface ZooEntry {
  readonly name: string;
  readonly pooling: EncoderProfile['pooling'];
  readonly normalize: boolean;
  readonly dimensions: number;
  readonly maxTokens: number;
  readonly prefixes: EncoderProfile['prefixes'];
  readonly dense: readonly string[];
  /** A length to which vectors were cut as well. */
  readonly matryoshka: number | null;
  readonly models: readonly {
    readonly dtype: string;
    readonly path: string;
    readonly lowestCosine: number;
  }[];
  readonly queryModels: ZooEntry['models'] | null;
}

export interface ZooGolden {
  readonly texts: Readonly<Record<Side, readonly string[]>>;
  readonly ids: Readonly<Record<Side, readonly (readonly number[])[]>>;
  /** [texts][dimensions] */
  readonly vectors: Readonly<Record<Side, readonly (readonly number[])[]>>;
  /** The same for vectors that are cut. */
  readonly cut?: { readonly dimensions: number; readonly vectors: ZooGolden['vectors'] };
}

export const zoo = json('index.json') as readonly ZooEntry[];

export function zooGolden(name: string): ZooGolden {
  return json(`${name}/golden.json`) as ZooGolden;
}

export interface ZooModel {
  readonly files: readonly ListedFile[];
  readonly read: (path: string) => Promise<Uint8Array>;
  readonly description: ModelDescription;
}

/** A folder of the zoo as if it were a repository that nobody knows. */
export async function describeZoo(name: string): Promise<ZooModel> {
  const folder = new URL(`${name}/`, ZOO);
  const files = listFolder(folder);
  const read = (path: string): Promise<Uint8Array> => Promise.resolve(readFileSync(new URL(path, folder)));
  return { files, read, description: await describeModel(files, read, name) };
}

export function listFolder(folder: URL): ListedFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .filter((path) => statSync(new URL(path, folder)).isFile() && path !== 'golden.json')
    .map((path) => ({ path, bytes: statSync(new URL(path, folder)).size, sha256: null }));
}

/** The profile of a described model with settings of one's own, made as the app makes it. */
export async function zooProfile(
  name: string,
  { read, description }: ZooModel,
  changed: Partial<EncoderSettings> = {},
): Promise<{ profile: EncoderProfile; read: ReadModelFile }> {
  const [graph] = description.graphs;
  const settings: EncoderSettings = {
    model: graph?.model ?? '',
    queryModel: graph?.queryModel ?? null,
    pooling: description.settings.pooling.value,
    normalize: description.settings.normalize.value,
    maxTokens: description.settings.maxTokens.value,
    dimensions: description.settings.dimensions.value,
    prefixes: description.settings.prefixes.value,
    ...changed,
  };
  const files = [];
  for (const path of filesNeeded(description, settings)) {
    const bytes = await read(path);
    files.push({ path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  const report = {
    ...description,
    ref: { place: { kind: 'folder' as const, name }, query: null },
    name,
    revision: 'local',
    licence: null,
  };
  return { profile: await makeProfile(report, settings, files, read), read: (path) => read(path) };
}

function json(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, ZOO), 'utf8')) as unknown;
}
