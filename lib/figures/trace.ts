import {
  AXIS_HEIGHT,
  AXIS_WIDTH,
  heightScale,
  plotBox,
  stepAxis,
  stepX,
  valueAxis,
  type LinearScale,
  type Margins,
} from './axes';
import { extentOf } from './colourScale';
import { decimate } from './decimate';
import { show, type Box, type Drawing } from './figure';
import { fixed } from './format';
import { spread } from './labels';
import { FONT_SIZE, group, line, mark, text, textWidth, type Mark } from './marks';
import { palettes, roleColour, type Role, type Theme } from './palette';
import { clampSpan, type Span } from './pixels';
import { polyline } from './path';

export interface TraceSeries {
  readonly id: string;
  readonly label: string;
  /** One value a step (or a neuron, in a cut across neurons). */
  readonly values: Float32Array;
  readonly role: Role;
  /** SVG dash pattern, for two lines of one colour. */
  readonly dash?: string;
  /** Each value spans its whole step instead of being joined to the next. */
  readonly step?: boolean;
}

/** A threshold: a dashed line with its θ, in the colour of its side where the sides differ. */
export interface Level {
  readonly value: number;
  readonly role?: Role;
}

export interface TraceData {
  readonly series: readonly TraceSeries[];
  readonly levels?: readonly Level[];
  /** Spike times of a series, by its id: ticks along the top. */
  readonly spikes?: readonly { readonly id: string; readonly times: readonly number[] }[];
}

export interface TraceOptions {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  readonly window?: Span;
  /** Step (or neuron) under the cursor. */
  readonly cursor?: number | null;
  readonly yDomain?: readonly [number, number];
  /** Default `time step`. */
  readonly xLabel?: string;
  readonly yLabel?: string;
  /** Names at the right end of the lines, with the value under the cursor. Default true. */
  readonly directLabels?: boolean;
  readonly xAxis?: boolean;
  readonly yAxis?: boolean;
  readonly margins?: Partial<Margins>;
  /** Decimals of the values under the cursor. Default 3. */
  readonly places?: number;
}

const SPIKE_ROW = 8;
const LABEL_GAP = FONT_SIZE + 2;

/** Names and values share one place; it is as wide as the longest pair, so that nothing jumps when a cursor comes. */
export function labelWidth(series: readonly TraceSeries[], places: number): number {
  const longest = Math.max(0, ...series.map(({ label }) => textWidth(label)));
  return longest + textWidth(`\u2212 0.${'0'.repeat(places)}`) + 10;
}

function traceDomain({ series, levels = [] }: TraceData, [from, to]: Span): [number, number] {
  const [lo, hi] = extentOf(...series.map(({ values }) => values.subarray(from, to)), levels.map(({ value }) => value));
  const pad = 0.06 * (hi - lo) || 0.5;
  return [lo - pad, hi + pad];
}

function seriesMarks(data: TraceData, plot: Box, window: Span, y: LinearScale, theme: Theme): Mark[] {
  // More than half a px beyond the plot tells nothing; far outliers would leave the figure.
  const clampY = (value: number): number => Math.min(plot.y + plot.height, Math.max(plot.y, y(value)));
  return data.series.map(({ values, role, dash, step }) => {
    const points = decimate(values, window, plot.width);
    const path = polyline(points.steps.map((t, k) => [stepX(plot, window, t), Number.isFinite(points.values[k]) ? clampY(points.values[k]) : Number.NaN]), step);
    const stroke = roleColour(theme, role);
    const shape = { class: `series ${role}`, d: path, fill: 'none', stroke, 'stroke-width': 1.5 };
    return mark('path', { ...shape, 'stroke-linejoin': 'round', 'stroke-dasharray': dash });
  });
}

function spikeMarks({ series, spikes = [] }: TraceData, plot: Box, window: Span, top: number, theme: Theme): Mark[] {
  const marks = spikes.flatMap(({ id, times }, row) => {
    const owner = series.find((one) => one.id === id);
    const y = top + row * SPIKE_ROW;
    const ticks = times
      .filter((t) => t >= window[0] && t < window[1])
      .map((t) => `M${stepX(plot, window, t).toFixed(2)},${y}v${SPIKE_ROW - 2}`);
    if (ticks.length === 0) return [];
    return [mark('path', { d: ticks.join(''), stroke: roleColour(theme, owner?.role ?? 'spikes'), 'stroke-width': 1.5 })];
  });
  return marks.length ? [group('spikes', marks)] : [];
}

/** The last finite value in the window: where a name belongs. */
function lastFinite(values: Float32Array, [from, to]: Span): number {
  let t = to - 1;
  while (t > from && !Number.isFinite(values[t])) t--;
  return values[t];
}

