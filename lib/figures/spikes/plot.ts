/** What the figures with lines share: a header with names, axes, lines thinned to what a screen can show. */
import { heightScale, plotBox, valueAxis, widthScale, type LinearScale } from '../axes';
import type { Box, Drawing } from '../figure';
import { FONT_SIZE, group, line, mark, text, textWidth, type Mark } from '../marks';
import { palettes, type Theme } from '../palette';
import { acrossAxis } from '../training/curveScale';
import { emptyMarks, shorten } from '../training/fit';
import { flowHeight, flowMarks, type KeyItem } from './flow';
import { BELOW, SIDE } from './rasterFrame';
import { sourceColour, sourceInk } from './sourceColours';
import type { TimeWindow } from './types';

export type Kind = 'linear' | 'step';
export type PlacedPoint = readonly [x: number, y: number];

export interface LineOptions {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  /** Place on the axis across. */
  readonly cursor: number | null;
}

export interface Plot {
  readonly plot: Box;
  readonly x: LinearScale;
  readonly y: LinearScale;
}

/** The key of lines: each name in its colour. */
export const lineKeys = (lines: readonly { readonly label: string; readonly place: number }[], theme: Theme): KeyItem[] =>
  lines.map(({ label, place }) => ({ label, sample: 'line', colour: sourceColour(theme, place), ink: sourceInk(theme, place) }));

interface HeaderOptions {
  readonly theme: Theme;
  readonly width: number;
  readonly yLabel: string;
  readonly keys: readonly KeyItem[];
}

/** Where the key stands: beside the name of the axis upwards where both fit, else below it. */
function placeKey({ width, yLabel, keys }: Omit<HeaderOptions, 'theme'>) {
  const left = Math.max(SIDE.left, textWidth(yLabel) + 16);
  const beside = flowHeight(keys, width - SIDE.right - left) <= flowHeight(keys.slice(0, 1), width);
  const [from, top] = beside ? [left, 0] : [SIDE.left, yLabel ? FONT_SIZE + 5 : 0];
  const room = width - SIDE.right - from;
  return { from, top, room, height: Math.max(FONT_SIZE + 5, top + flowHeight(keys, room)) + 5 };
}

/** Px that a key of more than one line takes from the plot, to be added to the figure's height. */
export const moreForKey = (options: Omit<HeaderOptions, 'theme'>): number => Math.max(0, placeKey(options).height - 2 * (FONT_SIZE + 5) - 5);

function header({ theme, ...options }: HeaderOptions): { readonly height: number; readonly marks: Mark[] } {
  const { width, yLabel, keys } = options;
  const { from, top, room, height } = placeKey(options);
  return {
    height,
    marks: [text(0, FONT_SIZE, shorten(yLabel, width), { fill: palettes[theme].muted, className: 'axis-label' }), flowMarks(keys, from, top, room, theme)],
  };
}

interface PlotOptions extends LineOptions {
  readonly yLabel: string;
  readonly xLabel: string;
  readonly keys: readonly KeyItem[];
  readonly window: TimeWindow;
  readonly whole?: boolean;
  /** What must be seen upwards. */
  readonly domain: readonly [number, number];
  /** Rows of ticks between the header and the plot, px. */
  readonly above?: number;
  readonly empty: string | null;
  readonly draw: (plot: Plot) => readonly Mark[];
}

/** A figure of lines over an axis across. */
export function plotDrawing({ theme, width, height, cursor, yLabel, xLabel, keys, window, whole = false, domain, above = 0, empty, draw }: PlotOptions): Drawing {
  const { axis } = palettes[theme];
  const head = header({ theme, width, yLabel, keys });
  const plot = plotBox(width, height, { top: head.height + above, right: SIDE.right, bottom: BELOW, left: SIDE.left });
  const x = widthScale(plot, window);
  const y = heightScale(plot, domain);
  const base = plot.y + plot.height + 0.5;
  const marks: Mark[] = [...head.marks, acrossAxis(plot, x, window, { label: xLabel, theme, width, whole, last: null, cursor })];
  if (empty) marks.push(line(plot.x, base, plot.x + plot.width, base, axis), ...emptyMarks(plot, empty, theme));
  else marks.push(valueAxis(plot, y, theme), ...draw({ plot, x, y }));
  return { width, height, theme, marks, geometry: { plot, window } };
}

/** A little room above and below; a flat line still needs a scale. */
export function padded(lo: number, hi: number): [number, number] {
  if (!(lo <= hi)) return [0, 1];
  const pad = 0.06 * (hi - lo) || Math.abs(hi) * 0.1 || 0.5;
  return [lo - pad, hi + pad];
}

