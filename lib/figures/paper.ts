/** Figures for print: a chosen size in cm, with text of a chosen size in points. */
import type { Drawing } from './figure';
import { FONT_SIZE } from './marks';
import type { Theme } from './palette';
import { toSvg, type SvgTitle } from './svgExport';

/** How a figure is drawn anew. */
export interface RedrawSize {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  /** Pixels of pictures to each px. */
  readonly ratio: number;
  /** Lines and areas in place of pixels, where there are not too many. */
  readonly vectors: boolean;
}

export type Redraw = (size: RedrawSize) => Drawing;

export interface PaperSize {
  readonly widthCm: number;
  readonly heightCm: number;
  /** Of all labels. */
  readonly points: number;
  /** Dots an inch: of a PNG, and of pictures within an SVG. */
  readonly dpi: number;
}

/** Least and greatest of each. */
export const PAPER_LIMITS: Readonly<Record<keyof PaperSize, readonly [number, number]>> = {
  widthCm: [3, 60], heightCm: [2, 60], points: [4, 24], dpi: [72, 1200],
};

/** A column of a page, as most journals print it. */
export const PAPER_DEFAULT: PaperSize = { widthCm: 8.5, heightCm: 6, points: 8, dpi: 300 };

const CM_PER_INCH = 2.54;
const CSS_PX_PER_INCH = 96;
const POINTS_PER_INCH = 72;

/** More dots than this are no picture that a browser makes. */
const MOST_DOTS = 120e6;

/** Dots of a PNG, and how many to an inch. */
export const paperDots = ({ widthCm, heightCm, dpi }: PaperSize): { readonly columns: number; readonly rows: number; readonly dpi: number } => ({
  dpi,
  columns: Math.round((widthCm / CM_PER_INCH) * dpi),
  rows: Math.round((heightCm / CM_PER_INCH) * dpi),
});

/** Why a size is none; null where it is one. */
export function paperProblem(size: PaperSize): string | null {
  const named: Record<keyof PaperSize, string> = { widthCm: 'The width in cm', heightCm: 'The height in cm', points: 'The font size in points', dpi: 'The dots an inch' };
  for (const key of Object.keys(PAPER_LIMITS) as (keyof PaperSize)[]) {
    const [lo, hi] = PAPER_LIMITS[key];
    if (!(size[key] >= lo && size[key] <= hi)) return `${named[key]} must lie between ${lo} and ${hi}.`;
  }
  const { columns, rows } = paperDots(size);
  if (columns * rows > MOST_DOTS) return `${columns} × ${rows} dots are more than a picture can have; fewer dots an inch will do.`;
  const { width, height } = paperFrame(size);
  return width < 150 || height < 70 ? 'At this font size the figure has no room: make it larger or its text smaller.' : null;
}

/** The size in px at which labels of `FONT_SIZE` px come out at so many points: s = points · (96 / 72) / 12, px = cm · 96 / 2.54 / s. */
export function paperFrame({ widthCm, heightCm, points }: PaperSize): { readonly width: number; readonly height: number; readonly scale: number } {
  const scale = (points * CSS_PX_PER_INCH) / POINTS_PER_INCH / FONT_SIZE;
  const px = (cm: number): number => Math.round(((cm * CSS_PX_PER_INCH) / CM_PER_INCH / scale) * 100) / 100;
  return { width: px(widthCm), height: px(heightCm), scale };
}

/** The figure in the light theme, on white, as an SVG file `widthCm` × `heightCm`. */
export function paperSvg(redraw: Redraw, size: PaperSize, about: SvgTitle): Promise<string> {
  const { width, height, scale } = paperFrame(size);
  const drawing = redraw({ theme: 'light', width, height, ratio: (size.dpi * scale) / CSS_PX_PER_INCH, vectors: true });
  return toSvg(drawing, about, { width: `${size.widthCm}cm`, height: `${size.heightCm}cm`, ground: '#ffffff' });
}
