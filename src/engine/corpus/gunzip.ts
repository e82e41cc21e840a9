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
  // A view into a shared buffer is no BlobPart.
  const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream('gzip'));
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > limit.bytes) {
        await reader.cancel();
        return { problem: 'too-large' };
      }
      parts.push(value);
    }
  } catch {
    return { problem: 'damaged' };
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return { bytes: whole };
}
