import type { CorpusFormat } from '../../domain/corpus/types.ts';
import { sourceFromBlob } from './blob-source.ts';
import type { OpenFile } from './formats/format-reader.ts';
import { isGzip } from './gunzip.ts';
import { MAX_FILE_BYTES } from './open-file.ts';
import { STREAM_LIMITS, unpackedBytes } from './unpack-stream.ts';

/**
 * The file with its bytes unpacked, for a table that is read by its own index: a Parquet file inside gzip. Any other
 * file as it is. @throws FileRefused
 */
export async function unpackWhole(file: OpenFile, format: CorpusFormat): Promise<OpenFile> {
  if (format !== 'table' || file.sample.text !== null) return file;
  if (!isGzip(await file.raw.slice(0, 2))) return file;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const limits = { bytes: MAX_FILE_BYTES, ratio: STREAM_LIMITS.ratio };
  for await (const chunk of unpackedBytes(file.raw, true, limits)) parts.push(chunk);
  return { ...file, raw: sourceFromBlob(file.name, new Blob(parts)) };
}
