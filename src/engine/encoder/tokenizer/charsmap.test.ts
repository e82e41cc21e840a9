import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCharsmap } from './charsmap.ts';

const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)];

/** Writes a map as SentencePiece does: a Darts double array whose nodes are placed one after the other. */
function charsmapOf(map: Readonly<Record<string, string>>): string {
  interface Node {
    readonly children: Map<number, Node>;
    value: number | null;
  }
  const root: Node = { children: new Map(), value: null };
  const pool: number[] = [];
  for (const [from, to] of Object.entries(map)) {
    let node = root;
    for (const byte of utf8(from)) {
      const child = node.children.get(byte) ?? { children: new Map(), value: null };
      node.children.set(byte, child);
      node = child;
    }
    node.value = pool.length;
    pool.push(...utf8(to), 0);
  }
  const units = new Map<number, number>([[0, 0]]);
  // Children of a node lie in a block of 256 units of its own, 0 being the leaf's place.
  let block = 0x100;
  const place = (node: Node, at: number, label: number): void => {
    const base = (block += 0x100);
    const offset = (at ^ base) >>> 0;
    const long = offset >= 2 ** 21;
    units.set(
      at,
      ((label |
        (node.value === null ? 0 : 0x100) |
        (long ? 0x200 | ((offset >>> 8) << 10) : offset << 10)) >>>
        0) >>>
        0,
    );
    if (node.value !== null) units.set(base, (0x80000000 | node.value) >>> 0);
    for (const [byte, child] of node.children) place(child, base ^ byte, byte);
  };
  place(root, 0, 0);
  const size = block + 0x100;
  const bytes = new Uint8Array(4 + 4 * size + pool.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 4 * size, true);
  for (const [at, unit] of units) view.setUint32(4 + 4 * at, unit, true);
  bytes.set(pool, 4 + 4 * size);
  return Buffer.from(bytes).toString('base64');
}

describe('createCharsmap', () => {
  it('replaces characters and keeps the rest', () => {
    const normalize = createCharsmap(
      charsmapOf({ '½': '1⁄2', Ａ: 'A', '\u200b': ' ', '\u00ad': '', '𝐀': 'A' }),
    );
    expect(normalize('½ Ａx\u200bសួ\u00ad𝐀𝐁')).toBe('1⁄2 Ax សួA𝐁');
    expect(normalize('')).toBe('');
  });

  it('replaces a letter with its mark as one', () => {
    const normalize = createCharsmap(charsmapOf({ 'e\u0301': 'é', ª: 'a' }));
    expect(normalize('cafe\u0301s')).toBe('cafés');
    expect(normalize('cafe')).toBe('cafe');
  });

  it('replaces a short grapheme as a whole by what its beginning maps to, as Rust does', () => {
    const normalize = createCharsmap(charsmapOf({ ª: 'a', '\r': ' ', '\n': ' ', ｶ: 'カ', ﾞ: '\u3099' }));
    expect(normalize('ª\u0301b')).toBe('ab');
    expect(normalize('x\r\ny\n')).toBe('x y ');
    // Six bytes: character by character.
    expect(normalize('ｶﾞ')).toBe('カ\u3099');
    // The first mark belongs to the letter before it, so that no grapheme begins with it.
    expect(createCharsmap(charsmapOf({ '\u0301\u0302': '!' }))('x\u0301\u0302')).toBe('x\u0301\u0302');
  });

  it('maps what stands alone as a plain map does, whatever the map holds', () => {
    // No marks and no line ends: every character is a grapheme.
    const letter = fc.constantFrom(...Array.from('abzA½ÀßሀកกتＡ①中𝐀𠀀'), '\u200b', ' ');
    const entries = fc.dictionary(
      letter,
      fc.array(letter, { maxLength: 3 }).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(entries, fc.array(letter, { maxLength: 12 }), (map, letters) => {
        expect(createCharsmap(charsmapOf(map))(letters.join(''))).toBe(
          letters.map((character) => map[character] ?? character).join(''),
        );
      }),
      { numRuns: 200 },
    );
  });

  it.each(['', '####', 'AAAA', Buffer.from([255, 255, 255, 255, 0]).toString('base64')])(
    'refuses what is no charsmap: “%s”',
    (damaged) => {
      expect(() => createCharsmap(damaged)).toThrow(/precompiled_charsmap/);
    },
  );

  it('finds nothing where the double array points outside of itself', () => {
    const bytes = Buffer.from(charsmapOf({ a: 'b' }), 'base64');
    for (let at = 4; at < bytes.length; at += 1) if ((bytes[at] ?? 0) !== 0) bytes[at] = 0xff;
    expect(createCharsmap(bytes.toString('base64'))('banana')).toBe('banana');
  });
});
