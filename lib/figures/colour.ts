/** Small colour arithmetic: hex strings, packed pixels, OKLab mixing, WCAG contrast. */

export type Rgb = readonly [red: number, green: number, blue: number];

/** `#rrggbb` → channels 0…255. Throws a RangeError on anything else. */
export function parseHex(hex: string): Rgb {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  if (!match) throw new RangeError(`The colour “${hex}” is not of the form #rrggbb.`);
  return [parseInt(match[1], 16), parseInt(match[2], 16), parseInt(match[3], 16)];
}

/** One opaque pixel as canvas memory holds it on a little-endian machine: 0xAABBGGRR. */
export function packRgb([red, green, blue]: Rgb): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

export const packHex = (hex: string): number => packRgb(parseHex(hex));

export const unpack = (pixel: number): Rgb => [pixel & 255, (pixel >>> 8) & 255, (pixel >>> 16) & 255];

/** Packed pixel → `#rrggbb`. */
export function cssColour(pixel: number): string {
  return `#${unpack(pixel).map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

const toLinear = (channel: number): number => {
  const c = channel / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
};

const fromLinear = (linear: number): number => {
  const c = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, c)));
};

function toOklab([red, green, blue]: Rgb): [number, number, number] {
  const r = toLinear(red);
  const g = toLinear(green);
  const b = toLinear(blue);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([L, a, b]: readonly [number, number, number]): Rgb {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    fromLinear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    fromLinear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    fromLinear(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** From `from` (share 0) to `to` (share 1) in OKLab, where equal steps look equal. */
export function mixOklab(from: Rgb, to: Rgb, share: number): Rgb {
  if (share <= 0) return from;
  if (share >= 1) return to;
  const p = toOklab(from);
  const q = toOklab(to);
  const at = (k: 0 | 1 | 2): number => p[k] + share * (q[k] - p[k]);
  return fromOklab([at(0), at(1), at(2)]);
}

/** Relative luminance 0…1 as WCAG defines it; what a greyscale print keeps of a colour. */
export function luminance(hex: string): number {
  const [red, green, blue] = parseHex(hex);
  return 0.2126 * toLinear(red) + 0.7152 * toLinear(green) + 0.0722 * toLinear(blue);
}

/** WCAG contrast ratio of two colours, 1…21. */
export function contrast(one: string, other: string): number {
  const [dark, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}
