import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipMember {
  readonly name: string;
  readonly content: Uint8Array | string;
  readonly stored?: boolean;
  /** The sizes stand behind the data, as in a ZIP that was written as a stream. */
  readonly descriptor?: boolean;
  /** Sizes and offsets as archives above 4 GB have them. */
  readonly zip64?: boolean;
  readonly encrypted?: boolean;
  readonly method?: number;
  readonly mode?: number;
  /** What the headers say, where it is not the truth. */
  readonly claims?: { readonly size?: number; readonly crc?: number };
}

/** A ZIP archive byte by byte (PKWARE's APPNOTE 6.3), so that tests can write what no program would. */
export function zipOf(members: readonly ZipMember[], { overlap = false } = {}): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  const push = (bytes: Uint8Array): void => {
    parts.push(bytes);
    at += bytes.length;
  };
  let shared: number | null = null;
  for (const member of members) {
    const { stored = false, descriptor = false, zip64 = false, encrypted = false } = member;
    const name = new TextEncoder().encode(member.name);
    const raw =
      typeof member.content === 'string' ? new TextEncoder().encode(member.content) : member.content;
    const packed = stored ? raw : new Uint8Array(deflateRawSync(raw));
    const size = member.claims?.size ?? raw.length;
    const crc = member.claims?.crc ?? crc32(raw);
    const flags = 0x0800 | (descriptor ? 8 : 0) | (encrypted ? 1 : 0);
    const method = member.method ?? (stored ? 0 : 8);
    const offset: number = shared ?? at;
    const head = [
      [2, zip64 ? 45 : 20],
      [2, flags],
      [2, method],
      [4, 0],
    ] as const;
    const sizes64 = numbers([2, 1], [2, 16], [8, size], [8, packed.length]);
    if (shared === null) {
      const local = zip64 && !descriptor ? sizes64 : new Uint8Array(0);
      push(
        join([
          numbers(
            [4, 0x04034b50],
            ...head,
            [4, descriptor ? 0 : crc],
            [4, descriptor ? 0 : zip64 ? 0xffffffff : packed.length],
            [4, descriptor ? 0 : zip64 ? 0xffffffff : size],
            [2, name.length],
            [2, local.length],
          ),
          name,
          local,
          packed,
        ]),
      );
      const width = zip64 ? 8 : 4;
      if (descriptor) push(numbers([4, 0x08074b50], [4, crc], [width, packed.length], [width, size]));
    }
    if (overlap) shared = offset;
    const extra = zip64
      ? numbers([2, 1], [2, 24], [8, size], [8, packed.length], [8, offset])
      : new Uint8Array(0);
    directory.push(
      join([
        numbers(
          [4, 0x02014b50],
          [2, 0x0300 | 45],
          ...head,
          [4, crc],
          [4, zip64 ? 0xffffffff : packed.length],
          [4, zip64 ? 0xffffffff : size],
          [2, name.length],
          [2, extra.length],
          [2, 0],
          [2, 0],
          [2, 0],
          [4, (member.mode ?? 0o100644) * 0x10000],
          [4, zip64 ? 0xffffffff : offset],
        ),
        name,
        extra,
      ]),
    );
  }
  const list = join(directory);
  const start = at;
  push(list);
  if (members.some(({ zip64 }) => zip64 === true)) {
    const end = at;
    push(
      numbers(
        [4, 0x06064b50],
        [8, 44],
        [2, 45],
        [2, 45],
        [4, 0],
        [4, 0],
        [8, members.length],
        [8, members.length],
        [8, list.length],
        [8, start],
      ),
    );
    push(numbers([4, 0x07064b50], [4, 0], [8, end], [4, 1]));
  }
  push(
    numbers(
      [4, 0x06054b50],
      [4, 0],
      [2, members.length],
      [2, members.length],
      [4, list.length],
      [4, start],
      [2, 0],
    ),
  );
  return join(parts);
}

function numbers(...fields: readonly (readonly [bytes: 2 | 4 | 8, value: number])[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(fields.reduce((total, [bytes]) => total + bytes, 0)));
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else if (bytes === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += bytes;
  }
  return new Uint8Array(view.buffer);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
