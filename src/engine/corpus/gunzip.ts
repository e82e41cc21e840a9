import { sourceFromBytes } from './blob-source.ts';
import { gunzipPieces } from './gunzip-pieces.ts';

/** What a compressed file may grow to: a few bytes can stand for gigabytes. */
export interface GunzipLimit {
  readonly bytes: number;
}

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The content of a gzip file, read piece by piece, or why there is none: it is damaged, or larger than the limit,
 * in which case no more than the limit was ever in memory.
 */
export async function gunzip(
  bytes: Uint8Array,
  limit: GunzipLimit,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer> } | { readonly problem: 'damaged' | 'too-large' }> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for await (const part of gunzipPieces(sourceFromBytes('', bytes))) {
      size += part.length;
      if (size > limit.bytes) return { problem: 'too-large' };
      parts.push(part);
    }
  } catch {
    return { problem: 'damaged' };
  }
  return { bytes: new Uint8Array(await new Blob(parts).arrayBuffer()) };
}
