import type { ExportTheme } from './paint.ts';
import { plainColour } from './paint.ts';
import type { Drawing } from './svg-frame.ts';
import { escapeXml, tag } from './xml.ts';

/** Where things are; how they look is computed. */
const GEOMETRY: Readonly<Record<string, readonly string[]>> = {
  line: ['x1', 'y1', 'x2', 'y2'],
  path: ['d'],
  circle: ['cx', 'cy', 'r'],
  rect: ['x', 'y', 'width', 'height', 'rx'],
  text: ['x', 'y'],
  tspan: ['x', 'dx', 'dy'],
  g: [],
  defs: [],
  clipPath: [],
};
const ANYWHERE = ['id', 'transform', 'clip-path'];

/** Inherited properties, with the values that a file without any of them begins with. */
const INITIAL: Readonly<Record<string, string>> = {
  fill: 'rgb(0, 0, 0)',
  'fill-opacity': '1',
  stroke: 'none',
  'stroke-opacity': '1',
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'font-size': '16px',
  'font-weight': '400',
  'text-anchor': 'start',
};
const INHERITED = Object.keys(INITIAL);

/**
 * The `<svg>` of a chart on the page as plain SVG elements: what style sheets and variables gave them stands in
 * attributes, as drawing programs expect it. What answers the pointer (tooltips) is left out.
 * @param chart an element that holds the `<svg>`; its colour scheme is changed while the styles are read
 * @throws {Error} when there is none: the chart has not been drawn yet
 */
export function drawingOfElement(chart: HTMLElement | null, theme: ExportTheme): Drawing {
  const svg = chart?.querySelector('svg');
  if (!chart || !svg)
    throw new Error('The chart has not been drawn yet. Try again when it is on the screen.');
  const scheme = chart.style.colorScheme;
  if (theme === 'light') chart.style.colorScheme = 'light';
  try {
    const { width, height } = svg.getBoundingClientRect();
    const body = [...svg.childNodes].map((node) => written(node, INITIAL)).join('');
    return { width: Math.round(width), height: Math.round(height), body };
  } finally {
    chart.style.colorScheme = scheme;
  }
}

type Style = Readonly<Record<string, string>>;

function written(node: Node, parent: Style): string {
  if (node.nodeType === Node.TEXT_NODE) return escapeXml(node.nodeValue ?? '');
  if (!(node instanceof SVGElement) || isForPointer(node)) return '';
  const geometry = GEOMETRY[node.localName];
  if (geometry === undefined) return '';
  const computed = getComputedStyle(node);
  if (computed.display === 'none' || computed.visibility === 'hidden') return '';
  const style = Object.fromEntries(INHERITED.map((name) => [name, computed.getPropertyValue(name)]));
  const children = [...node.childNodes].map((child) => written(child, style)).join('');
  if (node.localName === 'g' && children === '') return '';
  return tag(
    node.localName,
    {
      ...attributesOf(node, [...ANYWHERE, ...geometry]),
      ...difference(style, parent),
      ...(computed.opacity === '1' ? {} : { opacity: computed.opacity }),
    },
    children,
  );
}

function isForPointer(element: SVGElement): boolean {
  return element.matches('.recharts-tooltip-cursor, [data-for-pointer]');
}

function attributesOf(element: SVGElement, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = element.getAttribute(name);
      return value === null ? [] : [[name, rounded(value)]];
    }),
  );
}

/** Numbers to a thousandth of a pixel: what arithmetic leaves behind it only makes files longer. */
function rounded(value: string): string {
  return value.replace(/\d+\.\d{4,}/g, (number) => String(Math.round(1000 * Number(number)) / 1000));
}

/** What an element does not inherit as it is. */
function difference(style: Style, parent: Style): Record<string, string> {
  return Object.assign(
    {},
    ...INHERITED.filter((name) => style[name] !== parent[name]).map((name) =>
      attributeOf(name, style[name] ?? ''),
    ),
  ) as Record<string, string>;
}

function attributeOf(name: string, value: string): Record<string, string> {
  if (name !== 'fill' && name !== 'stroke') return { [name]: value.replace(/(\d)px/g, '$1') };
  const { colour, opacity } = plainColour(value);
  return { [name]: colour, ...(opacity === 1 ? {} : { [`${name}-opacity`]: String(opacity) }) };
}
