import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { SourceFile } from '../engine/corpus/source-file.ts';

/** A file of this machine, read piece by piece. */
export async function sourceFromPath(path: string, name: string): Promise<SourceFile> {
  const { size } = await stat(path);
  return {
    name,
    size,
    // The web's streams and Node's differ in type alone.
    stream: () => Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>,
    async slice(start, end) {
      const file = await open(path);
      try {
        const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
        const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
        return bytes.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
  };
}
