import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Line } from '../../domain/corpus/row-sink.ts';
import { sourceFromBytes } from './blob-source.ts';
import { textLines, utf8Lines } from './byte-lines.ts';
import { decodePieces } from './decode.ts';
import { openFile } from './open-file.ts';
import type { SourceFile } from './source-file.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A source whose stream comes in pieces of the lengths given, round and round. */
function inPieces(name: string, bytes: Uint8Array, lengths: readonly number[]): SourceFile {
  return {
    ...sourceFromBytes(name, bytes),
    stream() {
      let at = 0;
      let piece = 0;
      return new ReadableStream<Uint8Array>({
        pull(controller) {
          const length = lengths[piece++ % lengths.length] ?? 1;
          if (at < bytes.length) controller.enqueue(bytes.slice(at, at + length));
          else controller.close();
          at += length;
        },
      });
    },
  };
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

async function* pieces<Piece>(of: readonly Piece[]): AsyncGenerator<Piece> {
  for (const piece of of) yield await Promise.resolve(piece);
}

const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\n', '\r\n', 'ሀ', '🜚', 'x', ' '),
    fc.string({ unit: 'grapheme', maxLength: 1 }),
  ),
});

describe('openFile', () => {
  it('gives the same lines and text however the bytes are cut, in every encoding, packed or not', async () => {
    const encode = {
      'utf-8': utf8,
      'utf-8 with a mark': (content: string) => utf8(`\ufeff${content}`),
      'utf-16le': (content: string) => new Uint8Array(Buffer.from(`\ufeff${content}`, 'utf16le')),
      'utf-16be': (content: string) => new Uint8Array(Buffer.from(`\ufeff${content}`, 'utf16le').swap16()),
    };
    const kind = fc.constantFrom(...(Object.keys(encode) as (keyof typeof encode)[]));
    await fc.assert(
      fc.asyncProperty(text, kind, lengths, fc.boolean(), async (content, encoding, cuts, packed) => {
        fc.pre(content.trim() !== '' && !content.includes('\0') && !content.startsWith('\ufeff'));
        const bytes = encode[encoding](content);
        const file = await openFile(inPieces('a', packed ? gzipSync(bytes) : bytes, cuts));
        const wanted = content.split('\n');
        if (wanted.at(-1) === '') wanted.pop();
        const lines = await all(file.lines());
        expect(lines.map((line) => ('text' in line ? line.text : line.problem))).toEqual(
          wanted.map((line) => line.replace(/\r$/, '')),
        );
        expect(lines.map(({ number }) => number)).toEqual(wanted.map((_, i) => i + 1));
        expect((await all(file.texts())).join('')).toBe(content);
        expect(await file.wholeText()).toBe(content);
        expect(file.sample).toMatchObject({ name: 'a', text: content, whole: true });
      }),
      { numRuns: 150 },
    );
  });

  it('takes a sample of the beginning, cut between characters, and unpacks no more than that', async () => {
    const content = 'ሀ'.repeat(50_000);
    for (const bytes of [utf8(content), gzipSync(content)]) {
      const { sample } = await openFile(sourceFromBytes('a.jsonl.gz', bytes));
      expect(sample.name).toBe('a.jsonl');
      expect(sample.whole).toBe(false);
      expect(sample.text).toBe('ሀ'.repeat(Math.floor(65_536 / 3)));
    }
  });

  it('tells of the bytes as they lie there', async () => {
    const packed = gzipSync('a line\n'.repeat(10_000));
    let read = 0;
    const file = await openFile(sourceFromBytes('a.gz', packed), { onBytes: (bytes) => (read += bytes) });
    expect(await all(file.lines())).toHaveLength(10_000);
    expect(read).toBe(packed.length);
  });

  it('refuses gzip that is damaged at its end, after its lines were given', async () => {
    const packed = gzipSync(Array.from({ length: 50_000 }, (_, i) => `line ${String(i * 7919)}`).join('\n'));
    const changed = Uint8Array.from(packed);
    changed[changed.length - 5] = (changed[changed.length - 5] ?? 0) ^ 0xff;
    for (const bytes of [packed.subarray(0, -9), changed]) {
      const file = await openFile(sourceFromBytes('a.gz', bytes));
      let lines = 0;
      const read = async (): Promise<void> => {
        for await (const line of file.lines()) lines = line.number;
      };
      await expect(read()).rejects.toThrow('It begins as gzip does, but is damaged or cut short.');
      expect(lines).toBeGreaterThan(1000);
    }
  });

  it('stops at a file that unpacks to more than text could: 300 kB that stand for 300 MB', async () => {
    const bomb = gzipSync(Buffer.alloc(300_000_000, 'a'));
    const file = await openFile(sourceFromBytes('a.gz', bomb));
    await expect(all(file.texts())).rejects.toThrow('more than 200 times its size');
    await expect(file.wholeText()).rejects.toThrow('more than 200 times its size');
  });

  it('passes on what a source fails with', async () => {
    const source: SourceFile = {
      ...sourceFromBytes('a', utf8('x\n'.repeat(100))),
      stream: () =>
        new ReadableStream({
          pull() {
            throw new Error('The disk is gone.');
          },
        }),
    };
    const file = await openFile(source);
    await expect(all(file.lines())).rejects.toThrow('It could not be read: The disk is gone.');
  });

  it('says where bytes are no UTF-8, in the file’s own offsets', async () => {
    const bytes = Uint8Array.of(...utf8('\ufeffab\nሀ'), 0xe9, ...utf8('x'));
    const file = await openFile(inPieces('a', bytes, [1, 2, 5]));
    const problem = 'byte 0xE9 at offset 9 does not belong there.';
    expect(await all(file.lines())).toEqual([
      { number: 1, text: 'ab' },
      { number: 2, problem: `The line is not UTF-8: ${problem}` },
    ]);
    await expect(all(file.texts())).rejects.toThrow(`It is not UTF-8: ${problem}`);
    await expect(file.wholeText()).rejects.toThrow(`It is not UTF-8: ${problem}`);
  });

  it('refuses a character that the end of the file cuts in two', async () => {
    const file = await openFile(inPieces('a', utf8('aሀ').subarray(0, -1), [2]));
    await expect(all(file.texts())).rejects.toThrow('byte 0xE1 at offset 1 does not belong there');
  });
});

