import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { DELIMITERS, guessDialect } from './table-dialect.ts';
import type { Dialect } from './table-dialect.ts';
import type { TextRow } from './table-text.ts';
import { readTextRows } from './table-text.ts';

const CSV: Dialect = { delimiter: ',', quoted: true, newline: '\n' };

async function rowsOf(
  pieces: readonly string[],
  dialect: Dialect = CSV,
  longest?: number,
): Promise<TextRow[]> {
  async function* texts(): AsyncGenerator<string> {
    await Promise.resolve();
    yield* pieces;
  }
  const rows: TextRow[] = [];
  for await (const row of readTextRows(texts(), dialect, longest)) rows.push(row);
  return rows;
}

/** Cuts a text at the given places, wherever they fall. */
function cut(text: string, places: readonly number[]): string[] {
  const at = [0, ...places.map((place) => place % (text.length + 1)), text.length].sort((a, b) => a - b);
  return at.slice(1).map((end, i) => text.slice(at[i], end));
}

describe('rows of a text table', () => {
  it('reads quoted line breaks across pieces, and counts lines', async () => {
    const rows = await rowsOf(['\uFEFFid,text\r\n1,"one\r\nli', 'ne, and ""two"""\r', '\n\r\n2,plain']);
    expect(rows).toEqual([
      { line: 1, cells: ['id', 'text'] },
      { line: 2, cells: ['1', 'one\r\nline, and "two"'] },
      { line: 5, cells: ['2', 'plain'] },
    ]);
  });

  it('loses only the line on which a quotation mark is not closed', async () => {
    const rows = await rowsOf(['1,good\n2,"open\n3,good too\n']);
    expect(rows.map((row) => ('cells' in row ? row.cells[0] : row.line))).toEqual(['1', 2, '3']);
  });

  it('loses only the line with a stray quotation mark', async () => {
    const rows = await rowsOf(['1,good\n"2" a,x\n"3",good\n']);
    expect(rows.map((row) => ('cells' in row ? row.cells[0] : row.line))).toEqual(['1', 2, '3']);
  });

  it('holds no more than the longest row', async () => {
    const rows = await rowsOf(['1,a\n2,', 'x'.repeat(60), 'x'.repeat(60), 'x\n3,c\n'], CSV, 100);
    expect(rows.map((row) => ('cells' in row ? row.cells[0] : row.line))).toEqual(['1', 2, '3']);
  });

  it('gives up on a file full of unclosed quotation marks', async () => {
    const rows = await rowsOf(['1,"a\n'.repeat(99)], CSV);
    expect(rows.at(-1)).toMatchObject({ problem: expect.stringContaining('rest of the file') as string });
    expect(rows.length).toBeLessThan(30);
  });

  it('reads line ends of all three kinds', async () => {
    expect(await rowsOf(['a,b\rc,d\r'], { ...CSV, newline: '\r' })).toHaveLength(2);
    expect((await rowsOf(['a,"b"\r\nc,d\ne,"f"'])).map((row) => 'cells' in row && row.cells[1])).toEqual([
      'b',
      'd',
      'f',
    ]);
  });

  it('takes every mark as a letter where cells are not quoted', async () => {
    const rows = await rowsOf(['"so\tsaid "he"\n'], { delimiter: '\t', quoted: false, newline: '\n' });
    expect(rows).toEqual([{ line: 1, cells: ['"so', 'said "he"'] }]);
  });

  it('gives back any rows that were written, however the text is cut', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'ል', '"', ',', ';', '\t', '|', '\n', '🙂', ' ', '.'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }),
        fc.constantFrom(...DELIMITERS),
        fc.array(fc.nat(), { maxLength: 5 }),
        async (rows, delimiter, places) => {
          const text = Papa.unparse(rows, { delimiter, quotes: true, newline: '\n' });
          const read = await rowsOf(cut(text, places), { ...CSV, delimiter });
          expect(read.map((row) => 'cells' in row && row.cells)).toEqual(rows);
        },
      ),
    );
  });

  it('says something of any text, and the same however it is cut', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ') });
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(), { maxLength: 4 }), async (content, places) => {
        expect(await rowsOf(cut(content, places))).toEqual(await rowsOf([content]));
      }),
      { numRuns: 300 },
    );
  });
});

describe('guessDialect', () => {
  it.each([
    ['id,text\n1,"a, b"\n2,c\n', ',', true],
    ['id;text\n1;a, b\n2;c, d, e\n', ';', true],
    ['id\ttext\n1\tHe said "no", twice\n2\tc\n', '\t', false],
    ['id\ttext\n1\t"He said ""no"", twice"\n2\tc\n', '\t', true],
    ['id\ttext\n1\t"He" said\n2\tc\n', '\t', false],
    ['id|text\n1|a\n2|b\n', '|', true],
  ])('%j', (text, delimiter, quoted) => {
    expect(guessDialect(text, true)).toMatchObject({ dialect: { delimiter, quoted }, regular: 1 });
  });

  it('finds none in prose without delimiters', () => {
    expect(guessDialect('One line.\nAnother line.\n', true)).toBeNull();
  });

  it('leaves out a last row that is cut', () => {
    expect(guessDialect('a,b\nc,d\ne', false)?.rows).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });
});