/** From zero to a little above the highest. */
export const fromZero = (hi: number): [number, number] => [0, hi > 0 && Number.isFinite(hi) ? hi * 1.06 : 1];

/** First place in ascending `x` beyond `value`. */
export function placeAfter(x: ArrayLike<number>, value: number): number {
  let [low, high] = [0, x.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (x[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The value of a line at `at`, `NaN` beyond its ends; at a jump what comes after it. */
export function lineValue(x: Float64Array, y: Float64Array, kind: Kind, at: number): number {
  const next = placeAfter(x, at);
  const before = next - 1;
  if (before < 0) return Number.NaN;
  if (kind === 'step') return before < y.length ? y[before] : at === x[before] ? y[y.length - 1] : Number.NaN;
  if (next >= y.length) return at === x[before] ? y[before] : Number.NaN;
  return y[before] + ((at - x[before]) / (x[next] - x[before])) * (y[next] - y[before]);
}

/**
 * The points of a line that matter in a window `columns` px wide: all, with its values at both edges; or, when there are
 * more than four a px, the first, lowest, highest and last of each px.
 */
export function shownPoints(x: Float64Array, y: Float64Array, kind: Kind, [from, to]: TimeWindow, columns: number): PlacedPoint[] {
  const first = placeAfter(x, from);
  const end = Math.min(y.length, Math.max(first, placeAfter(x, to)));
  const points: PlacedPoint[] = [[from, lineValue(x, y, kind, from)]];
  if (end - first <= 4 * columns) for (let k = first; k < end; k++) points.push([x[k], y[k]]);
  else {
    const scale = columns / (to - from);
    for (let k = first; k < end; ) {
      const column = Math.floor((x[k] - from) * scale);
      const kept = new Set([k]);
      let [low, high, last] = [k, k, k];
      for (; k < end && Math.floor((x[k] - from) * scale) === column; k++) {
        if (y[k] < y[low]) low = k;
        if (y[k] > y[high]) high = k;
        last = k;
      }
      for (const place of [low, high].sort((a, b) => a - b)) kept.add(place);
      kept.add(last);
      for (const place of kept) points.push([x[place], y[place]]);
    }
  }
  // A step ends where its last edge lies, if one is given.
  const stop = kind === 'step' && x.length > y.length ? Math.min(to, x[x.length - 1]) : to;
  const closing = kind === 'step' ? points[points.length - 1][1] : lineValue(x, y, kind, to);
  points.push([stop, closing]);
  return points;
}

const px = (value: number): string => String(Math.round(value * 100) / 100);

/** A path through points in data; what has no finite value breaks the line. */
export function linePath(points: readonly PlacedPoint[], kind: Kind, { x, y }: Pick<Plot, 'x' | 'y'>): string {
  let path = '';
  let before: number | null = null;
  for (const [at, value] of points) {
    if (!Number.isFinite(value)) {
      if (before !== null && kind === 'step') path += `H${px(x(at))}`;
      before = null;
      continue;
    }
    if (before === null) path += `M${px(x(at))},${px(y(value))}`;
    else if (kind === 'linear') path += `L${px(x(at))},${px(y(value))}`;
    else path += value === before ? `H${px(x(at))}` : `H${px(x(at))}V${px(y(value))}`;
    before = value;
  }
  return path;
}

/** Lines over each other, the first on top, because it is the one the others are measured against. */
export const linesGroup = (lines: readonly { readonly d: string; readonly place: number }[], theme: Theme): Mark =>
  group('lines', lines.filter(({ d }) => d).map(({ d, place }) => mark('path', { class: `series place-${place}`, d, fill: 'none', stroke: sourceColour(theme, place), 'stroke-width': 1.5, 'stroke-linejoin': 'round' })).reverse());

/** A hairline with a dot on every line that has a value there. */
export function cursorGroup({ plot, x, y }: Plot, at: number, values: readonly { readonly value: number; readonly place: number }[], theme: Theme): Mark[] {
  const { ink, paper } = palettes[theme];
  const place = x(at);
  if (place < plot.x || place > plot.x + plot.width) return [];
  const dots = values.filter(({ value }) => Number.isFinite(value)).map(({ value, place: source }) =>
    mark('circle', { cx: place, cy: Math.max(plot.y, Math.min(plot.y + plot.height, y(value))), r: 3, fill: sourceColour(theme, source), stroke: paper, 'stroke-width': 1 }));
  return [group('cursor', [line(place, plot.y, place, plot.y + plot.height, ink, { 'stroke-opacity': 0.6 }), ...dots])];
}