describe('lines that are too long', () => {
  const texts = (batches: readonly (readonly Line[])[]) =>
    batches.flat().map((line) => ('text' in line ? line.text : line.problem.slice(0, 20)));

  it('are left out by number, and not held', async () => {
    const chunks = ['ab', 'cdefgh', 'ijkl', 'm\nok', '\n', 'ok\nlonger than ten', '\nfine'];
    const wanted = ['The line is longer t', 'ok', 'ok', 'The line is longer t', 'fine'];
    expect(texts(await all(utf8Lines(pieces(chunks.map(utf8)), 0, 10)))).toEqual(wanted);
    expect(texts(await all(textLines(pieces(chunks), 10)))).toEqual(wanted);
  });
});

describe('decodePieces', () => {
  it('finds the same first wrong byte however the bytes are cut', async () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(bytes, lengths, async (wrong, cuts) => {
        const read = async (chunks: readonly Uint8Array[]): Promise<string> => {
          const how = { encoding: 'utf-8', skip: 0 } as const;
          try {
            return (await all(decodePieces(pieces(chunks), how, (problem) => new Error(problem)))).join('');
          } catch (error) {
            return String(error);
          }
        };
        const cut: Uint8Array[] = [];
        for (let at = 0, i = 0; at < wrong.length; i++) {
          const length = cuts[i % cuts.length] ?? 1;
          cut.push(wrong.slice(at, at + length));
          at += length;
        }
        expect(await read(cut)).toBe(await read([wrong]));
      }),
      { numRuns: 300 },
    );
  });
});
