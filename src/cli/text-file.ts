import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { gunzip, isGzip } from '../engine/corpus/gunzip.ts';
import { UsageError } from './usage.ts';

/** Longer texts are no strings in Node. */
const MOST_BYTES = 512 * 1024 * 1024;

/** A whole text file; gzip is known by its first bytes. @throws UsageError naming the file */
export async function readText(path: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (isGzip(bytes)) {
    const unpacked = await gunzip(bytes, { bytes: MOST_BYTES });
    if ('problem' in unpacked) throw new UsageError(`${path} is gzip that is ${unpacked.problem}.`);
    bytes = unpacked.bytes;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${path} is not UTF-8.`);
  }
}

/** Writes a text part by part; a name that ends in `.gz` is compressed. @throws UsageError naming the file */
export async function writeText(path: string, content: Blob): Promise<void> {
  // The web's streams and Node's differ in type alone.
  const source = Readable.fromWeb(content.stream() as Parameters<typeof Readable.fromWeb>[0]);
  const target = createWriteStream(path);
  try {
    if (path.endsWith('.gz')) await pipeline(source, createGzip(), target);
    else await pipeline(source, target);
  } catch (error) {
    throw new UsageError(
      `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
