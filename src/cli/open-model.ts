import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Encoder } from '../engine/encoder/encoder.ts';
import { openEncoder } from '../engine/encoder/encoder.ts';
import { createLibraryService } from '../engine/library-service.ts';
import { readBlobs } from '../engine/models/read-blobs.ts';
import { nodeRuntime } from '../engine/ort/node.ts';
import { createMemoryStore } from '../engine/storage/memory-store.ts';
import type { EncoderProfile, ModelPlace, ModelRef } from '../protocol/encoder.ts';
import { isOwnId } from '../protocol/encoder.ts';
import { CrosslensError } from '../protocol/errors.ts';
import type {
  BroughtModel,
  DownloadProgress,
  LibraryContract,
  LookInput,
  ModelReport,
} from '../protocol/library.ts';
import type { CallContext, Service } from '../protocol/service.ts';
import type { Arguments } from './arguments.ts';
import { filesUnder } from './files-under.ts';
import { cacheFolder, createFolderStore } from './folder-store.ts';
import { isPlace, parseModelAddress } from './model-address.ts';
import { givenSettings, refuseModelFlags, settingsFor } from './model-flags.ts';
import { findEncoder, openFromFolder, readManifest } from './model-folder.ts';
import { createProgress } from './progress.ts';
import { UsageError } from './usage.ts';

export interface OpenedModel {
  readonly profile: EncoderProfile;
  readonly encoder: Encoder;
}

/**
 * Opens an encoder that ships, one that is kept (`own:…`), or one by its place: a folder, the Hub, an address. What is
 * fetched goes to the cache; a folder of this machine is read where it is.
 */
export async function openModel(name: string, args: Arguments, threads: number): Promise<OpenedModel> {
  if (isOwnId(name)) {
    refuseModelFlags(args, name);
    return openBrought(await openKept(name), threads);
  }
  if (await isModelPlace(name)) return openBrought(await bringModel(name, args), threads);
  refuseModelFlags(args, name);
  const profile = findEncoder(await readManifest(), name);
  return { profile, encoder: await openFromFolder(profile, threads) };
}

/** What is known of a model without fetching its weights. */
export async function lookAt(name: string, args: Arguments): Promise<ModelReport> {
  const input = await inputFor(name, args);
  return libraryFor(input.ref).look(input, context());
}

/** Models that were fetched before. */
export function keptModels(): Promise<readonly EncoderProfile[]> {
  return cacheLibrary().models(null, context());
}

/** What an encoder is, without opening it. @throws UsageError when there is none of that name */
export async function profileOf(name: string, args: Arguments): Promise<EncoderProfile> {
  if (isOwnId(name)) return (await openKept(name)).profile;
  if (await isModelPlace(name)) return (await bringModel(name, args)).profile;
  return findEncoder(await readManifest(), name);
}

async function openKept(id: string): Promise<BroughtModel> {
  const kept = await cacheLibrary().open({ id }, context());
  if (kept === null)
    throw new UsageError(
      `No model ${id} is kept in ${cacheFolder()}. Name it by its place: hub:owner/name, an address, or a folder.`,
    );
  return kept;
}

async function isModelPlace(name: string): Promise<boolean> {
  return isPlace(name) || (await stat(name).catch(() => null))?.isDirectory() === true;
}

async function bringModel(name: string, args: Arguments): Promise<BroughtModel> {
  const input = await inputFor(name, args);
  const library = libraryFor(input.ref);
  const progress = createProgress();
  let report: ModelReport;
  try {
    report = await library.look(input, context());
  } catch (error) {
    const kept =
      error instanceof CrosslensError && error.code === 'network' ? await keptFrom(input.ref, args) : null;
    if (kept === null) throw error;
    progress.say(`${String(error)} The model that is kept from there is used: ${kept.profile.id}.`);
    return kept;
  }
  for (const note of report.notes) progress.say(`${report.name}: ${note}`);
  const settings = settingsFor(report, args);
  if (isHere(input.ref)) return library.bring({ ...input, report, settings }, context());
  return library.bring(
    { ...input, report, settings },
    context<DownloadProgress>(({ file, loaded, total, perSecond, secondsLeft }) => {
      const [done, all] = [loaded / 1e6, (total ?? loaded) / 1e6];
      progress.show(`${file}, MB`, {
        done,
        total: all,
        perSecond: perSecond / 1e6,
        secondsLeft: secondsLeft ?? 0,
      });
    }),
  );
}

/** Of the same place with the settings that were given, the newest first; `null` where none is kept. */
async function keptFrom(ref: ModelRef, args: Arguments): Promise<BroughtModel | null> {
  const { prefixes, normalize, pooling, maxTokens, dimensions } = givenSettings(args);
  const dtype = args.one('dtype');
  const agrees = <T>(given: T | undefined, has: T): boolean => given === undefined || given === has;
  const profile = (await keptModels()).find(
    (kept) =>
      JSON.stringify(kept.ref) === JSON.stringify(ref) &&
      (agrees(dtype, kept.dtype) || dtype === kept.model) &&
      agrees(pooling, kept.pooling) &&
      agrees(normalize, kept.normalize) &&
      agrees(maxTokens, kept.maxTokens) &&
      agrees(dimensions, kept.dimensions) &&
      agrees(prefixes.query, kept.prefixes.query) &&
      agrees(prefixes.passage, kept.prefixes.passage),
  );
  return profile === undefined ? null : openKept(profile.id);
}

async function openBrought({ profile, blobs }: BroughtModel, threads: number): Promise<OpenedModel> {
  return { profile, encoder: await openEncoder(profile, nodeRuntime, readBlobs(blobs), { threads }) };
}

async function inputFor(name: string, args: Arguments): Promise<LookInput> {
  const query = args.one('query-model');
  const place = placeOf(name);
  const queryPlace = query === undefined ? null : placeOf(query);
  return {
    ref: { place, query: queryPlace },
    files: await filesAt(place, name),
    queryFiles: queryPlace === null ? [] : await filesAt(queryPlace, query ?? ''),
  };
}

/** A folder is called by its last part: where it lies is nobody's business. */
function placeOf(name: string): ModelPlace {
  const place = parseModelAddress(name);
  return place.kind === 'folder' ? { kind: 'folder', name: basename(resolve(name)) } : place;
}

async function filesAt(place: ModelPlace, folder: string): Promise<readonly File[]> {
  if (place.kind !== 'folder') return [];
  const paths = await filesUnder(folder).catch((error: unknown) => {
    throw new UsageError(`${folder} cannot be read as a model's folder: ${String(error)}`);
  });
  return Promise.all(paths.map(async (path) => new File([await openAsBlob(join(folder, path))], path)));
}

/** What lies on this machine is not copied. */
function libraryFor(ref: ModelRef): Service<LibraryContract> {
  return isHere(ref)
    ? createLibraryService(Promise.resolve(createMemoryStore()), NO_BROWSER)
    : cacheLibrary();
}

function isHere({ place, query }: ModelRef): boolean {
  return place.kind === 'folder' && (query === null || query.kind === 'folder');
}

function cacheLibrary(): Service<LibraryContract> {
  return createLibraryService(Promise.resolve(createFolderStore(cacheFolder())), NO_BROWSER);
}

const NO_BROWSER = { caches: null, estimate: null };

function context<Progress>(
  onProgress: (progress: Progress) => void = () => undefined,
): CallContext<Progress> {
  return { signal: new AbortController().signal, onProgress };
}
