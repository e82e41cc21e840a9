import type { ModelPlace } from '../../../protocol/encoder.ts';
import type { ListedFile, LookInput, ModelReport } from '../../../protocol/library.ts';
import { folderReader, listFolder } from './folder.ts';
import { hubReader, listHub } from './hub.ts';
import { listPlainServer, plainServerReader } from './plain-server.ts';
import type { Listing, ModelSource, SourceReader } from './source.ts';

/** Folders of a pair's files. */
const PASSAGE = 'passage/';
const QUERY = 'query/';
/** Between the revisions of a pair; no commit has it. */
const BETWEEN = '+';

/**
 * Lists what a reference names. The files of a pair stand under `passage/` and `query/`.
 * @throws CrosslensError `network`, `not-found`, `access-denied`, `file-damaged`, `aborted`
 */
export async function openSource(
  { ref, files, queryFiles }: LookInput,
  signal?: AbortSignal,
): Promise<ModelSource> {
  const passage = await listPlace(ref.place, files, signal);
  if (ref.query === null) return { ...passage, ...readerOf(ref.place, passage.revision, files) };
  const query = await listPlace(ref.query, queryFiles, signal);
  const listing: Listing = {
    name: passage.name === query.name ? passage.name : `${passage.name} + ${query.name}`,
    revision: `${passage.revision}${BETWEEN}${query.revision}`,
    licence: passage.licence === query.licence ? passage.licence : bothLicences(passage, query),
    files: [...under(PASSAGE, passage.files), ...under(QUERY, query.files)],
  };
  return { ...listing, ...readerOfRef({ ref, files, queryFiles }, listing.revision) };
}

/** Reads what an earlier look listed, at the same commit; nothing is asked for. */
export function reopenSource({ ref, files, queryFiles }: LookInput, report: ModelReport): ModelSource {
  const { name, revision, licence } = report;
  return { name, revision, licence, files: report.files, ...readerOfRef({ ref, files, queryFiles }, revision) };
}

function readerOfRef({ ref, files, queryFiles }: LookInput, revision: string): SourceReader {
  if (ref.query === null) return readerOf(ref.place, revision, files);
  const [passageRevision = '', queryRevision = ''] = revision.split(BETWEEN);
  const passage = readerOf(ref.place, passageRevision, files);
  const query = readerOf(ref.query, queryRevision, queryFiles);
  const at = <T>(path: string, use: (reader: SourceReader, path: string) => T): T =>
    path.startsWith(QUERY)
      ? use(query, path.slice(QUERY.length))
      : use(passage, path.startsWith(PASSAGE) ? path.slice(PASSAGE.length) : path);
  return {
    addressOf: (path) => at(path, (reader, inside) => reader.addressOf(inside)),
    keyOf: (path) => at(path, (reader, inside) => reader.keyOf(inside)),
    blobOf: (path) => at(path, (reader, inside) => reader.blobOf(inside)),
    mayChange: (path) => at(path, (reader, inside) => reader.mayChange(inside)),
    readSmall: (path, signal) => at(path, (reader, inside) => reader.readSmall(inside, signal)),
    open: (path, from, signal) => at(path, (reader, inside) => reader.open(inside, from, signal)),
  };
}

function listPlace(
  place: ModelPlace,
  files: readonly File[],
  signal: AbortSignal | undefined,
): Promise<Listing> {
  switch (place.kind) {
    case 'hub':
      return listHub(place, signal);
    case 'url':
      return listPlainServer(place.url, signal);
    case 'folder':
      return listFolder(place.name, files);
  }
}

function readerOf(place: ModelPlace, revision: string, files: readonly File[]): SourceReader {
  switch (place.kind) {
    case 'hub':
      return hubReader(place, revision);
    case 'url':
      return plainServerReader(place.url);
    case 'folder':
      return folderReader(place.name, files);
  }
}

function under(folder: string, files: readonly ListedFile[]): readonly ListedFile[] {
  return files.map((file) => ({ ...file, path: folder + file.path }));
}

function bothLicences(passage: Listing, query: Listing): string {
  return `${passage.licence ?? 'not stated'} (passages), ${query.licence ?? 'not stated'} (queries)`;
}
