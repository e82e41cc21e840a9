/** Colours of heat maps: viridis for amounts, blue to orange for differences; both hold for colour-blind people. */

type Rgb = readonly [red: number, green: number, blue: number];

/** Nine stops of viridis (Smith and van der Walt, 2015). */
const VIRIDIS: readonly Rgb[] = [
  [68, 1, 84],
  [71, 44, 122],
  [59, 81, 139],
  [44, 113, 142],
  [33, 144, 141],
  [39, 173, 129],
  [92, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
];

/** From blue (under) to orange (over), through what the page has as its neutral. */
const UNDER: Readonly<Record<Theme, Rgb>> = { light: [24, 92, 158], dark: [92, 168, 232] };
const OVER: Readonly<Record<Theme, Rgb>> = { light: [196, 98, 6], dark: [240, 150, 60] };
const NEUTRAL: Readonly<Record<Theme, Rgb>> = { light: [246, 246, 242], dark: [34, 39, 46] };

type Theme = 'light' | 'dark';

export interface CellColours {
  readonly background: string;
  /** Black or white, whichever stands out more. */
  readonly color: string;
}

/** @param fraction 0–1 */
export function sequential(fraction: number): CellColours {
  const rgb = between(VIRIDIS, fraction);
  return { background: css(rgb), color: textOn(rgb) };
}

/** @param difference −1 (under) … 0 (as in the pool) … 1 (over) */
export function diverging(difference: number): CellColours {
  const of = (theme: Theme): Rgb => {
    const end = difference < 0 ? UNDER[theme] : OVER[theme];
    return between([NEUTRAL[theme], end], Math.min(1, Math.abs(difference)));
  };
  const [light, dark] = [of('light'), of('dark')];
  return {
    background: `light-dark(${css(light)}, ${css(dark)})`,
    color: `light-dark(${textOn(light)}, ${textOn(dark)})`,
  };
}

function between(stops: readonly Rgb[], fraction: number): Rgb {
  const at = Math.max(0, Math.min(1, fraction)) * (stops.length - 1);
  const low = stops[Math.floor(at)] ?? [0, 0, 0];
  const high = stops[Math.ceil(at)] ?? low;
  const share = at - Math.floor(at);
  return [0, 1, 2].map((i) =>
    Math.round((low[i] ?? 0) + share * ((high[i] ?? 0) - (low[i] ?? 0))),
  ) as unknown as Rgb;
}

/** Contrast of black and of white on a colour meets where its luminance is 0.179 (WCAG 2). */
function textOn(rgb: Rgb): string {
  return luminance(rgb) > 0.179 ? '#000000' : '#ffffff';
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (channel: number): number => {
    const value = channel / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function css([red, green, blue]: Rgb): string {
  return `rgb(${String(red)} ${String(green)} ${String(blue)})`;
}
