import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceOf } from '../../../testing/collect-rows.ts';
import { zipOf } from '../../../testing/zip-of.ts';
import { expandArchives } from '../expand-archives.ts';
import { FileRefused } from '../formats/format-reader.ts';
import type { SourceFile } from '../source-file.ts';
import { ARCHIVE_LIMITS } from './archive-limits.ts';
import { expandArchive, isZip } from './expand-archive.ts';

async function textOf(file: SourceFile | undefined): Promise<string> {
  if (file === undefined) throw new Error('There is no such member.');
  return new Response(file.stream()).text();
}

/** Names of members, with the text of each or the reason why there is none. */
async function contents(zip: Uint8Array, limits = ARCHIVE_LIMITS): Promise<Record<string, string>> {
  const members = await expandArchive(sourceOf('a.zip', zip), limits);
  const found: Record<string, string> = {};
  for (const member of members) {
    found[member.name] = await textOf(member).catch((error: unknown) => {
      expect(error).toBeInstanceOf(FileRefused);
      return (error as Error).message;
    });
  }
  return found;
}

const LONG = 'ወንዞች and rivers. '.repeat(20_000);

describe('a ZIP archive', () => {
  it.each([
    ['deflated', {}],
    ['stored', { stored: true }],
    ['with its sizes behind the data', { descriptor: true }],
    ['in ZIP64', { zip64: true }],
    ['in ZIP64 with its sizes behind the data', { zip64: true, descriptor: true }],
  ])('gives its members: %s', async (_, options) => {
    const zip = zipOf([
      { name: 'corpus.jsonl', content: LONG, ...options },
      { name: 'ቋንቋ/am.txt', content: 'ሰላም', ...options },
      { name: 'empty.txt', content: '', ...options },
    ]);
    expect(isZip(zip)).toBe(true);
    expect(await contents(zip)).toEqual({
      'a.zip/corpus.jsonl': LONG,
      'a.zip/ቋንቋ/am.txt': 'ሰላም',
      'a.zip/empty.txt': '',
    });
  });

  it('gives parts of a member, near its beginning and far from it', async () => {
    const content = Uint8Array.from({ length: 2_500_000 }, (_, i) => i % 251);
    const [member] = await expandArchive(sourceOf('a.zip', zipOf([{ name: 'a.bin', content }])));
    expect(await member?.slice(10, 20)).toEqual(content.slice(10, 20));
    expect(await member?.slice(2_400_000, 9_000_000)).toEqual(content.slice(2_400_000));
    expect(await member?.slice(2_400_100, 2_400_101)).toEqual(content.slice(2_400_100, 2_400_101));
    expect(member?.size).toBe(2_500_000);
  });

  it('leaves out folders and what systems add', async () => {
    const names = ['docs/', '__MACOSX/a.txt', '.DS_Store', 'x/.hidden/a.txt', 'Thumbs.db', 'docs/a.txt'];
    const zip = zipOf(names.map((name) => ({ name, content: name.endsWith('/') ? '' : 'text' })));
    expect(Object.keys(await contents(zip))).toEqual(['a.zip/docs/a.txt']);
  });

  it('names what it does not open, and reads the rest', async () => {
    const zip = zipOf([
      { name: '../up.txt', content: 'a' },
      { name: '/root.txt', content: 'a' },
      { name: 'C:\\a.txt', content: 'a' },
      { name: 'locked.txt', content: 'a', encrypted: true },
      { name: 'inner.zip', content: zipOf([]) },
      { name: 'rare.txt', content: 'a', method: 14 },
      { name: 'link', content: 'target', mode: 0o120777 },
      { name: 'wrong.txt', content: 'abc', claims: { crc: 1 } },
      { name: 'good.txt', content: 'first' },
      { name: 'good.txt', content: 'second' },
    ]);
    const members = await expandArchive(sourceOf('a.zip', zip));
    const reasons = await Promise.all(members.map((member) => textOf(member).catch(String)));
    expect(reasons.map((reason) => reason.replace('FileRefused: ', ''))).toEqual([
      expect.stringContaining('leads out of the archive'),
      expect.stringContaining('leads out of the archive'),
      expect.stringContaining('leads out of the archive'),
      expect.stringContaining('encrypted'),
      expect.stringContaining('inside another one'),
      expect.stringContaining('method 14'),
      expect.stringContaining('a link'),
      expect.stringContaining('damaged inside the archive'),
      'first',
      expect.stringContaining('the same name'),
    ]);
    await expect(members[3]?.slice(0, 4)).rejects.toThrow('encrypted');
  });

  it('unpacks a bomb no further than its limits, whatever its headers say', async () => {
    const bomb = { name: 'zeros.txt', content: new Uint8Array(4_000_000) };
    const limits = { ...ARCHIVE_LIMITS, ratioFrom: 100_000 };
    expect(await contents(zipOf([bomb]), limits)).toEqual({
      'a.zip/zeros.txt': expect.stringContaining('more than 200 times its size') as string,
    });
    const together = { ...ARCHIVE_LIMITS, bytes: 5_000_000 };
    const two = await contents(zipOf([bomb, { ...bomb, name: 'more.txt' }]), together);
    expect(two['a.zip/zeros.txt']).toHaveLength(4_000_000);
    expect(two['a.zip/more.txt']).toContain('unpacks to more than 5 MB');
    const lying = zipOf([{ ...bomb, claims: { size: 10 } }]);
    expect((await contents(lying))['a.zip/zeros.txt']).toContain('damaged inside the archive');
  });

  it('counts a member once, however often it is read', async () => {
    const limits = { ...ARCHIVE_LIMITS, bytes: 3_000 };
    const [member] = await expandArchive(
      sourceOf('a.zip', zipOf([{ name: 'a', content: 'x'.repeat(2_000) }])),
      limits,
    );
    expect(await textOf(member)).toHaveLength(2_000);
    expect(await textOf(member)).toHaveLength(2_000);
  });

  it('does not let two members share their bytes', async () => {
    const content = 'x'.repeat(10_000);
    const zip = zipOf(
      [
        { name: 'a', content },
        { name: 'b', content },
      ],
      { overlap: true },
    );
    expect(Object.values(await contents(zip)).filter((text) => text === content).length).toBeLessThan(2);
  });

  it('has a limit to its members, and no more than that many are listed', async () => {
    const zip = zipOf(Array.from({ length: 30 }, (_, i) => ({ name: `${i}.txt`, content: 'a' })));
    await expect(expandArchive(sourceOf('a.zip', zip), { ...ARCHIVE_LIMITS, entries: 20 })).rejects.toThrow(
      'more than 20 files',
    );
    await expect(
      expandArchive(sourceOf('a.zip', zip), { ...ARCHIVE_LIMITS, directory: 500 }),
    ).rejects.toThrow('larger than it can be');
  });

  it('is refused when it is cut short, empty or none', async () => {
    const zip = zipOf([{ name: 'a.txt', content: LONG }]);
    await expect(expandArchive(sourceOf('a.zip', zip.slice(0, 200)))).rejects.toThrow('damaged or cut short');
    await expect(expandArchive(sourceOf('a.zip', zipOf([])))).rejects.toThrow('holds no files');
    await expect(expandArchive(sourceOf('a.zip', ''))).rejects.toBeInstanceOf(FileRefused);
  });

  it('stands for its members among other files, and says itself why it cannot be opened', async () => {
    const good = sourceOf('a.zip', zipOf([{ name: 'x.txt', content: 'x' }]));
    const bad = sourceOf('b.zip', zipOf([{ name: 'x.txt', content: 'x' }]).slice(0, 40));
    const files = await expandArchives([sourceOf('c.txt', 'PK'), good, bad]);
    expect(files.map(({ name }) => name)).toEqual(['c.txt', 'a.zip/x.txt', 'b.zip']);
    await expect(files[2]?.slice(0, 9)).rejects.toThrow('damaged or cut short');
  });

  it('stops unpacking when nobody reads on', async () => {
    const [member] = await expandArchive(sourceOf('a.zip', zipOf([{ name: 'a', content: LONG.repeat(20) }])));
    const reader = member!.stream().getReader();
    expect((await reader.read()).done).toBe(false);
    await reader.cancel();
  });

  it('gives back any files that were packed', async () => {
    const name = fc.stringMatching(/^[a-z]{1,8}\.txt$/);
    const files = fc.uniqueArray(
      fc.record({
        name,
        content: fc.uint8Array({ maxLength: 300 }),
        stored: fc.boolean(),
        descriptor: fc.boolean(),
        zip64: fc.boolean(),
      }),
      {
        selector: (file) => file.name,
        minLength: 1,
        maxLength: 5,
      },
    );
    await fc.assert(
      fc.asyncProperty(files, async (packed) => {
        const members = await expandArchive(sourceOf('a.zip', zipOf(packed)));
        expect(members.map((member) => member.name)).toEqual(packed.map((file) => `a.zip/${file.name}`));
        for (const [i, member] of members.entries()) {
          expect(new Uint8Array(await new Response(member.stream()).arrayBuffer())).toEqual(
            packed[i]?.content,
          );
        }
      }),
      { numRuns: 50 },
    );
  });

  it('refuses damaged archives, and never fails in another way', async () => {
    const zip = zipOf([
      { name: 'a.txt', content: LONG.slice(0, 500) },
      { name: 'b.txt', content: 'b', descriptor: true, zip64: true },
    ]);
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const bytes = zip.slice();
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const members = await expandArchive(sourceOf('a.zip', bytes)).catch((error: unknown) => {
          expect(error).toBeInstanceOf(FileRefused);
          return [];
        });
        for (const member of members) {
          await textOf(member).catch((error: unknown) => {
            expect(error).toBeInstanceOf(FileRefused);
          });
        }
      }),
      { numRuns: 200 },
    );
  });
});
