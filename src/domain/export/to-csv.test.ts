import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TableData, TableValue } from './table.ts';
import { toCsv } from './to-csv.ts';

const TABLE: TableData = {
  title: 'Recall',
  columns: [
    { key: 'query', label: 'query', kind: 'text' },
    { key: 'A', label: 'R@10', group: 'A hybrid, small', kind: 'number' },
    { key: 'share', label: 'share', kind: 'percent' },
  ],
  rows: [
    { query: 'am', A: 0.123456789012, share: 0.5 },
    { query: 'a "b"\nc', A: null, share: -0.25 },
  ],
  summary: [{ query: 'mean', A: 0, share: null }],
  notes: ['Not in the file.'],
};

/** Just what RFC 4180 says, written apart from the writer. A quoted cell keeps its quotes, so that kinds can be told. */
function parse(csv: string): string[][] {
  const lines: string[][] = [];
  const cells = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy;
  let line: string[] = [];
  for (let match = cells.exec(csv); match !== null; match = cells.exec(csv)) {
    line.push(match[1] ?? '');
    if (match[2] === ',') continue;
    lines.push(line);
    line = [];
    if (cells.lastIndex === csv.length) return lines;
  }
  throw new Error('not RFC 4180');
}

const unquoted = (cell: string): string =>
  cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;

describe('toCsv', () => {
  it('writes headings, rows and the summary, in full precision, with nothing for no value', () => {
    expect(toCsv(TABLE)).toBe(
      'query,"A hybrid, small R@10",share\r\n' +
        'am,0.123456789012,0.5\r\n' +
        '"a ""b""\nc",,-0.25\r\n' +
        'mean,0,\r\n',
    );
    expect(toCsv(TABLE, { bom: true })).toBe(`\ufeff${toCsv(TABLE)}`);
  });

  it('writes nothing that a spreadsheet runs, and leaves negative numbers numbers', () => {
    const csv = (value: TableValue): string =>
      toCsv({
        title: '',
        columns: [{ key: 'x', label: 'x', kind: 'text' }],
        rows: [{ x: value }],
        notes: [],
      });
    expect(csv('=HYPERLINK("http://x")')).toBe('x\r\n"\'=HYPERLINK(""http://x"")"\r\n');
    expect(csv('-1')).toBe("x\r\n'-1\r\n");
    expect(csv(-1)).toBe('x\r\n-1\r\n');
    expect(csv('')).toBe('x\r\n""\r\n');
    expect(csv(null)).toBe('x\r\n\r\n');
    expect(() => csv(Number.NaN)).toThrow(RangeError);
  });

  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', ',', ';', '"', "'", 'a', '＝') }),
  );
  const value: fc.Arbitrary<TableValue> = fc.oneof(
    hostile,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constant(null),
  );

  it('can be read back cell by cell, and no cell but a number starts a formula', () => {
    fc.assert(
      fc.property(hostile, fc.array(fc.tuple(value, value)), (label, pairs) => {
        const lines = parse(
          toCsv({
            title: '',
            columns: [
              { key: 'a', label, kind: 'text' },
              { key: 'b', label: 'b', kind: 'text' },
            ],
            rows: pairs.map(([a, b]) => ({ a, b })),
            notes: [],
          }),
        );
        expect(lines).toHaveLength(pairs.length + 1);
        const given: TableValue[][] = [[label, 'b'], ...pairs];
        lines.forEach((cells, row) => {
          cells.forEach((cell, column) => {
            const expected = given[row]?.[column];
            if (typeof expected !== 'string') {
              // An equal number, whatever the sign of a zero.
              expect(cell === '' ? null : Number(cell)).toBe(
                typeof expected === 'number' ? expected + 0 : null,
              );
              return;
            }
            const text = unquoted(cell);
            expect([expected, `'${expected}`]).toContain(text);
            expect(text).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
          });
        });
      }),
    );
  });
});
