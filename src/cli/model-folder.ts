import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Encoder } from '../engine/encoder/encoder.ts';
import { openEncoder } from '../engine/encoder/encoder.ts';
import type { ReadModelFile } from '../engine/models/model-source.ts';
import { nodeRuntime } from '../engine/ort/node.ts';
import { CrosslensError } from '../protocol/errors.ts';
import type { EncoderEntry, Manifest } from '../protocol/manifest.ts';
import { parseManifest } from '../protocol/manifest.ts';
import { UsageError } from './usage.ts';

const MODELS = new URL('../../models/', import.meta.url);

/** @throws CrosslensError `manifest-invalid` */
export async function readManifest(): Promise<Manifest> {
  const path = new URL('manifest.json', MODELS);
  try {
    return parseManifest(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    throw new CrosslensError('manifest-invalid', `${fileURLToPath(path)}: ${String(error)}`, {
      cause: error,
    });
  }
}

/** @throws UsageError when no encoder has that id */
export function findEncoder(manifest: Manifest, id: string): EncoderEntry {
  const entry = manifest.encoders.find((encoder) => encoder.id === id);
  if (entry === undefined) {
    throw new UsageError(
      `No encoder is called "${id}". Known: ${manifest.encoders.map((encoder) => encoder.id).join(', ')}.`,
    );
  }
  return entry;
}

/** Reads files of one folder under `models/`. */
export function folderReader(id: string): ReadModelFile {
  const folder = new URL(`${id}/`, MODELS);
  return async (path, { onBytes }) => {
    const file = new URL(path, folder);
    let bytes: Buffer;
    try {
      bytes = await readFile(file);
    } catch (error) {
      throw new CrosslensError('not-found', `${fileURLToPath(file)} cannot be read: ${String(error)}`, {
        cause: error,
      });
    }
    onBytes(bytes.length);
    return bytes;
  };
}

/** Opens an encoder from `models/`, with the same checks and the same code as in the browser. */
export function openFromFolder(entry: EncoderEntry, threads: number): Promise<Encoder> {
  return openEncoder(entry, nodeRuntime, folderReader(entry.id), { threads });
}
