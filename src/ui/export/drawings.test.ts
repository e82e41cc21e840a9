import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diverging } from '../charts/colours.ts';
import { dumbbellSvg } from './dumbbell-svg.ts';
import type { HeatMapFigure } from './heat-map-svg.ts';
import { heatMapsSvg } from './heat-map-svg.ts';
import { plainColour } from './paint.ts';
import { framedSvg } from './svg-frame.ts';
import { wrapText } from './svg-text.ts';
import { escapeXml, tag } from './xml.ts';

/** Keeps what was asked for readable, and free of what only a browser can resolve. */
const paint = (css: string): string => `[${css.replace(/^var\(--(.*)\)$/, '$1')}]`;

const count = (svg: string, pattern: RegExp): number => svg.match(pattern)?.length ?? 0;

const MAP: HeatMapFigure = {
  letter: 'A',
  name: 'hybrid <b>',
  rows: ['am', 'km'],
  columns: ['am', 'km', 'en'],
  cell: (row, column) =>
    row === 1 && column === 2
      ? { text: null, colours: null }
      : { text: `${String(row)}:${String(column)}`, colours: diverging(0) },
  rowMean: (row) => `row ${String(row)}`,
  columnMean: (column) => `column ${String(column)}`,
};
const SCALE = { from: '0', to: '8 ×', middle: 'as in the pool', colour: () => 'red' };

describe('heatMapsSvg', () => {
  it('draws every cell with its number and its colour, and outlines the diagonal', () => {
    const { body } = heatMapsSvg([MAP], SCALE, paint);
    for (const text of ['0:0', '0:2', '1:1', '–', 'row 1', 'column 2', 'middle: as in the pool', '8 ×']) {
      expect(body).toContain(`>${text}</text>`);
    }
    expect(body).toContain('>hybrid &lt;b&gt;</text>');
    expect(count(body, /<rect [^>]*fill="\[light-dark/g)).toBe(5);
    expect(count(body, /<rect [^>]*fill="\[sunken\]"/g)).toBe(1);
    expect(count(body, /<rect [^>]*stroke="\[ink\]"/g)).toBe(2);
    expect(body).toContain('fill="[arm-a]"');
  });

  it('stands maps side by side, four of them two by two', () => {
    const size = (maps: number): { width: number; height: number } =>
      heatMapsSvg(Array<HeatMapFigure>(maps).fill(MAP), SCALE, paint);
    expect(size(3).width).toBeGreaterThan(size(2).width);
    expect(size(3).height).toBe(size(1).height);
    expect(size(4).width).toBe(size(2).width);
    expect(size(4).height).toBeGreaterThan(size(2).height);
  });
});

describe('dumbbellSvg', () => {
  it('draws before and after where both are there, losses in the other colour', () => {
    const { body } = dumbbellSvg(
      'B',
      [
        { lang: 'am', before: 0.5, after: 0.25 },
        { lang: 'km', before: null, after: 1 },
      ],
      paint,
    );
    expect(count(body, /<circle/g)).toBe(2);
    // The line from 0 to 1 begins at 45 and is 270 long.
    expect(body).toContain('<circle cx="180"');
    expect(body).toContain('<circle cx="112.5"');
    expect(body).toContain('stroke="[over]"');
    expect(body).not.toContain('[under]');
    expect(body).toContain('>−0.250</text>');
    expect(count(body, />–<\/text>/g)).toBe(2);
  });
});

describe('framedSvg', () => {
  const words = { title: 'Recall & more', arms: [{ letter: 'A', name: 'hybrid' }], notes: ['n = 80'] };

  it('puts title, legend and notes around a drawing, in a file of its own', () => {
    const svg = framedSvg({ width: 400, height: 100, body: '<g/>' }, words, paint);
    expect(svg).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg xmlns="http:\/\/www.w3.org\/2000\/svg" /,
    );
    expect(svg).toContain('<title>Recall &amp; more</title>');
    expect(svg).toContain('>hybrid</text>');
    expect(svg).toContain('>n = 80</text>');
    expect(svg).toContain("font-family=\"'Noto Sans', 'Noto Sans Ethiopic', ");
    expect(svg).not.toMatch(/var\(|NaN|undefined/);
  });

  it('makes room for legends and notes of several lines', () => {
    const height = (svg: string): number => Number(/ height="(\d+)"/.exec(svg)?.[1]);
    const drawing = { width: 300, height: 100, body: '' };
    const arms = ['A', 'B', 'C'].map((letter) => ({ letter, name: 'an encoder with a long name' }));
    expect(height(framedSvg(drawing, { ...words, arms }, paint))).toBe(
      height(framedSvg(drawing, words, paint)) + 40,
    );
    const notes = [Array<string>(40).fill('word').join(' ')];
    expect(height(framedSvg(drawing, { ...words, notes }, paint))).toBeGreaterThan(
      height(framedSvg(drawing, words, paint)) + 16,
    );
  });
});

describe('wrapText', () => {
  it('loses no word and keeps lines within the width where words allow it', () => {
    expect(wrapText('one two three', 50, 10)).toEqual(['one two', 'three']);
    expect(wrapText('', 50, 10)).toEqual(['']);
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }), (words) => {
        const text = words.join(' ');
        expect(wrapText(text, 60, 10).join(' ')).toBe(text);
      }),
    );
  });
});

describe('XML', () => {
  it('escapes, and drops what XML cannot hold', () => {
    expect(escapeXml('<a href="x">&\u0000\u001b\ufffe</a>\n')).toBe(
      '&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;\n',
    );
    expect(escapeXml('\ud800x😀')).toBe('\ufffdx😀');
  });

  it('writes short numbers and leaves undefined attributes out', () => {
    expect(tag('rect', { x: 1 / 3, y: -0.5, rx: undefined, fill: '"' })).toBe(
      '<rect x="0.33" y="-0.5" fill="&quot;"/>',
    );
    expect(tag('g', {}, '<a/>', '')).toBe('<g><a/></g>');
  });
});

describe('plainColour', () => {
  it.each([
    ['rgb(230, 159, 0)', '#e69f00', 1],
    ['rgba(0, 0, 0, 0.06)', '#000000', 0.06],
    ['rgb(1 2 3 / 50%)', '#010203', 0.5],
    ['rgba(0, 0, 0, 0)', 'none', 1],
    ['color(srgb 1 0.5 0)', '#ff8000', 1],
    ['none', 'none', 1],
  ])('%s is %s at %d', (computed, colour, opacity) => {
    expect(plainColour(computed)).toEqual({ colour, opacity });
  });
});
