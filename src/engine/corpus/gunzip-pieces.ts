import type { SourceFile } from './source-file.ts';

/** The bytes are no gzip, or end too early. */
export class GzipDamaged extends Error {}

/** The source itself could not be read. */
export class SourceFailed extends Error {}

/** A member's header without its optional fields (RFC 1952, 2.3). */
const HEADER = 10;

/**
 * The content of gzip, piece by piece. A file may have several members one after the other (`cat a.gz b.gz`, WARC,
 * BGZF). Node's DecompressionStream goes on with the next member; a browser's ends with an error, as its standard asks
 * for, and does not tell where the first one ended. So the bytes are cut before whatever looks like a header, and each
 * part unpacked by itself: a part that ends well (its checksum is right) was a member. One that does not was cut in the
 * middle of its data, which happens about once in some hundred gigabytes; it is begun again without that cut.
 * @param onBytes is told of every piece as it lies in the source
 * @throws GzipDamaged, SourceFailed
 */
export async function* gunzipPieces(
  source: Pick<SourceFile, 'stream'>,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const noMembers = new Set<number>();
  let input = openInput(source, onBytes);
  let start = 0;
  /** Of the member that begins at `start`, unpacked. */
  let given = 0;
  try {
    for (;;) {
      const member = memberFrom(input, noMembers);
      const reader = member.stream.pipeThrough(new DecompressionStream('gzip')).getReader();
      let known = given;
      try {
        for (;;) {
          const { done, value } = await reader.read();
          if (done) break;
          const fresh = value.subarray(Math.min(known, value.length));
          known -= value.length - fresh.length;
          given += fresh.length;
          if (fresh.length > 0) yield fresh;
        }
      } catch {
        const failure = input.failure();
        if (failure !== null) throw failure;
        const end = member.end();
        if (end === null) throw new GzipDamaged();
        noMembers.add(end);
        await input.close();
        input = openInput(source, () => undefined);
        await input.skip(start);
        continue;
      } finally {
        // Of a stream that failed this rejects with the same error again.
        await reader.cancel().catch(() => undefined);
      }
      const end = member.end();
      if (end === null) return;
      start = end;
      given = 0;
    }
  } finally {
    await input.close();
  }
}

/** Bytes of a source that can be looked at before they are taken. */
interface Input {
  /** Of the next byte that is taken, in the source. */
  at(): number;
  /** At least `HEADER` bytes and one more, unless the source ends before. */
  peek(): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly last: boolean }>;
  take(length: number): void;
  skip(length: number): Promise<void>;
  failure(): SourceFailed | null;
  close(): Promise<void>;
}

function openInput(source: Pick<SourceFile, 'stream'>, onBytes: (bytes: number) => void): Input {
  const reader = source.stream().getReader();
  let held = new Uint8Array(0);
  let at = 0;
  let last = false;
  let failure: SourceFailed | null = null;
  const more = async (): Promise<void> => {
    try {
      const { done, value } = await reader.read();
      last = done;
      if (value === undefined) return;
      onBytes(value.length);
      const joined = new Uint8Array(held.length + value.length);
      joined.set(held);
      joined.set(value, held.length);
      held = joined;
    } catch (error) {
      failure = new SourceFailed(error instanceof Error ? error.message : String(error));
      throw failure;
    }
  };
  return {
    at: () => at,
    async peek() {
      while (held.length <= HEADER && !last) await more();
      return { bytes: held, last };
    },
    take(length) {
      held = held.subarray(length);
      at += length;
    },
    async skip(length) {
      while (at < length) {
        if (held.length === 0) await more();
        if (last) return;
        const part = Math.min(held.length, length - at);
        held = held.subarray(part);
        at += part;
      }
    },
    failure: () => failure,
    close: () => reader.cancel().catch(() => undefined),
  };
}

/** The bytes of one member: to the next that looks like one, or to the end of the input. */
function memberFrom(
  input: Input,
  noMembers: ReadonlySet<number>,
): {
  readonly stream: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Where it was cut; `null` at the end of the input. Known when the stream has ended. */
  readonly end: () => number | null;
} {
  const start = input.at();
  let end: number | null = null;
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const { bytes, last } = await input.peek();
        const from = input.at();
        const next = findHeader(bytes, from === start ? 1 : 0, (at) => !noMembers.has(from + at));
        const length = next ?? (last ? bytes.length : bytes.length - HEADER + 1);
        if (length > 0) controller.enqueue(bytes.slice(0, length));
        input.take(length);
        if (next !== null) end = from + next;
        if (next !== null || last) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, end: () => end };
}

/** Deflate, no reserved flag, a level that compressors write, a system that there is. */
function findHeader(bytes: Uint8Array, from: number, counts: (at: number) => boolean): number | null {
  for (let at = bytes.indexOf(0x1f, from); at !== -1; at = bytes.indexOf(0x1f, at + 1)) {
    if (at + HEADER > bytes.length) return null;
    const flags = bytes[at + 3] ?? 0xff;
    const level = bytes[at + 8] ?? 0xff;
    const system = bytes[at + 9] ?? 0;
    if (bytes[at + 1] !== 0x8b || bytes[at + 2] !== 8 || flags >= 0x20) continue;
    if ((level === 0 || level === 2 || level === 4) && (system <= 13 || system === 255) && counts(at))
      return at;
  }
  return null;
}
