import type { FileEntry } from '@zip.js/zip.js';
import { FileRefused } from '../formats/format-reader.ts';
import type { SourceFile } from '../source-file.ts';
import type { ArchiveLimits } from './archive-limits.ts';

/** From here on bytes are looked for by unpacking the whole member once, not by beginning anew. */
const BEGINNING = 1024 ** 2;

/**
 * A member of an archive, unpacked as it is read.
 * @param spent unpacked bytes of all members: each counts once, by the most that was read of it
 */
export function createMember(
  name: string,
  entry: FileEntry,
  take: SourceFile['take'],
  limits: ArchiveLimits,
  spent: { bytes: number },
): SourceFile {
  let counted = 0;
  let whole: Promise<Blob> | null = null;

  function count(read: number): void {
    if (read > counted) {
      spent.bytes += read - counted;
      counted = read;
    }
    if (spent.bytes > limits.bytes) {
      throw new FileRefused(
        `The archive unpacks to more than ${megabytes(limits.bytes)} MB, which is the limit. Split it.`,
      );
    }
    if (read > limits.ratioFrom && read > limits.ratio * entry.compressedSize) {
      throw new FileRefused(
        `It unpacks to more than ${limits.ratio} times its size, which text does not; it was not read on.`,
      );
    }
  }

  function stream(): ReadableStream<Uint8Array> {
    const stop = new AbortController();
    let read = 0;
    const through = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        read += chunk.length;
        count(read);
        controller.enqueue(chunk);
      },
    });
    const output = through.readable.getReader();
    const unpacking = entry
      .getData(through.writable, {
        useWebWorkers: false,
        checkSignature: true,
        checkOverlappingEntry: true,
        signal: stop.signal,
      })
      .then(
        () => null,
        async (error: unknown) => {
          // A member that is refused before its first byte leaves the stream open.
          await output.cancel(error).catch(() => undefined);
          return damaged(error);
        },
      );
    return new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          try {
            const { done, value } = await output.read();
            if (!done) {
              controller.enqueue(value);
              return;
            }
          } catch (error) {
            controller.error(damaged(error));
            return;
          }
          // What is wrong with the end of a member (its checksum) is known after its last byte.
          const problem = await unpacking;
          if (problem === null) controller.close();
          else controller.error(problem);
        },
        async cancel(reason) {
          stop.abort();
          await output.cancel(reason).catch(() => undefined);
          await unpacking;
        },
      },
      { highWaterMark: 0 },
    );
  }

  async function beginning(end: number): Promise<Uint8Array> {
    const reader = stream().getReader();
    const parts: Uint8Array[] = [];
    let size = 0;
    try {
      while (size < end) {
        const { done, value } = await reader.read();
        if (done) break;
        parts.push(value);
        size += value.length;
      }
    } finally {
      await reader.cancel().catch(() => undefined);
    }
    return (await bytesOf(parts)).subarray(0, end);
  }

  async function unpackWhole(): Promise<Blob> {
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of iterate(stream())) {
      size += chunk.length;
      if (size > limits.whole) {
        throw new FileRefused(
          `It has to be unpacked whole, and is larger than ${megabytes(limits.whole)} MB. Unpack the archive first.`,
        );
      }
      parts.push(chunk);
    }
    return new Blob(parts as Uint8Array<ArrayBuffer>[]);
  }

  return {
    name,
    size: entry.uncompressedSize,
    take,
    stream,
    async slice(start, end) {
      if (whole === null && end <= BEGINNING) return (await beginning(end)).slice(start);
      whole ??= unpackWhole();
      return new Uint8Array(await (await whole).slice(start, end).arrayBuffer());
    },
  };
}

async function* iterate(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function bytesOf(parts: readonly Uint8Array[]): Promise<Uint8Array> {
  return new Uint8Array(await new Blob(parts as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}

function damaged(error: unknown): FileRefused {
  if (error instanceof FileRefused) return error;
  const cause = error instanceof Error ? error.message : String(error);
  return new FileRefused(`It is damaged inside the archive (${cause}). Fetch the archive again.`);
}

function megabytes(bytes: number): string {
  return Math.ceil(bytes / 1024 ** 2).toLocaleString('en-GB');
}
