import { ticks as niceTicks } from 'd3';

import type { Box } from './figure';
import { fixed, tickPlaces } from './format';
import { FONT_SIZE, group, line, text, textWidth, type Mark } from './marks';
import { palettes, type Theme } from './palette';
import type { Span } from './pixels';

export interface Margins {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** Room for one line of tick labels under a plot. */
export const AXIS_HEIGHT = 18;
/** Room for tick labels to the left of a plot. */
export const AXIS_WIDTH = 36;

/** The plot inside a figure, on whole px so that cells are crisp. */
export function plotBox(width: number, height: number, margins: Margins): Box {
  return {
    x: Math.round(margins.left),
    y: Math.round(margins.top),
    width: Math.max(1, Math.round(width - margins.left - margins.right)),
    height: Math.max(1, Math.round(height - margins.top - margins.bottom)),
  };
}

/** Middle of step t, in px: a step is a cell `[t, t + 1)`, in pictures and in lines alike. */
export const stepX = (plot: Box, [from, to]: Span, t: number): number =>
  plot.x + ((t + 0.5 - from) * plot.width) / (to - from);

/** Whole-numbered ticks at least `distance` px apart: 1, 2, 5, 10 …, or powers of two when the window is one. */
export function wholeTicks([from, to]: Span, room: number, distance = 44): number[] {
  const span = to - from;
  const least = (span * distance) / Math.max(1, room);
  let step = 1;
  if (Number.isInteger(Math.log2(span))) while (step < least) step *= 2;
  else {
    const factors = [2, 2.5, 2];
    for (let k = 0; step < least; k++) step *= factors[k % 3];
  }
  const ticks: number[] = [];
  for (let tick = Math.ceil(from / step) * step; tick < to; tick += step) ticks.push(tick);
  return ticks;
}

/** The axis of whole steps under a plot; its last tick carries the name: 0  16  32  "time step 63". */
export function stepAxis(plot: Box, window: Span, label: string, theme: Theme, figureWidth: number): Mark {
  const { muted } = palettes[theme];
  const y = plot.y + plot.height + FONT_SIZE + 3;
  const last = `${label} ${window[1] - 1}`.trim();
  const right = Math.min(figureWidth, Math.max(plot.x + plot.width, textWidth(last)));
  let free = right - textWidth(last) - 10;
  const ticks = wholeTicks(window, plot.width)
    .map((tick) => ({ tick, width: textWidth(String(tick)), x: stepX(plot, window, tick) }))
    .map((tick) => ({ ...tick, x: Math.max(tick.width / 2, tick.x) }))
    .reverse()
    .filter(({ width, x }) => {
      if (x + width / 2 > free) return false;
      free = x - width / 2 - 6;
      return true;
    })
    .reverse()
    .map(({ tick, x }) => text(x, y, String(tick), { fill: muted, anchor: 'middle', className: 'tick' }));
  return group('axis axis-x', [...ticks, text(right, y, last, { fill: muted, anchor: 'end', className: 'axis-label' })]);
}

/** The axis of rows beside a picture: first and last row, and the name, if any, upright between them where there is room. */
export function rowAxis(plot: Box, [first, end]: Span, label: string, theme: Theme, origin: 'bottom' | 'top'): Mark {
  const { muted } = palettes[theme];
  const cell = plot.height / (end - first);
  const middle = (row: number): number => plot.y + cell * ((origin === 'top' ? row - first : end - 1 - row) + 0.5);
  const baseline = (row: number): number =>
    Math.min(plot.y + plot.height - 1, Math.max(plot.y + FONT_SIZE - 3, middle(row) + FONT_SIZE / 3));
  const tick = (row: number): Mark =>
    text(plot.x - 6, baseline(row), String(row), { fill: muted, anchor: 'end', className: 'tick' });
  const marks = plot.height >= 2 * FONT_SIZE + 4 && end - first > 1 ? [tick(first), tick(end - 1)] : [tick(first)];
  if (label && plot.height >= textWidth(label) + 2 * FONT_SIZE + 12) {
    const name = { fill: muted, anchor: 'middle', rotate: -90, className: 'axis-label' } as const;
    marks.push(text(plot.x - 10, plot.y + plot.height / 2, label, name));
  }
  return group('axis axis-y', marks);
}

/** A linear value axis: few ticks with quiet grid lines. `write` formats all ticks alike. */
export function valueAxis(
  plot: Box,
  scale: LinearScale,
  theme: Theme,
  write?: (value: number) => string,
): Mark {
  const { muted, grid } = palettes[theme];
  const ticks = scale.ticks(Math.max(2, Math.floor(plot.height / 40)));
  const places = tickPlaces(ticks);
  const marks = ticks.flatMap((tick) => {
    const y = scale(tick);
    const label = write ? write(tick) : fixed(tick, places);
    return [
      line(plot.x, y, plot.x + plot.width, y, grid, { class: 'grid' }),
      text(plot.x - 6, y + FONT_SIZE / 3, label, { fill: muted, anchor: 'end', className: 'tick' }),
    ];
  });
  return group('axis axis-y', marks);
}

/** Room for a continuous value axis under a plot: a line of ticks, a line for the name. */
export const VALUE_AXIS_HEIGHT = 32;

/** A continuous value axis under a plot; the name stands below its right end. */
export function valueAxisBelow(
  plot: Box,
  scale: LinearScale,
  label: string,
  theme: Theme,
): Mark {
  const { muted } = palettes[theme];
  const y = plot.y + plot.height + FONT_SIZE + 3;
  const right = plot.x + plot.width;
  const ticks = scale.ticks(Math.max(2, Math.floor(plot.width / 60)));
  const places = tickPlaces(ticks);
  const marks = ticks.map((tick) => text(scale(tick), y, fixed(tick, places), { fill: muted, anchor: 'middle', className: 'tick' }));
  return group('axis axis-x', [...marks, text(right, y + FONT_SIZE + 2, label, { fill: muted, anchor: 'end', className: 'axis-label' })]);
}

/** A linear map from values to px. d3-scale would do the same and bring colour and number formatting with it. */
export interface LinearScale {
  (value: number): number;
  /** About `count` round values in the domain. */
  ticks(count: number): number[];
}

export function linearScale([lo, hi]: readonly [number, number], [from, to]: readonly [number, number]): LinearScale {
  const map = (value: number): number => from + ((value - lo) / (hi - lo)) * (to - from);
  return Object.assign(map, { ticks: (count: number) => niceTicks(lo, hi, count) });
}

/** Values upwards over the plot's height. */
export const heightScale = (plot: Box, [lo, hi]: readonly [number, number]): LinearScale =>
  linearScale([lo, hi], [plot.y + plot.height, plot.y]);

/** Values rightwards over the plot's width. */
export const widthScale = (plot: Box, [lo, hi]: readonly [number, number]): LinearScale =>
  linearScale([lo, hi], [plot.x, plot.x + plot.width]);
