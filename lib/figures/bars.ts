import { count } from '../numerics/words';
import { AXIS_WIDTH, heightScale, plotBox, VALUE_AXIS_HEIGHT, valueAxis, valueAxisBelow, widthScale, type Margins } from './axes';
import { show, type Drawing } from './figure';
import { FONT_SIZE, group, mark, text, textWidth, type Mark } from './marks';
import { palettes, roleColour, type Role, type Theme } from './palette';
import { traceDrawing, type TraceOptions, type TraceSeries } from './trace';

export interface HistogramSeries {
  readonly label: string;
  /** One value a neuron, such as its firing rate in spikes per step. */
  readonly values: ArrayLike<number>;
  readonly role: Role;
}

export interface HistogramOptions {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  /** Default `BINS`. */
  readonly bins?: number;
  /** Range of all bins; default from zero (or the lowest value below it) to the highest value. */
  readonly domain?: readonly [number, number];
  /** Default `spikes per step`. */
  readonly xLabel?: string;
  /** Default `neurons`. */
  readonly yLabel?: string;
  /** The bin under the pointer. */
  readonly pointed?: number | null;
  readonly margins?: Partial<Margins>;
}

/** How many finite values fall into each of `bins` equal bins of `[lo, hi]`; the last bin includes `hi`. */
export function histogram(values: ArrayLike<number>, [lo, hi]: readonly [number, number], bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (let k = 0; k < values.length; k++) {
    if (values[k] >= lo && values[k] <= hi) counts[Math.min(bins - 1, Math.floor(((values[k] - lo) / (hi - lo)) * bins))]++;
  }
  return counts;
}

function sharedDomain(series: readonly HistogramSeries[]): [number, number] {
  const finite = series.flatMap(({ values }) => Array.from(values).filter(Number.isFinite));
  const lo = finite.reduce((least, value) => Math.min(least, value), 0);
  const hi = finite.reduce((most, value) => Math.max(most, value), lo);
  return hi > lo ? [lo, hi] : [lo, lo + 1];
}

/** How many bins a histogram has where nothing else is said. */
export const BINS = 16;

/** The bins of several series over one domain: where each lies, and how many of each series fall into it. */
export function histogramBins(series: readonly HistogramSeries[], bins = BINS, domain: readonly [number, number] = sharedDomain(series)) {
  const counted = series.map(({ values }) => histogram(values, domain, bins));
  const edge = (bin: number) => domain[0] + (bin * (domain[1] - domain[0])) / bins;
  return { domain, counted, edge };
}

interface Placed {
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
}

/** Moves a label up by whole lines until it meets none of those placed before it. */
function above(label: Placed, others: readonly Placed[]): Placed {
  const meets = (other: Placed): boolean =>
    label.left < other.right + 6 && other.left < label.right + 6 && Math.abs(label.baseline - other.baseline) < FONT_SIZE + 1;
  const hit = others.find(meets);
  return hit ? above({ ...label, baseline: hit.baseline - FONT_SIZE - 2 }, others) : label;
}

/** Histograms of several series over the same bins, before they touch a document. */
export function histogramDrawing(series: readonly HistogramSeries[], options: HistogramOptions): Drawing {
  const { theme, width, height, bins = BINS, xLabel = 'spikes per step', yLabel = 'neurons', pointed = null } = options;
  const { muted, axis, grid, paper } = palettes[theme];
  const { domain, counted } = histogramBins(series, bins, options.domain);
  const highest = Math.max(1, ...counted.flat());
  const plot = plotBox(width, height, {
    top: FONT_SIZE + 8 + series.length * (FONT_SIZE + 2),
    right: 14,
    bottom: VALUE_AXIS_HEIGHT,
    left: AXIS_WIDTH,
    ...options.margins,
  });
  const x = widthScale(plot, domain);
  const y = heightScale(plot, [0, highest]);
  const base = plot.y + plot.height;
  const edge = (bin: number): number => plot.x + (bin * plot.width) / bins;

  const outlines = series.map(({ role }, k) => {
    const steps = counted[k].map((n, bin) => `V${y(n).toFixed(2)}H${edge(bin + 1).toFixed(2)}`).join('');
    const colour = roleColour(theme, role);
    const shape = { class: `series ${role}`, d: `M${plot.x},${base}${steps}V${base}`, fill: colour, stroke: colour };
    return mark('path', { ...shape, 'fill-opacity': 0.1, 'stroke-width': 1.75 });
  });

  const placed: Placed[] = [];
  const labels = series.map(({ label, role }, k) => {
    const peak = counted[k].indexOf(Math.max(...counted[k]));
    const half = textWidth(label) / 2;
    const middle = Math.min(width - half, Math.max(plot.x + half, edge(peak + 0.5)));
    const place = above({ left: middle - half, right: middle + half, baseline: y(counted[k][peak]) - 5 }, placed);
    placed.push(place);
    const style = { fill: roleColour(theme, role), halo: paper, className: 'direct-label' } as const;
    return text(middle, place.baseline, label, { ...style, anchor: 'middle' });
  });

  const marks: Mark[] = [
    ...(pointed === null ? [] : [mark('rect', { class: 'pointed', x: edge(pointed), y: plot.y, width: plot.width / bins, height: plot.height, fill: grid })]),
    valueAxis(plot, y, theme, (value) => (Number.isInteger(value) ? count(value) : '')),
    valueAxisBelow(plot, x, xLabel, theme),
    text(0, FONT_SIZE, yLabel, { fill: muted, className: 'axis-label' }),
    group('outlines', outlines),
    mark('path', { class: 'baseline', d: `M${plot.x},${base}H${plot.x + plot.width}`, stroke: axis }),
    group('labels', labels),
  ];
  return { width, height, theme, marks, geometry: { plot, window: [0, bins] } };
}

/** Draws overlaid histogram outlines, such as the firing rates of LIF and parallel neuron, into `host`. */
export function drawHistogram(
  host: HTMLElement,
  data: { readonly series: readonly HistogramSeries[] },
  options: HistogramOptions,
): void {
  show(host, histogramDrawing(data.series, options));
}

/** Draws the population rate (share of neurons that fire) of each step, one stepped line a side, from zero upwards. */
export function drawRateStrip(
  host: HTMLElement,
  data: { readonly series: readonly Omit<TraceSeries, 'step'>[] },
  options: Omit<TraceOptions, 'yDomain'>,
): void {
  const series = data.series.map((one) => ({ ...one, step: true }));
  const highest = series.reduce((most, { values }) => values.reduce((m, value) => Math.max(m, value), most), 0);
  show(host, traceDrawing({ series }, { ...options, yDomain: [0, highest || 1] }));
}
