/**
 * Draws one of our own SVGs on a canvas: groups, shapes, text, clipping rectangles, presentation attributes. An image
 * of the SVG would do it in one line, but an image sees none of the page's fonts, and a machine may have none for
 * Ethiopic or Khmer; fonts put into the image are sometimes still loading when it is drawn, and their text is missing.
 * @param family the page's fonts, in place of those that the file names
 */
export function drawSvg(canvas: CanvasRenderingContext2D, svg: Element, family: string): void {
  drawChildren(svg, {}, { canvas, family, root: svg });
}

/** Each text of an SVG with the font it is drawn in, so that the fonts can be there before. */
export function fontsOf(svg: Element, family: string): { readonly font: string; readonly text: string }[] {
  return [...svg.querySelectorAll('text')].map((text) => {
    const style: Record<string, string> = {};
    for (let at: Element | null = text; at !== null; at = at.parentElement) {
      for (const { name, value } of at.attributes) style[name] ??= value;
    }
    return { font: fontOf(style, family), text: text.textContent };
  });
}

interface Surface {
  readonly canvas: CanvasRenderingContext2D;
  readonly family: string;
  readonly root: Element;
}

/** Attributes of an element over those of its ancestors. */
type Style = Readonly<Record<string, string>>;

function drawChildren(parent: Element, style: Style, surface: Surface): void {
  for (const child of parent.children) drawElement(child, style, surface);
}

function drawElement(element: Element, inherited: Style, surface: Surface): void {
  const { canvas } = surface;
  const own = Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));
  const style = { ...inherited, ...own };
  canvas.save();
  // Not inherited, but what is drawn inside a group is drawn through it.
  canvas.globalAlpha *= Number(own['opacity'] ?? 1);
  const shift = /^translate\(([-\d.]+)[ ,]+([-\d.]+)\)$/.exec(own['transform'] ?? '');
  if (shift !== null) canvas.translate(Number(shift[1]), Number(shift[2]));
  const clip = /^url\(["']?#([^"')]+)/.exec(own['clip-path'] ?? '')?.[1];
  if (clip !== undefined) clipTo(clip, surface);
  if (element.localName === 'g') drawChildren(element, style, surface);
  else if (element.localName === 'text') drawText(element, style, surface);
  else {
    const path = pathOf(element);
    if (path !== null) drawPath(path, style, canvas);
  }
  canvas.restore();
}

function clipTo(id: string, { canvas, root }: Surface): void {
  const path = new Path2D();
  for (const shape of root.querySelector(`[id="${CSS.escape(id)}"]`)?.children ?? []) {
    const part = pathOf(shape);
    if (part !== null) path.addPath(part);
  }
  canvas.clip(path);
}

function pathOf(element: Element): Path2D | null {
  const number = (name: string): number => Number(element.getAttribute(name) ?? 0);
  const path = new Path2D();
  switch (element.localName) {
    case 'rect':
      path.roundRect(number('x'), number('y'), number('width'), number('height'), number('rx'));
      return path;
    case 'circle':
      path.arc(number('cx'), number('cy'), number('r'), 0, 2 * Math.PI);
      return path;
    case 'line':
      path.moveTo(number('x1'), number('y1'));
      path.lineTo(number('x2'), number('y2'));
      return path;
    case 'path':
      return new Path2D(element.getAttribute('d') ?? '');
    default:
      return null;
  }
}

function drawPath(path: Path2D, style: Style, canvas: CanvasRenderingContext2D): void {
  const { globalAlpha } = canvas;
  const fill = style['fill'] ?? '#000000';
  if (fill !== 'none') {
    canvas.globalAlpha = globalAlpha * Number(style['fill-opacity'] ?? 1);
    canvas.fillStyle = fill;
    canvas.fill(path);
  }
  const stroke = style['stroke'] ?? 'none';
  if (stroke === 'none') return;
  canvas.globalAlpha = globalAlpha * Number(style['stroke-opacity'] ?? 1);
  canvas.strokeStyle = stroke;
  canvas.lineWidth = Number(style['stroke-width'] ?? 1);
  canvas.lineCap = (style['stroke-linecap'] ?? 'butt') as CanvasLineCap;
  canvas.lineJoin = (style['stroke-linejoin'] ?? 'miter') as CanvasLineJoin;
  canvas.setLineDash((style['stroke-dasharray'] ?? '').match(/[\d.]+/g)?.map(Number) ?? []);
  canvas.stroke(path);
}

const ALIGN: Readonly<Record<string, CanvasTextAlign>> = { start: 'left', middle: 'center', end: 'right' };

/** Lines of text: those of `tspan`s where there are any (Recharts), each at a place of its own, else one. */
function drawText(element: Element, style: Style, { canvas, family }: Surface): void {
  canvas.font = fontOf(style, family);
  canvas.textAlign = ALIGN[style['text-anchor'] ?? 'start'] ?? 'left';
  const fill = style['fill'] ?? '#000000';
  if (fill === 'none') return;
  canvas.fillStyle = fill;
  const size = Number(style['font-size'] ?? 16);
  let y = Number(style['y'] ?? 0);
  const lines = element.children.length > 0 ? [...element.children] : [element];
  for (const line of lines) {
    const x = Number(line.getAttribute('x') ?? style['x'] ?? 0);
    y += lengthOf(line.getAttribute('dy'), size);
    canvas.fillText(line.textContent, x + lengthOf(line.getAttribute('dx'), size), y);
  }
}

function fontOf(style: Style, family: string): string {
  return `${style['font-weight'] ?? '400'} ${style['font-size'] ?? '16'}px ${family}`;
}

/** Pixels of a length in pixels or in `em`. */
function lengthOf(length: string | null, size: number): number {
  const value = parseFloat(length ?? '0');
  return length?.endsWith('em') === true ? value * size : value;
}
