import { AXIS_HEIGHT, plotBox, widthScale } from '../axes';
import { show, type Box, type Drawing } from '../figure';
import { percent, trimmed } from '../format';
import { FONT_SIZE, group, line, mark, text, textWidth, type Mark } from '../marks';
import { keyColour, legible, type ColourKey } from '../neuronColours';
import { palettes, type Theme } from '../palette';
import { acrossAxis } from './curveScale';
import { densityOf, shareAbove, type Density } from './densityBins';
import { emptyMarks, printable, shorten } from './fit';

export interface DensitySeries {
  readonly label: string;
  /** One count a bin. */
  readonly counts: ArrayLike<number>;
  /** Default `membrane`: ink. */
  readonly colour?: ColourKey;
  /** The share at or above the threshold, where it is known better than the bins tell. */
  readonly above?: number;
}

export interface DensityData {
  /** Edges of the bins, rising, one more than there are counts. */
  readonly edges: ArrayLike<number>;
  /** At most six, from the top. */
  readonly series: readonly DensitySeries[];
  readonly threshold: number | null;
}

export interface DensityOptions {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  /** Default `H`. */
  readonly xLabel?: string;
  /** The series under the pointer. */
  readonly pointed?: number | null;
  readonly empty?: string;
}

export const MOST_RIDGES = 6;

/** Pixels high. */
export const densityHeight = ({ series }: DensityData): number => FONT_SIZE + 30 + AXIS_HEIGHT + 54 * Math.max(2, Math.min(MOST_RIDGES, series.length));

/** How far a ridge may rise into the one above it. */
const OVERLAP = 1.45;

/** The outline of a part `[from, to]` of the bins, closed along the base. */
function outline({ edges, heights }: Density, [from, to]: readonly [number, number], x: (value: number) => number, y: (height: number) => number): string {
  const at = (value: number) => x(value).toFixed(2);
  let path = '';
  for (let bin = 0; bin < heights.length; bin++) {
    const [left, right] = [Math.max(from, edges[bin]), Math.min(to, edges[bin + 1])];
    if (left < right) path += `${path ? '' : `M${at(left)},${y(0).toFixed(2)}`}V${y(heights[bin]).toFixed(2)}H${at(right)}`;
  }
  return path && `${path}V${y(0).toFixed(2)}Z`;
}

/** Distributions of membrane potentials before they touch a document: one ridge each, above the threshold in the colour of what fires. */
export function densityDrawing(data: DensityData, options: DensityOptions): Drawing {
  const { theme, width, height, xLabel = 'H', pointed = null, empty = 'Nothing was counted yet: there is no membrane potential.' } = options;
  const { ink, muted, axis, grid, paper, ramps } = palettes[theme];
  const series = data.series.slice(0, MOST_RIDGES);
  const densities = series.map(({ counts }) => densityOf(data.edges, counts));
  const highest = Math.max(0, ...densities.flatMap((density) => density?.heights ?? []));
  if (highest === 0) return { width, height, theme, marks: emptyMarks({ x: 0, y: 0, width, height }, empty, theme) };

  const { threshold } = data;
  const domain: [number, number] = [data.edges[0], data.edges[data.edges.length - 1]];
  const longest = Math.min(0.28 * width, Math.max(...series.map(({ label }) => textWidth(printable(label)))));
  const header = threshold === null ? '' : '≥ θ';
  const shares = series.map(({ above }, k) => { const density = densities[k]; return percent(density && threshold !== null ? above ?? shareAbove(density, threshold) : Number.NaN); });
  const plot = plotBox(width, height, { top: FONT_SIZE + 10, right: header ? Math.max(...shares.map((share) => textWidth(share))) + 10 : 8, bottom: AXIS_HEIGHT + 8, left: longest + 10 });
  const x = widthScale(plot, domain);
  const right = plot.x + plot.width;
  // How far the ridges rise above the place of the first, in places.
  const tops = densities.map((density, k) => (OVERLAP * Math.max(0, ...(density?.heights ?? []))) / highest - k);
  const first = Math.max(0.5, ...tops);
  const pitch = plot.height / (series.length - 1 + first);
  const base = (k: number): number => plot.y + (first + k) * pitch;
  const inside = threshold !== null && threshold >= domain[0] && threshold <= domain[1];

  const ridges = series.map(({ label, colour = 'membrane' }, k) => {
    const density = densities[k];
    const stroke = keyColour(theme, colour);
    const y = (value: number): number => base(k) - (value / highest) * OVERLAP * pitch;
    const shapes: Mark[] = density
      ? [
          // Paper first: a ridge stands before the one above it.
          mark('path', { d: outline(density, domain, x, y), fill: paper, 'fill-opacity': 0.85 }),
          mark('path', { class: 'below', d: outline(density, [-Infinity, threshold ?? Infinity], x, y), fill: ramps.belowThreshold, 'fill-opacity': 0.3 }),
          ...(inside ? [mark('path', { class: 'above', d: outline(density, [threshold, Infinity], x, y), fill: ramps.aboveThreshold, 'fill-opacity': 0.85 })] : []),
          mark('path', { class: `series ${colour}`, d: outline(density, domain, x, y).slice(0, -1), fill: 'none', stroke, 'stroke-width': k === pointed ? 2 : 1.25, 'stroke-linejoin': 'round' }),
        ]
      : [];
    const style = { fill: legible(theme, stroke), className: 'direct-label', weight: k === pointed ? 600 : undefined } as const;
    return group('ridge', [
      line(plot.x, base(k), right, base(k), k === series.length - 1 ? axis : grid),
      ...shapes.filter(({ attributes }) => attributes.d),
      text(plot.x - 8, base(k) - 3, shorten(label, longest), { ...style, anchor: 'end' }),
      ...(header ? [text(width, base(k) - 3, shares[k], { ...style, anchor: 'end', className: 'share' })] : []),
    ]);
  });

  const level: Mark[] = [];
  if (inside) {
    const name = `θ ${trimmed(threshold)}`;
    const half = textWidth(name) / 2;
    level.push(
      line(x(threshold), plot.y - 2, x(threshold), plot.y + plot.height, muted, { class: 'threshold', 'stroke-dasharray': '4 3' }),
      text(Math.min(right - half, Math.max(plot.x + half, x(threshold))), FONT_SIZE, name, { fill: ink, anchor: 'middle', className: 'threshold-label' }),
    );
  }
  const boxes: Box[] = series.map((_, k) => ({ x: 0, y: base(k) - pitch, width, height: pitch }));
  return {
    width, height, theme,
    boxes,
    geometry: { plot, window: domain },
    marks: [
      acrossAxis(plot, x, domain, { label: printable(xLabel), theme, width: right, whole: false, last: null }),
      ...(header ? [text(width, FONT_SIZE, header, { fill: muted, anchor: 'end', className: 'axis-label' })] : []),
      ...ridges,
      ...level,
    ],
  };
}

/** Draws distributions of membrane potentials against the threshold into `host`. */
export function drawDensity(host: HTMLElement, data: DensityData, options: DensityOptions): void {
  show(host, densityDrawing(data, options));
}
