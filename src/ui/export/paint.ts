/** Which half of the page's colours an export takes: the light one, or what is on the screen. */
export type ExportTheme = 'light' | 'page';

/** Any CSS colour of the page (`var(--ink)`, `light-dark(…)`) as `#rrggbb`, which every drawing program reads. */
export type Paint = (css: string) => string;

/** Lends a drawing the page's colours in a theme; what it needs is on the page only while it draws. */
export function withPaint<T>(theme: ExportTheme, draw: (paint: Paint) => T): T {
  const probe = document.createElement('span');
  if (theme === 'light') probe.style.colorScheme = 'light';
  document.body.append(probe);
  try {
    return draw((css) => {
      probe.style.color = css;
      return plainColour(getComputedStyle(probe).color).colour;
    });
  } finally {
    probe.remove();
  }
}

/** Whether the screen looks otherwise than a light export will. */
export function pageIsDark(): boolean {
  return withPaint('page', (paint) => paint('light-dark(#ffffff, #000000)')) === '#000000';
}

interface PlainColour {
  /** `#rrggbb`, or `none` where nothing is drawn. */
  readonly colour: string;
  readonly opacity: number;
}

/**
 * A computed colour in a form that SVG 1.1 has: browsers give `rgb(…)`, `rgba(…)`, or `color(srgb …)` for mixtures.
 * What is none of these (`none`, `url(#…)`) stays as it is.
 */
export function plainColour(computed: string): PlainColour {
  const match = /^(rgba?|color)\((?:srgb )?([^)]*)\)$/.exec(computed);
  if (match === null) return { colour: computed, opacity: 1 };
  const [red = 0, green = 0, blue = 0, opacity = 1] = (match[2] ?? '')
    .split(/[\s,/]+/)
    .filter((part) => part !== '')
    .map((part) => (part.endsWith('%') ? Number(part.slice(0, -1)) / 100 : Number(part)));
  if (opacity === 0) return { colour: 'none', opacity: 1 };
  const scale = match[1] === 'color' ? 255 : 1;
  const hex = [red, green, blue].map((channel) => {
    const byte = Math.max(0, Math.min(255, Math.round(channel * scale)));
    return byte.toString(16).padStart(2, '0');
  });
  return { colour: `#${hex.join('')}`, opacity };
}
