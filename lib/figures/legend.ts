import { cssColour } from './colour';
import { colourAt, type ColourScale } from './colourScale';
import { show, type Drawing } from './figure';
import { fixed, tickPlaces } from './format';
import { FONT_SIZE, group, line, mark, text, textWidth, type Mark } from './marks';
import { palettes, type Theme } from './palette';

export interface GradientLegendOptions {
  readonly theme: Theme;
  readonly width: number;
  /** Names the middle: `θ` gives `θ 0.50`. */
  readonly midLabel?: string;
  /** Decimals of the three numbers. Default 2, or more where these would all read 0.00. */
  readonly places?: number;
}

export interface Swatch {
  readonly label: string;
  /** `#rrggbb` */
  readonly colour: string;
}

const STRIP = 8;
const STEPS = 48;

/** A colour scale as a strip with its low end, middle and high end, before it touches a document. */
export function gradientLegendDrawing(scale: ColourScale, options: GradientLegendOptions): Drawing {
  const [lo, mid, hi] = scale.domain;
  const { theme, width, midLabel, places = Math.max(2, tickPlaces([lo, hi]) + 1) } = options;
  const { muted, grid } = palettes[theme];
  const x = (value: number): number => ((value - lo) / (hi - lo)) * width;
  const strip = Array.from({ length: STEPS }, (_, k) => {
    const left = (k * width) / STEPS;
    const colour = cssColour(colourAt(scale, lo + ((k + 0.5) / STEPS) * (hi - lo)));
    return mark('rect', { x: left, y: 0, width: (k + 1) * (width / STEPS) - left, height: STRIP, fill: colour });
  });

  const y = STRIP + FONT_SIZE + 3;
  const low = fixed(lo, places);
  const high = fixed(hi, places);
  const middle = `${midLabel ?? ''} ${fixed(mid, places)}`.trim();
  const ends: Mark[] = [
    text(0, y, low, { fill: muted, className: 'tick' }),
    text(width, y, high, { fill: muted, anchor: 'end', className: 'tick' }),
  ];
  const half = textWidth(middle) / 2;
  const least = textWidth(low) + half + 8;
  const most = width - textWidth(high) - half - 8;
  if (scale.kind === 'diverging' && least <= most) {
    const place = Math.min(most, Math.max(least, x(mid)));
    ends.push(text(place, y, middle, { fill: muted, anchor: 'middle', className: 'tick' }));
  }
  const tick = scale.kind === 'diverging' ? [line(x(mid), 0, x(mid), STRIP + 3, muted)] : [];
  const frame = mark('rect', { x: 0.5, y: 0.5, width: width - 1, height: STRIP - 1, fill: 'none', stroke: grid });
  const colours: Mark = { tag: 'g', attributes: { class: 'gradient', 'shape-rendering': 'crispEdges' }, children: strip };
  return { width, height: y + 4, theme, marks: [colours, frame, ...tick, group('ticks', ends)] };
}

/** Draws the legend of a continuous colour scale into `host`. */
export function drawGradientLegend(host: HTMLElement, scale: ColourScale, options: GradientLegendOptions): void {
  show(host, gradientLegendDrawing(scale, options));
}

/** Named colour patches in reading order, wrapped to the width, before they touch a document. */
export function swatchLegendDrawing(swatches: readonly Swatch[], options: { theme: Theme; width: number }): Drawing {
  const { theme, width } = options;
  const { ink, axis } = palettes[theme];
  const lineHeight = FONT_SIZE + 6;
  let x = 0;
  let top = 0;
  const marks = swatches.flatMap(({ label, colour }) => {
    const extent = 15 + textWidth(label);
    if (x > 0 && x + extent > width) {
      x = 0;
      top += lineHeight;
    }
    const left = x;
    x += extent + 14;
    return [
      mark('rect', { x: left + 0.5, y: top + 3.5, width: 9, height: 9, fill: colour, stroke: axis, 'stroke-width': 0.5 }),
      text(left + 15, top + FONT_SIZE, label, { fill: ink, className: 'swatch-label' }),
    ];
  });
  return { width, height: top + lineHeight, theme, marks };
}

/** Draws a legend of categories into `host`. */
export function drawSwatchLegend(host: HTMLElement, swatches: readonly Swatch[], options: { theme: Theme; width: number }): void {
  show(host, swatchLegendDrawing(swatches, options));
}

/** The three kinds of spikes in a difference raster, named for the two neurons at hand. */
export function diffSwatches(theme: Theme, parallelName: string, baselineName: string): Swatch[] {
  const { both, lif, parallel } = palettes[theme];
  return [
    { label: 'both', colour: both },
    { label: `only ${baselineName}`, colour: lif },
    { label: `only ${parallelName}`, colour: parallel },
  ];
}
