import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { sourceFromBytes } from './blob-source.ts';
import { GzipDamaged, gunzipPieces, SourceFailed } from './gunzip-pieces.ts';
import type { SourceFile } from './source-file.ts';

function inPieces(bytes: Uint8Array, length: number): Pick<SourceFile, 'stream'> {
  return {
    stream() {
      let at = 0;
      return new ReadableStream<Uint8Array>({
        pull(controller) {
          if (at >= bytes.length) controller.close();
          else controller.enqueue(bytes.slice(at, (at += length)));
        },
      });
    },
  };
}

async function unpack(
  source: Pick<SourceFile, 'stream'>,
  onBytes?: (bytes: number) => void,
): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of gunzipPieces(source, onBytes)) parts.push(part);
  return Buffer.concat(parts);
}

/** What a member begins with, inside of data that is stored as it is. */
const FALSE_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);

describe('gunzipPieces', () => {
  it('gives back any members, however the bytes are cut and whatever they look like', async () => {
    const content = fc.array(fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.constant(FALSE_HEADER)), {
      maxLength: 4,
    });
    const members = fc.array(fc.tuple(content, fc.constantFrom(0, 6)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(members, fc.integer({ min: 1, max: 50 }), async (list, length) => {
        const packed = Buffer.concat(list.map(([parts, level]) => gzipSync(Buffer.concat(parts), { level })));
        const whole = Buffer.concat(list.flatMap(([parts]) => parts));
        expect((await unpack(inPieces(packed, length))).equals(whole)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('unpacks each member by itself, as browsers need it, wherever its header is cut', async () => {
    const packed = Buffer.concat(['one', 'two', 'three'].map((text) => gzipSync(text)));
    let made = 0;
    class Counted extends DecompressionStream {
      constructor(format: CompressionFormat) {
        super(format);
        made++;
      }
    }
    vi.stubGlobal('DecompressionStream', Counted);
    for (let length = 1; length <= 60; length++) {
      made = 0;
      expect((await unpack(inPieces(packed, length))).toString()).toBe('onetwothree');
      expect(made).toBe(3);
    }
    vi.unstubAllGlobals();
  });

  it('begins a member again that was cut in its data, and gives nothing twice', async () => {
    const data = Buffer.concat([Buffer.alloc(200_000, 'one '), FALSE_HEADER, Buffer.alloc(200_000, 'two ')]);
    const packed = Buffer.concat([gzipSync('before'), gzipSync(data, { level: 0 }), gzipSync('after')]);
    let read = 0;
    const got = await unpack(sourceFromBytes('', packed), (bytes) => (read += bytes));
    expect(got.equals(Buffer.concat([Buffer.from('before'), data, Buffer.from('after')]))).toBe(true);
    expect(read).toBeLessThanOrEqual(packed.length);
  });

  it('is damaged when a member is cut short or changed, and says when the source fails', async () => {
    const packed = Buffer.concat([gzipSync('one'), gzipSync('some text that is long enough to be cut')]);
    await expect(unpack(inPieces(packed.subarray(0, -5), 7))).rejects.toThrow(GzipDamaged);
    const changed = Buffer.from(packed);
    changed[changed.length - 6] = (changed[changed.length - 6] ?? 0) ^ 0xff;
    await expect(unpack(inPieces(changed, 7))).rejects.toThrow(GzipDamaged);
    const failing: Pick<SourceFile, 'stream'> = {
      stream: () =>
        new ReadableStream({
          pull() {
            throw new Error('The disk is gone.');
          },
        }),
    };
    await expect(unpack(failing)).rejects.toThrow(new SourceFailed('The disk is gone.'));
  });
});
