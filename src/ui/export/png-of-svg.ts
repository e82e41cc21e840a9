import { drawSvg, fontsOf } from './svg-on-canvas.ts';

/** Sharp on screens with two device pixels to one, and in print at the size of the screen. */
const SCALE = 2;

/**
 * A framed SVG as a picture, in the page's own fonts.
 * @param svg of our own making: its size stands in its root
 * @throws {Error} when the browser cannot draw it, most likely because it is too large
 */
export async function pngOfSvg(svg: string): Promise<Blob> {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  const family = getComputedStyle(document.body).fontFamily;
  // A font that does not come (its file is gone, the machine is offline) leaves its text to another.
  await Promise.allSettled(fontsOf(root, family).map(({ font, text }) => document.fonts.load(font, text)));
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(SCALE * Number(root.getAttribute('width')));
  canvas.height = Math.ceil(SCALE * Number(root.getAttribute('height')));
  const context = canvas.getContext('2d');
  if (context !== null) {
    context.scale(SCALE, SCALE);
    drawSvg(context, root, family);
  }
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (context === null || blob === null) {
    throw new Error('This browser cannot draw a PNG of this size. Save the SVG instead.');
  }
  return blob;
}