/** A trace before it touches a document. */
export function traceDrawing(data: TraceData, options: TraceOptions): Drawing {
  const { theme, width, height, xLabel = 'time step', yLabel, directLabels = true, xAxis = true, yAxis = true } = options;
  const { places = 3 } = options;
  const { ink, muted, paper } = palettes[theme];
  const length = Math.max(1, ...data.series.map(({ values }) => values.length));
  const window = clampSpan(options.window, length);
  const nameHeight = yLabel ? FONT_SIZE + 4 : 0;
  const spikeHeight = (data.spikes?.length ?? 0) * SPIKE_ROW;
  const plot = plotBox(width, height, {
    top: nameHeight + spikeHeight + 6,
    right: directLabels ? Math.min(0.4 * width, labelWidth(data.series, places)) : 4,
    bottom: (xAxis ? AXIS_HEIGHT : 0) + 4,
    left: yAxis ? AXIS_WIDTH : 0,
    ...options.margins,
  });
  const right = plot.x + plot.width;
  const y = heightScale(plot, options.yDomain ?? traceDomain(data, window));
  const inPlot = (value: number): number => Math.min(plot.y + plot.height, Math.max(plot.y, y(value)));

  const marks: Mark[] = [];
  if (yAxis) marks.push(valueAxis(plot, y, theme));
  if (xAxis) marks.push(stepAxis(plot, window, xLabel, theme, width));
  if (yLabel) marks.push(text(0, FONT_SIZE, yLabel, { fill: muted, className: 'axis-label' }));
  marks.push(...spikeMarks(data, plot, window, plot.y - spikeHeight - 2, theme));
  const levels = (data.levels ?? [])
    .filter(({ value }) => inPlot(value) === y(value))
    .map(({ value, role }) => ({ at: y(value), colour: role ? roleColour(theme, role) : muted }));
  for (const { at, colour } of levels) marks.push(line(plot.x, at, right, at, colour, { class: 'threshold', 'stroke-dasharray': '4 3' }));
  marks.push(group('lines', seriesMarks(data, plot, window, y, theme)));
  for (const { at, colour } of levels) {
    marks.push(text(plot.x + 3, Math.max(plot.y + FONT_SIZE, at - 4), 'θ', { fill: colour, halo: paper, className: 'threshold-label' }));
  }

  const cursor = options.cursor ?? null;
  const pointed = cursor !== null && cursor >= window[0] && cursor < window[1] ? cursor : null;
  const cursorX = pointed === null ? right : stepX(plot, window, pointed);
  if (pointed !== null) {
    const dots = data.series
      .filter(({ values }) => Number.isFinite(values[pointed]))
      .map(({ values, role }) => {
        const place = { cx: cursorX, cy: inPlot(values[pointed]), r: 3 };
        return mark('circle', { ...place, fill: roleColour(theme, role), stroke: paper, 'stroke-width': 1 });
      });
    const hairline = line(cursorX, plot.y - spikeHeight, cursorX, plot.y + plot.height, ink, { 'stroke-opacity': 0.6 });
    marks.push(group('cursor', [hairline, ...dots]));
  }

  if (directLabels || pointed !== null) {
    const named = data.series.filter(({ values }) => values.length > 0);
    // Names stay at the ends of their lines while the cursor moves; only the values change.
    const anchors = named.map(({ values }) => {
      const value = directLabels || pointed === null ? lastFinite(values, window) : values[pointed];
      return (Number.isFinite(value) ? inPlot(value) : plot.y) + FONT_SIZE / 3;
    });
    const baselines = spread(anchors, LABEL_GAP, plot.y + FONT_SIZE / 2, plot.y + plot.height + 2);
    // Without names in the margin the values stand beside the cursor, on the side with more room.
    const leftOfCursor = !directLabels && cursorX > plot.x + 0.6 * plot.width;
    const x = directLabels ? right + 6 : cursorX + (leftOfCursor ? -6 : 6);
    const labels = named.map(({ label, role, values }, k) => {
      const value = pointed === null ? '' : fixed(values[pointed], places);
      const content = directLabels ? `${label} ${value}`.trim() : value;
      const anchor = leftOfCursor ? 'end' : 'start';
      return text(x, baselines[k], content, { fill: roleColour(theme, role), anchor, halo: paper, className: 'direct-label' });
    });
    marks.push(group('labels', labels));
  }
  return { width, height, theme, marks, geometry: { plot, window } };
}

/** Draws lines over time (or over neurons) into `host`, with their names and values on the lines. */
export function drawTrace(host: HTMLElement, data: TraceData, options: TraceOptions): void {
  show(host, traceDrawing(data, options));
}
